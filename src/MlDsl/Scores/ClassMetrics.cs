using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How well one class is recognised.</summary>
/// <param name="Class">The class.</param>
/// <param name="Rows">How many rows have it as their label.</param>
/// <param name="Precision">Share of right ones among the rows predicted to be of the class; undefined where none is.</param>
/// <param name="Recall">Share of the class's rows that are recognised; undefined where there is none.</param>
/// <param name="F1">Harmonic mean of both; undefined where no row is of the class and none predicted so.</param>
public sealed record ClassMetrics(
    [property: JsonRequired] string Class,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Rows,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Precision,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Recall,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric F1)
{
    /// <summary>Such as <c>Setosa (50 rows): precision 0.980, recall 1.000, F1 0.990</c>.</summary>
    public override string ToString() =>
        $"{Class} ({TextTable.Rows(Rows)}): precision {Precision}, recall {Recall}, F1 {F1}";
}
