using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Puts each row to the likeliest of some Gaussians. Suits clusters that are wider one way than another, or of unlike widths, and whose edges overlap; <see cref="MaxClusters"/> lets the rows tell
/// how many there are.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(GaussianMixtureOptions), Targets = TargetKind.Cluster)]
public sealed class GaussianMixtureAttribute : Attribute
{
    /// <summary>The number of clusters; the least of them where <see cref="MaxClusters"/> is more.</summary>
    [Range(2, 4096)]
    public int Clusters { get; init; } = 8;

    /// <summary>The largest number of clusters that is tried: that of the least BIC is taken, and the card has all. 0 for <see cref="Clusters"/> as it is.</summary>
    [Range(0, 4096)]
    public int MaxClusters { get; init; }

    /// <summary>What shape clusters may have.</summary>
    public Covariance Covariance { get; init; }

    /// <summary>What is added to each variance, in the features' own units, squared: keeps a cluster from shrinking onto a few rows.</summary>
    [Range(0, double.MaxValue)]
    public double Regularization { get; init; } = 1e-6;

    /// <summary>How often it is begun anew; the likeliest is taken.</summary>
    [Range(1, 10_000)]
    public int Restarts { get; init; } = 5;

    /// <summary>The most iterations of each beginning.</summary>
    [Range(1, 1_000_000)]
    public int MaxIterations { get; init; } = 300;

    /// <summary>A beginning ends where the mean log-likelihood of a row gains less than this.</summary>
    [Range(0, 1)]
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>Another seed draws other beginnings.</summary>
    public int Seed { get; init; }
}
