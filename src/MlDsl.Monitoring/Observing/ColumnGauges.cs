using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>What gauges say of the columns and scores of a closed window.</summary>
internal static class ColumnGauges
{
    /// <summary>The columns of a model that are measured at most, the first of the schema: each is four series.</summary>
    public const int MostColumns = 200;

    /// <summary>Sets them; windows of fewer rows than a mean is told of change nothing.</summary>
    public static void Set(MonitorGauges gauges, ClosedWindow closed)
    {
        (ReferenceProfile reference, ProfileWindow window) = (closed.Reference, closed.Window);
        if (window.Rows < ToldMean.LeastRows || reference.Rows <= 0) return;
        SeenColumn[] columns = [.. reference.Columns.Zip(window.Columns, SeenColumn.Of).Take(MostColumns)], scores = [.. reference.Scores.Zip(window.Scores, SeenColumn.Of)];
        gauges.Set(MonitorGauge.ColumnShift, columns.Select(static seen => Value(MonitoringMeter.Column, seen.Name, seen.Shift)));
        gauges.Set(MonitorGauge.ColumnDistance, columns.Select(static seen => Value(MonitoringMeter.Column, seen.Name, seen.Distance)));
        gauges.Set(MonitorGauge.ColumnMissing, columns.Select(static seen => Value(MonitoringMeter.Column, seen.Name, seen.Missing)));
        gauges.Set(MonitorGauge.ColumnUnknown, columns.Select(static seen => Value(MonitoringMeter.Column, seen.Name, seen.Unknown)));
        gauges.Set(MonitorGauge.ScoreMean, scores.Select(static seen => Value(MonitoringMeter.Score, seen.Name, seen.Mean)));
        gauges.Set(MonitorGauge.ScoreShift, scores.Select(static seen => Value(MonitoringMeter.Score, seen.Name, seen.Shift)));
        gauges.Set(MonitorGauge.ScoreDistance, scores.Select(static seen => Value(MonitoringMeter.Score, seen.Name, seen.Distance)));
    }

    private static MonitorValue Value(string tag, string name, double value) => new(value, (tag, name));
}
