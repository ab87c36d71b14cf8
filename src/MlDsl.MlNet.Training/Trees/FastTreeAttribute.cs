using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Boosted trees by ML.NET's FastTree. Suits tables of numbers and encoded categories whose effects depend on each other; not for extrapolation, and not for
/// missing values, which it would leave rows out for. Predictions do not call ML.NET.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(FastTreeOptions), Targets = TargetKind.Value | TargetKind.TwoClasses | TargetKind.Relevance)]
public sealed class FastTreeAttribute : Attribute
{
    /// <summary>The rounds of boosting, each of one tree.</summary>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree.</summary>
    [Range(2, 131_072)]
    public int Leaves { get; init; } = 20;

    /// <summary>What each tree's leaves are multiplied by; not together with <see cref="Dropout"/> where the label is a number.</summary>
    [Range(0, 10, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.2;

    /// <summary>The fewest training rows of a leaf, of those that the tree sees.</summary>
    [Range(1, int.MaxValue)]
    public int MinRows { get; init; } = 10;

    /// <summary>The share of rows, of a ranking the share of queries, that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double RowShare { get; init; } = 1;

    /// <summary>The share of features that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double ColumnShare { get; init; } = 1;

    /// <summary>The share of these that each branch chooses from, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double BranchColumnShare { get; init; } = 1;

    /// <summary>The most bins that the values of a feature are put into for training; predictions compare exact values.</summary>
    [Range(2, 65_535)]
    public int Bins { get; init; } = 255;

    /// <summary>How far leaves are drawn to the mean of their tree: 0 for not at all.</summary>
    [Range(0, 1)]
    public double Smoothing { get; init; }

    /// <summary>The share of earlier trees that each round leaves out, and whose leaves it shrinks; 0 for none.</summary>
    [Range(0, 1)]
    public double Dropout { get; init; }

    /// <summary>How sure the gain of a branch must be, from 0 for any gain.</summary>
    [Range(0, 1, MaximumIsExclusive = true)]
    public double GainConfidence { get; init; }

    /// <summary>How much a branch gains by parting its rows evenly; 0 for nothing.</summary>
    [Range(0, 1)]
    public double Entropy { get; init; }

    /// <summary>What is minimised where the label is a number.</summary>
    public FastTreeLoss Loss { get; init; }

    /// <summary>The power of <see cref="FastTreeLoss.Tweedie"/>: 1 for a Poisson, 2 for a gamma distribution.</summary>
    [Range(1, 2)]
    public double TweediePower { get; init; } = 1.5;

    /// <summary>How many of the first rows of a query a ranking is measured by.</summary>
    [Range(1, int.MaxValue)]
    public int Truncation { get; init; } = 100;

    /// <summary>Whether queries count alike in a ranking, however much there is to gain in them; else by what there is.</summary>
    public bool NormalizeQueries { get; init; } = true;

    /// <summary>How much each class counts.</summary>
    public ClassWeights ClassWeights { get; init; }

    /// <summary>
    /// After how many rounds without a smaller loss of the task, on rows held back, no later round is taken; 0 for all rounds. ML.NET grows all trees, and the
    /// best number of them is looked for.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int EarlyStopping { get; init; }

    /// <summary>
    /// The share of the training rows that <see cref="EarlyStopping"/> holds back: whole groups where rows have one, the latest where they
    /// have a time.
    /// </summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double HeldShare { get; init; } = 0.1;

    /// <summary>Whether all training rows are learned from once the best round is known, for as many rounds.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>What draws of rows and features begin from.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }
}
