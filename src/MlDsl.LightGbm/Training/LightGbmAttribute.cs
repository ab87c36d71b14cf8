using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Boosted trees by LightGBM. Suits tables of numbers and categories whose effects depend on each other; not for extrapolation, and not for a
/// few hundred rows. Predictions do not call the library.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(
    typeof(LightGbmOptions),
    Targets = TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance,
    Traits = TrainerTraits.Missing | TrainerTraits.Categories | TrainerTraits.Monotone | TrainerTraits.Continues | TrainerTraits.Quantiles)]
public sealed class LightGbmAttribute : Attribute
{
    /// <summary>The rounds of boosting, each of one tree, or of one for each of several classes.</summary>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree.</summary>
    [Range(2, 131_072)]
    public int Leaves { get; init; } = 31;

    /// <summary>The most branches from the root of a tree to a leaf; 0 for no bound but that of the leaves.</summary>
    [Range(0, 4096)]
    public int MaxDepth { get; init; }

    /// <summary>What each tree's leaves are multiplied by.</summary>
    [Range(0, 10, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The fewest training rows of a leaf.</summary>
    [Range(0, int.MaxValue)]
    public int MinRows { get; init; } = 20;

    /// <summary>The least sum of second derivatives of the loss in a leaf: of squared errors the weight of its rows.</summary>
    [Range(0, double.MaxValue)]
    public double MinHessian { get; init; } = 1e-3;

    /// <summary>The least gain of a branch, in the loss's unit.</summary>
    [Range(0, double.MaxValue)]
    public double MinGain { get; init; }

    /// <summary>The strength of the absolute penalty of leaves.</summary>
    [Range(0, double.MaxValue)]
    public double L1 { get; init; }

    /// <summary>The strength of the squared penalty of leaves.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; }

    /// <summary>Whether leaves are linear models of the numbers that the branches before them test.</summary>
    public bool LinearTrees { get; init; }

    /// <summary>The strength of the squared penalty of the coefficients of <see cref="LinearTrees"/>.</summary>
    [Range(0, double.MaxValue)]
    public double LinearL2 { get; init; }

    /// <summary>The share of rows that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double RowShare { get; init; } = 1;

    /// <summary>The share of features that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double ColumnShare { get; init; } = 1;

    /// <summary>The most bins that the values of a feature are put into for training; predictions compare exact values.</summary>
    [Range(2, 65_535)]
    public int Bins { get; init; } = 255;

    /// <summary>What is minimised where the label is a number.</summary>
    public LightGbmLoss Loss { get; init; }

    /// <summary>Where <see cref="LightGbmLoss.Huber"/> turns linear, in the label's unit.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double HuberDelta { get; init; } = 0.9;

    /// <summary>The power of <see cref="LightGbmLoss.Tweedie"/>: towards 1 a Poisson, towards 2 a gamma distribution.</summary>
    [Range(1, 2, MaximumIsExclusive = true)]
    public double TweediePower { get; init; } = 1.5;

    /// <summary>Of how large a share of labels <see cref="LightGbmLoss.Quantile"/> predicts what they do not exceed.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double QuantileLevel { get; init; } = 0.5;

    /// <summary>What is minimised where rows are ranked.</summary>
    public LightGbmRankingLoss RankingLoss { get; init; }

    /// <summary>How far down a ranking <see cref="LightGbmRankingLoss.LambdaRank"/> looks for the better row of a pair.</summary>
    [Range(1, int.MaxValue)]
    public int Truncation { get; init; } = 30;

    /// <summary>Whether <see cref="LightGbmRankingLoss.LambdaRank"/> counts queries alike that have many pairs and few.</summary>
    public bool NormalizeQueries { get; init; } = true;

    /// <summary>
    /// What each grade from 0 on is worth to <see cref="LightGbmRankingLoss.LambdaRank"/>, numbers with blanks between; empty for 2 to the power of
    /// the grade, less 1.
    /// </summary>
    public string GradeGains { get; init; } = "";

    /// <summary>How one tree follows another.</summary>
    public LightGbmBoosting Boosting { get; init; }

    /// <summary>How much each class counts.</summary>
    public ClassWeights ClassWeights { get; init; }

    /// <summary>
    /// After how many rounds without a smaller loss of the task, on rows held back, training stops and the best round is taken; 0 for never.
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

    /// <summary>Further parameters by LightGBM's names, <c>name=value</c> with blanks between: those that no option above sets.</summary>
    public string Parameters { get; init; } = "";
}
