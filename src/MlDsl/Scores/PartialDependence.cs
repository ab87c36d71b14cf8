using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>What a model predicts on average when a column has one value or another in every row.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">The number of rows that the averages are over.</param>
/// <param name="Points">The values: numbers and times ascending, texts and classes from the most frequent down, what is missing last.</param>
public sealed record PartialDependence(
    [property: JsonRequired] string Column,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Rows,
    IReadOnlyList<DependencePoint> Points)
{
    /// <summary>The values.</summary>
    [JsonRequired]
    public IReadOnlyList<DependencePoint> Points { get; init => field = ValueList.Of(value); } = ValueList.Of(Points);

    /// <summary>A line for each value; in every culture alike.</summary>
    public override string ToString() => $"{Column}\n{string.Join('\n', Points)}";
}

/// <summary>The average prediction at one value of a column.</summary>
/// <param name="Value">The value as text, in the invariant culture; <c>(missing)</c> for none.</param>
/// <param name="Means">The mean of each prediction, behind the link: the predicted number, the probability of the positive class, or those of all classes.</param>
public sealed record DependencePoint([property: JsonRequired] string Value, IReadOnlyList<Metric> Means)
{
    /// <summary>The mean of each prediction.</summary>
    [JsonRequired]
    public IReadOnlyList<Metric> Means { get; init => field = ValueList.Of(value); } = ValueList.Of(Means);

    /// <summary>Such as <c>12.5: 3.512 [3.401, 3.633]</c>.</summary>
    public override string ToString() => $"{Value}: {string.Join(", ", Means)}";
}
