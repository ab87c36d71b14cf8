using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>The metrics of the rows that share one value of a <c>[Sensitive]</c> column.</summary>
/// <typeparam name="TMetrics">The metrics of the task.</typeparam>
/// <param name="Column">The column.</param>
/// <param name="Value">The value its rows share.</param>
/// <param name="Rows">How many rows have the value.</param>
/// <param name="MinRows">How many rows a slice needs to be measured.</param>
/// <param name="Metrics">Their metrics; null where the rows are fewer than needed.</param>
public sealed record Slice<TMetrics>(
    [property: JsonRequired] string Column,
    [property: JsonRequired] string Value,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Rows,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int MinRows,
    TMetrics? Metrics)
    where TMetrics : class, IMetrics<TMetrics>
{
    /// <summary>Whether the rows are too few to say anything.</summary>
    [JsonIgnore]
    public bool IsTooSmall => Metrics is null;

    internal string TooSmall => string.Create(CultureInfo.InvariantCulture, $"fewer than {MinRows:N0} rows");

    /// <summary>The value, the rows and the metrics in one line.</summary>
    public override string ToString()
    {
        string metrics = Metrics is null ? TooSmall : string.Join(", ", Metrics.Named);
        return $"{Column} = {Value} ({TextTable.Rows(Rows)}): {metrics}";
    }
}
