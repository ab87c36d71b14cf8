using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>The cluster of a row.</summary>
/// <param name="Cluster">Its number, from 0: the larger a cluster was among the training rows, the lower.</param>
/// <param name="Share">How likely the row is of this cluster and of no other, as the trainer's model has it: above 0 and at most 1.</param>
public readonly record struct ClusterAssignment(
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Cluster,
    [property: JsonRequired, JsonIgnore(Condition = Never)] float Share)
{
    /// <summary>The cluster and its share, in every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cluster} (share {Share})");
}
