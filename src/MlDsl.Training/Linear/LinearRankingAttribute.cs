using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Ranks by a linear score that is learned from pairs of rows within a query, as RankNet does. Suits few graded rows and features that matter
/// alike in every query; for products and thresholds of features take boosted trees.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(LinearRankingOptions), Targets = TargetKind.Relevance)]
public sealed class LinearRankingAttribute : Attribute
{
    /// <summary>The strength of the squared penalty, not negative.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; } = 1e-4;

    /// <summary>The strength of the absolute penalty, not negative; it sets weights to zero.</summary>
    [Range(0, double.MaxValue)]
    public double L1 { get; init; }

    /// <summary>The most iterations of the solver.</summary>
    [Range(1, int.MaxValue)]
    public int MaxIterations { get; init; } = 500;

    /// <summary>The relative accuracy at which the solver stops.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The most pairs of a query that are compared; of more, as many are drawn.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPairs { get; init; } = 100_000;

    /// <summary>Another seed draws other pairs.</summary>
    public int Seed { get; init; }
}
