using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>The NDCG of the first rows of each query.</summary>
/// <param name="Cutoff">How many rows of a query are looked at, from the highest score down; at least 1.</param>
/// <param name="Ndcg">Their NDCG, from 0 to 1.</param>
public readonly record struct CutoffMetric(
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Cutoff,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Ndcg)
{
    /// <summary>Such as <c>NDCG@10 0.512 [0.498, 0.527]</c>.</summary>
    public override string ToString() => $"{Name} {Ndcg}";

    internal string Name => FormattableString.Invariant($"NDCG@{Cutoff}");
}
