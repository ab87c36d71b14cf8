using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Random forests by ML.NET's FastForest: trees of drawn rows and features, averaged, so that more trees do no harm. Suits tables where nothing shall be tuned; boosted trees
/// usually predict better, and missing values it would leave rows out for. Predictions do not call ML.NET.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(FastForestOptions), Targets = TargetKind.Value | TargetKind.TwoClasses)]
public sealed class FastForestAttribute : Attribute
{
    /// <summary>The number of trees.</summary>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree.</summary>
    [Range(2, 131_072)]
    public int Leaves { get; init; } = 20;

    /// <summary>The fewest training rows of a leaf, of those that the tree sees.</summary>
    [Range(1, int.MaxValue)]
    public int MinRows { get; init; } = 10;

    /// <summary>The share of rows that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double RowShare { get; init; } = 0.7;

    /// <summary>The share of features that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double ColumnShare { get; init; } = 0.7;

    /// <summary>The share of these that each branch chooses from, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double BranchColumnShare { get; init; } = 0.7;

    /// <summary>The most bins that the values of a feature are put into for training; predictions compare exact values.</summary>
    [Range(2, 65_535)]
    public int Bins { get; init; } = 255;

    /// <summary>How sure the gain of a branch must be, from 0 for any gain.</summary>
    [Range(0, 1, MaximumIsExclusive = true)]
    public double GainConfidence { get; init; }

    /// <summary>How much a branch gains by parting its rows evenly; 0 for nothing.</summary>
    [Range(0, 1)]
    public double Entropy { get; init; }

    /// <summary>How much each class counts.</summary>
    public ClassWeights ClassWeights { get; init; }

    /// <summary>What draws of rows and features begin from.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }
}
