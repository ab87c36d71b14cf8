using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Puts each row to the nearest of some centres, each of which is the mean of its rows. Suits clusters that are round and about as wide as each other in the features' units; for clusters of
/// other shapes it cuts them up.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(KMeansOptions), Targets = TargetKind.Cluster)]
public sealed class KMeansAttribute : Attribute
{
    /// <summary>The number of clusters.</summary>
    [Range(2, 4096)]
    public int Clusters { get; init; } = 8;

    /// <summary>How often it is begun anew; the best is taken.</summary>
    [Range(1, 10_000)]
    public int Restarts { get; init; } = 10;

    /// <summary>The most iterations of each beginning.</summary>
    [Range(1, 1_000_000)]
    public int MaxIterations { get; init; } = 300;

    /// <summary>Another seed draws other beginnings.</summary>
    public int Seed { get; init; }
}
