using System.Collections.Immutable;
using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>What gauges say of the columns and scores of a closed window.</summary>
internal static class ColumnGauges
{
    /// <summary>The columns of a model that are measured at most, the first of the schema: each is four series.</summary>
    public const int MostColumns = 200;

    // A mean of fewer is nearly a value of a row; gauges stay as they were.
    private const int LeastRows = 50;

    /// <summary>Sets them; windows of fewer than 50 rows change nothing.</summary>
    public static void Set(MonitorGauges gauges, ClosedWindow closed)
    {
        (ReferenceProfile reference, ProfileWindow window) = (closed.Reference, closed.Window);
        if (window.Rows < LeastRows || reference.Rows <= 0) return;
        Seen[] columns = [.. reference.Columns.Zip(window.Columns, Of).Take(MostColumns)], scores = [.. reference.Scores.Zip(window.Scores, Of)];
        gauges.Set(MonitorGauge.ColumnShift, columns.Select(static seen => seen.Value(MonitoringMeter.Column, seen.Shift)));
        gauges.Set(MonitorGauge.ColumnDistance, columns.Select(static seen => seen.Value(MonitoringMeter.Column, seen.Distance)));
        gauges.Set(MonitorGauge.ColumnMissing, columns.Select(static seen => seen.Value(MonitoringMeter.Column, seen.Missing)));
        gauges.Set(MonitorGauge.ColumnUnknown, columns.Select(static seen => seen.Value(MonitoringMeter.Column, seen.Unknown)));
        gauges.Set(MonitorGauge.ScoreMean, scores.Select(static seen => seen.Value(MonitoringMeter.Score, seen.Mean)));
        gauges.Set(MonitorGauge.ScoreShift, scores.Select(static seen => seen.Value(MonitoringMeter.Score, seen.Shift)));
        gauges.Set(MonitorGauge.ScoreDistance, scores.Select(static seen => seen.Value(MonitoringMeter.Score, seen.Distance)));
    }

    private static Seen Of(ColumnProfile column, ImmutableArray<long> window)
    {
        long[] reference = column.ToCells();
        double rows = window.Sum();
        // Of people no mean: only how far they are from what they were.
        bool hasMean = column.Kind == ColumnProfileKind.Number && !column.IsSensitive && window.AsSpan()[..column.Bins].ToArray().Sum() >= LeastRows;
        double mean = hasMean ? CellMoments.Of(column, window.AsSpan()).Mean : double.NaN, before = hasMean ? CellMoments.Of(column, reference).Mean : double.NaN;
        // Of categories the unknown ones are one more.
        int last = column.Bins + 1;
        long[] was = column.Kind == ColumnProfileKind.Number ? reference[..column.Bins] : [.. reference[..column.Bins], reference[last]];
        long[] now = column.Kind == ColumnProfileKind.Number ? [.. window.AsSpan()[..column.Bins]] : [.. window.AsSpan()[..column.Bins], window[last]];
        return new Seen(column.Name, mean, mean - before, BinStatistics.JensenShannon(was, now).Value, window[column.Bins] / rows, window[last] / rows);
    }

    private sealed record Seen(string Name, double Mean, double Shift, double Distance, double Missing, double Unknown)
    {
        public MonitorValue Value(string tag, double value) => new(value, (tag, Name));
    }
}
