using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>What is measured of all monitors of a process, in the meter <c>MlDsl.Monitoring</c>: counts, evidence and means over many rows, and no value of a row.</summary>
internal static class MonitoringMeter
{
    public const string Model = "mldsl.model.name", Column = "mldsl.column", Kind = "mldsl.alarm.kind", Shift = "mldsl.alarm.shift", Score = "mldsl.score", Metric = "mldsl.metric", Bound = "mldsl.bound", Delay = "mldsl.delay", Group = "mldsl.group";

    private static readonly Meter Meter = new("MlDsl.Monitoring");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("mldsl.monitoring.window.rows", "{row}", "Rows of closed windows");
    private static readonly Counter<long> Windows = Meter.CreateCounter<long>("mldsl.monitoring.windows", "{window}", "Closed windows");
    private static readonly Counter<long> Alarms = Meter.CreateCounter<long>("mldsl.monitoring.alarms", "{alarm}", "Alarms of drift, by the budget that paid for them, the column and what of it shifted");
    private static readonly ConcurrentDictionary<MonitorGauges, bool> Live = new();

    static MonitoringMeter()
    {
        Meter.CreateObservableCounter("mldsl.monitoring.problems", static () => Live.Keys.Select(static owner => owner.Problems), "{problem}", "States that could not be kept, and listeners that failed");
        Make(MonitorGauge.Evidence, "evidence", "{nat}", "The largest evidence of drift in the last window that was looked at");
        Make(MonitorGauge.Threshold, "threshold", "{nat}", "The evidence from which on there would have been an alarm of it");
        Make(MonitorGauge.WindowTimestamp, "window.timestamp", "s", "When the last window was closed, in seconds since 1970");
        Make(MonitorGauge.ColumnShift, "column.shift", null, "The mean of a number in the last window less that of the reference, in the column's unit");
        Make(MonitorGauge.ColumnDistance, "column.distance", null, "The Jensen-Shannon distance of a column's values in the last window from the reference, from 0 to 1");
        Make(MonitorGauge.ColumnMissing, "column.missing.ratio", null, "The share of rows in the last window without a value");
        Make(MonitorGauge.ColumnUnknown, "column.unknown.ratio", null, "The share of rows in the last window with a value that the reference has no bin for");
        Make(MonitorGauge.ScoreMean, "score.mean", null, "The mean of a score in the last window");
        Make(MonitorGauge.ScoreShift, "score.shift", null, "The mean of a score in the last window less that of the reference");
        Make(MonitorGauge.ScoreDistance, "score.distance", null, "The Jensen-Shannon distance of a score in the last window from the reference, from 0 to 1");
        Make(MonitorGauge.AlarmTimestamp, "alarm.timestamp", "s", "When an alarm was raised last, in seconds since 1970");
        Make(MonitorGauge.Estimate, "estimate", null, "A metric that was estimated without labels, and the ends of its interval");
        Make(MonitorGauge.Performance, "performance", null, "A metric of labels that came, and the ends of its interval");
        Make(MonitorGauge.Outcomes, "outcomes.ratio", null, "The share of due predictions whose outcome is there");
        Make(MonitorGauge.LabelDelay, "label.delay", "s", "How long labels take: as declared, the median, and 95 of 100");
        Make(MonitorGauge.Group, "group", null, "The mean of a group of people, the ends of its interval and that of the reference");
        Make(MonitorGauge.ErrorRatio, "forecast.error.ratio", null, "How large a forecast's errors are beside those of its calibration, in the last look");
        Make(MonitorGauge.Outside, "forecast.outside.ratio", null, "The share of values outside their intervals, in the last look");
        Make(MonitorGauge.ErrorAlarmTimestamp, "forecast.alarm.timestamp", "s", "The end of the last look with an alarm of errors or of intervals, in seconds since 1970");
        Make(MonitorGauge.DomainAuc, "domain.auc", null, "How well a classifier tells the rows of the last window from those of the sample: 0.5 where it cannot, 1 where it can");
        Make(MonitorGauge.Collected, "reference.ratio", null, "The share of the first windows, or of their rows, that is there for a reference: 1 once windows are compared with it");
    }

    /// <summary>From now on the gauges of a monitor are read, until <see cref="Forget"/>.</summary>
    public static void Watch(MonitorGauges gauges) => Live.TryAdd(gauges, true);

    public static void Forget(MonitorGauges gauges) => Live.TryRemove(gauges, out _);

    public static void Closed(MonitorGauges gauges, ClosedWindow closed)
    {
        var tag = new KeyValuePair<string, object?>(Model, gauges.Model);
        Rows.Add(closed.Window.Rows, tag);
        Windows.Add(1, tag);
        gauges.Set(MonitorGauge.WindowTimestamp, Seconds(closed.Window.To));
        ColumnGauges.Set(gauges, closed);
    }

    /// <summary>What was said of a window.</summary>
    public static void Judged(MonitorGauges gauges, WindowVerdict verdict)
    {
        if (verdict.IsWaiting) return;
        gauges.Set(MonitorGauge.Evidence, verdict.Evidence);
        gauges.Set(MonitorGauge.Threshold, verdict.Threshold);
        foreach (DriftAlarm alarm in verdict.Alarms)
            Alarms.Add(1, new KeyValuePair<string, object?>(Model, gauges.Model), new(Kind, alarm.Kind.ToString()), new(Column, alarm.Column), new(Shift, alarm.What.ToString()));
    }

    /// <summary>What the classifier said of a window.</summary>
    public static void Told(MonitorGauges gauges, DomainDrift drift)
    {
        gauges.Set(MonitorGauge.DomainAuc, drift.Auc);
        if (drift.IsAlarm) Alarms.Add(1, new KeyValuePair<string, object?>(Model, gauges.Model), new(Kind, "Domain"), new(Column, drift.Columns[0].Column), new(Shift, "Rows"));
    }

    /// <summary>A time as Prometheus has it.</summary>
    public static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static void Make(MonitorGauge gauge, string name, string? unit, string description) =>
        Meter.CreateObservableGauge($"mldsl.monitoring.{name}", () => Live.Keys.SelectMany(owner => owner.Of(gauge)), unit, description);
}
