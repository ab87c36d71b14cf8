namespace MlDsl.Tool.Dashboards;

/// <summary>
/// The metrics that a service exports (meters <c>MlDsl.Serving</c> and <c>MlDsl.Monitoring</c>), by the names that Prometheus gives instruments of OpenTelemetry: points are underscores, units and <c>total</c> stand at
/// the end. A test scrapes a service and finds each.
/// </summary>
internal static class ServiceMetrics
{
    public const string ModelLabel = "mldsl_model_name", VersionLabel = "mldsl_model_version", ErrorLabel = "error_type", ColumnLabel = "mldsl_column", ScoreLabel = "mldsl_score", MetricLabel = "mldsl_metric", BoundLabel = "mldsl_bound", DelayLabel = "mldsl_delay", GroupLabel = "mldsl_group",
        KindLabel = "mldsl_alarm_kind", ShiftLabel = "mldsl_alarm_shift", ReloadLabel = "mldsl_reload";

    public const string Duration = "mldsl_serving_request_duration_seconds", Rows = "mldsl_serving_rows_total", Rejected = "mldsl_serving_rejected_total", Invalid = "mldsl_serving_invalid_total",
        UnknownCategories = "mldsl_serving_unknown_categories_total", Reloads = "mldsl_serving_reloads_total";

    public const string WindowRows = "mldsl_monitoring_window_rows_total", WindowTimestamp = "mldsl_monitoring_window_timestamp_seconds", Evidence = "mldsl_monitoring_evidence",
        Threshold = "mldsl_monitoring_threshold", Alarms = "mldsl_monitoring_alarms_total", AlarmTimestamp = "mldsl_monitoring_alarm_timestamp_seconds", Problems = "mldsl_monitoring_problems_total";

    public const string ColumnShift = "mldsl_monitoring_column_shift", ColumnDistance = "mldsl_monitoring_column_distance", ColumnMissing = "mldsl_monitoring_column_missing_ratio", ColumnUnknown = "mldsl_monitoring_column_unknown_ratio",
        ScoreMean = "mldsl_monitoring_score_mean", ScoreShift = "mldsl_monitoring_score_shift", ScoreDistance = "mldsl_monitoring_score_distance";

    public const string Estimate = "mldsl_monitoring_estimate", Performance = "mldsl_monitoring_performance", Outcomes = "mldsl_monitoring_outcomes_ratio", LabelDelay = "mldsl_monitoring_label_delay_seconds", Groups = "mldsl_monitoring_group";
}
