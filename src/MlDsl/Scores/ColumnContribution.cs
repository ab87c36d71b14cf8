using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How much a column moves a model's scores.</summary>
/// <param name="Column">The column or feature method.</param>
/// <param name="Mean">The mean over rows of the size of its contribution to the score, in the score's unit; over several scores their sum.</param>
public sealed record ColumnContribution(
    [property: JsonRequired] string Column,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Mean)
{
    /// <summary>The number of rows.</summary>
    [JsonIgnore(Condition = Never)]
    public int Rows { get; init; }

    /// <summary>Such as <c>Miles 0.412 [0.398, 0.426]</c>.</summary>
    public override string ToString() => $"{Column} {Mean}";
}
