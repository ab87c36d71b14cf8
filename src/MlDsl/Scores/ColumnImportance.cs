using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How much a model leans on a column.</summary>
/// <param name="Column">The raw column, as the data set names it.</param>
/// <param name="Increase">
/// How much the loss grows when the column's values are shuffled among the rows; about 0 for a column that does not matter.
/// </param>
public sealed record ColumnImportance(
    [property: JsonRequired] string Column,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Increase)
{
    /// <summary>The number of rows among which the values were shuffled.</summary>
    [JsonIgnore(Condition = Never)]
    public int Rows { get; init; }

    /// <summary>Such as <c>Miles 0.412 [0.398, 0.426]</c>.</summary>
    public override string ToString() => $"{Column} {Increase}";
}
