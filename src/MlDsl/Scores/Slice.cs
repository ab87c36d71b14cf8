using System.Globalization;

namespace MlDsl;

/// <summary>The metrics of the rows that share one value of a <c>[Sensitive]</c> column.</summary>
/// <typeparam name="TMetrics">The metrics of the task.</typeparam>
/// <param name="Column">The column.</param>
/// <param name="Value">The value its rows share.</param>
/// <param name="Rows">How many rows have the value.</param>
/// <param name="Metrics">Their metrics; null where the rows are too few to say anything.</param>
public sealed record Slice<TMetrics>(string Column, string Value, int Rows, TMetrics? Metrics)
    where TMetrics : class, IMetrics<TMetrics>
{
    /// <summary>Whether the rows are too few to say anything.</summary>
    public bool IsTooSmall => Metrics is null;

    /// <summary>The value, the rows and the metrics in one line.</summary>
    public override string ToString()
    {
        string rows = Rows.ToString("N0", CultureInfo.InvariantCulture);
        string metrics = Metrics is null ? "too few rows" : string.Join(", ", Metrics.Named);
        return $"{Column} = {Value} ({rows} rows): {metrics}";
    }
}
