using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Boosted trees by XGBoost. Suits tables of numbers and categories whose effects depend on each other; not for extrapolation, and not for a
/// few hundred rows. Training needs XGBoost's native library, 1.7 or later; predictions do not call it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(
    typeof(XGBoostOptions),
    Targets = TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance,
    Traits = TrainerTraits.Missing | TrainerTraits.Categories | TrainerTraits.Monotone | TrainerTraits.Continues | TrainerTraits.Quantiles)]
public sealed class XGBoostAttribute : Attribute
{
    /// <summary>The rounds of boosting, each of one tree, or of one for each of several classes.</summary>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 100;

    /// <summary>The most branches from the root of a tree to a leaf; 0 for no bound but that of <see cref="Leaves"/>.</summary>
    [Range(0, 4096)]
    public int MaxDepth { get; init; } = 6;

    /// <summary>The most leaves of a tree; 0 for no bound but that of <see cref="MaxDepth"/>.</summary>
    [Range(0, 131_072)]
    public int Leaves { get; init; }

    /// <summary>Which leaf is split next.</summary>
    public XGBoostGrowth Growth { get; init; }

    /// <summary>What each tree's leaves are multiplied by.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.3;

    /// <summary>The least sum of second derivatives of the loss in a leaf: of squared errors the weight of its rows.</summary>
    [Range(0, double.MaxValue)]
    public double MinHessian { get; init; } = 1;

    /// <summary>The least gain of a branch, in the loss's unit.</summary>
    [Range(0, double.MaxValue)]
    public double MinGain { get; init; }

    /// <summary>The strength of the absolute penalty of leaves.</summary>
    [Range(0, double.MaxValue)]
    public double L1 { get; init; }

    /// <summary>The strength of the squared penalty of leaves.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; } = 1;

    /// <summary>The share of rows that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double RowShare { get; init; } = 1;

    /// <summary>The share of features that each tree sees, drawn anew for each.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double ColumnShare { get; init; } = 1;

    /// <summary>The most bins that the values of a feature are put into for training; predictions compare exact values.</summary>
    [Range(2, 65_535)]
    public int Bins { get; init; } = 256;

    /// <summary>What is minimised where the label is a number.</summary>
    public XGBoostLoss Loss { get; init; }

    /// <summary>Where <see cref="XGBoostLoss.Huber"/> turns linear, in the label's unit.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double HuberDelta { get; init; } = 1;

    /// <summary>The power of <see cref="XGBoostLoss.Tweedie"/>: towards 1 a Poisson, towards 2 a gamma distribution.</summary>
    [Range(1, 2, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double TweediePower { get; init; } = 1.5;

    /// <summary>The share of labels that shall lie below what <see cref="XGBoostLoss.Quantile"/> predicts.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double QuantileLevel { get; init; } = 0.5;

    /// <summary>What is minimised where rows are ranked.</summary>
    public XGBoostRankingLoss RankingLoss { get; init; }

    /// <summary>
    /// What is predicted before the first tree: a number of the label's unit, or the probability of the second of two classes. NaN, the default,
    /// is the weighted mean of the labels, of absolute and Huber losses their median, of a quantile that quantile, and 0 for several classes and ranks.
    /// </summary>
    public double BaseScore { get; init; } = double.NaN;

    /// <summary>How one tree follows another.</summary>
    public XGBoostBoosting Boosting { get; init; }

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

    /// <summary>
    /// The threads of the library, which change its sums and with them, rarely, a tree: so they are an option of the model, and
    /// <see cref="TrainingControl.Threads"/> does not count.
    /// </summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 1;

    /// <summary>Further parameters by XGBoost's names, <c>name=value</c> with blanks between: those that no option above sets.</summary>
    public string Parameters { get; init; } = "";
}
