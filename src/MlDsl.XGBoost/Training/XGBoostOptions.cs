using MlDsl.Boosting;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of XGBoost. Where not said otherwise the defaults are the library's own, and its parameters' names stand in brackets.</summary>
/// <remarks>
/// Trees grow by histograms (<c>hist</c>). The same rows, seed and <see cref="Threads"/> give the same trees, on one kind of machine and with one
/// version of the library. The rows are held in memory: some 16 bytes for each value while they are given to the library, which then keeps half of it
/// and a bin of each. Of rows with more than 256 columns those that are 0 in nine of ten rows are given without their zeros, so that wide text costs
/// what it holds: a branch then sends 0 where it sends missing values. The objective in a model's log is the task's loss of the first 10,000
/// training rows; what progress hears is the library's own measure, or the loss of the rows held back.
/// </remarks>
public sealed record XGBoostOptions : TrainerOptions
{
    /// <summary>The rounds of boosting, 1 to 100,000 (<c>num_boost_round</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Trees { get; init => field = Within(value, 1, 100_000, nameof(Trees)); } = 100;

    /// <summary>The most branches from root to leaf, up to 4,096; 0 for no bound (<c>max_depth</c>).</summary>
    public int MaxDepth { get; init => field = Within(value, 0, 4096, nameof(MaxDepth)); } = 6;

    /// <summary>The most leaves of a tree, up to 131,072; 0 for no bound (<c>max_leaves</c>).</summary>
    public int Leaves { get; init => field = Within(value, 0, 131_072, nameof(Leaves)); }

    /// <summary>Which leaf is split next (<c>grow_policy</c>).</summary>
    public XGBoostGrowth Growth { get; init => field = Defined(value, nameof(Growth)); }

    /// <summary>What leaves are multiplied by, above 0 and at most 1 (<c>eta</c>).</summary>
    public double LearningRate { get; init => field = Share(value, nameof(LearningRate)); } = 0.3;

    /// <summary>The least sum of second derivatives in a leaf, at least 0 (<c>min_child_weight</c>).</summary>
    public double MinHessian { get; init => field = Strength(value, nameof(MinHessian)); } = 1;

    /// <summary>The least gain of a branch, at least 0 (<c>gamma</c>).</summary>
    public double MinGain { get; init => field = Strength(value, nameof(MinGain)); }

    /// <summary>The strength of the absolute penalty, at least 0 (<c>alpha</c>).</summary>
    public double L1 { get; init => field = Strength(value, nameof(L1)); }

    /// <summary>The strength of the squared penalty, at least 0 (<c>lambda</c>).</summary>
    public double L2 { get; init => field = Strength(value, nameof(L2)); } = 1;

    /// <summary>The share of rows that each tree sees, above 0 and at most 1 (<c>subsample</c>).</summary>
    public double RowShare { get; init => field = Share(value, nameof(RowShare)); } = 1;

    /// <summary>The share of features that each tree sees, above 0 and at most 1 (<c>colsample_bytree</c>).</summary>
    public double ColumnShare { get; init => field = Share(value, nameof(ColumnShare)); } = 1;

    /// <summary>The most bins of a feature, 2 to 65,535 (<c>max_bin</c>).</summary>
    public int Bins { get; init => field = Within(value, 2, 65_535, nameof(Bins)); } = 256;

    /// <summary>What is minimised for numbers (<c>objective</c>).</summary>
    public XGBoostLoss Loss { get; init => field = Defined(value, nameof(Loss)); }

    /// <summary>Where the Huber loss turns linear, above 0 (<c>huber_slope</c>).</summary>
    public double HuberDelta { get; init => field = Positive(value, nameof(HuberDelta)); } = 1;

    /// <summary>The power of the Tweedie loss, above 1 and below 2 (<c>tweedie_variance_power</c>).</summary>
    public double TweediePower { get; init => field = value is > 1 and < 2 ? value : throw Out(value, "above 1 and below 2", nameof(TweediePower)); } = 1.5;

    /// <summary>The level of the quantile loss, above 0 and below 1 (<c>quantile_alpha</c>).</summary>
    public double QuantileLevel { get; init => field = Part(value, nameof(QuantileLevel)); } = 0.5;

    /// <summary>What is minimised for ranks (<c>objective</c>).</summary>
    public XGBoostRankingLoss RankingLoss { get; init => field = Defined(value, nameof(RankingLoss)); }

    /// <summary>What is predicted before the first tree (<c>base_score</c>); NaN for what the labels say, in the same way with every version.</summary>
    public double BaseScore { get; init => field = double.IsNaN(value) || float.IsFinite((float)value) ? value : throw Out(value, "a finite float, or NaN for what the labels say", nameof(BaseScore)); } = double.NaN;

    /// <summary>How one tree follows another (<c>booster</c>).</summary>
    public XGBoostBoosting Boosting { get; init => field = Defined(value, nameof(Boosting)); }

    /// <summary>What a row of each class counts beside its weight; of two classes what <c>scale_pos_weight</c> is for.</summary>
    public ClassWeights ClassWeights { get; init => field = Defined(value, nameof(ClassWeights)); }

    /// <summary>The rounds without a smaller loss after which training stops; 0 for never.</summary>
    public int EarlyStopping { get; init => field = Within(value, 0, int.MaxValue, nameof(EarlyStopping)); }

    /// <summary>The share of the training rows that early stopping holds back, above 0 and below 1.</summary>
    public double HeldShare { get; init => field = Part(value, nameof(HeldShare)); } = 0.1;

    /// <summary>Whether all rows are learned from, for the best number of rounds, once that is known.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>What draws begin from, at least 0 (<c>seed</c>).</summary>
    public int Seed { get; init => field = Within(value, 0, int.MaxValue, nameof(Seed)); }

    /// <summary>The threads of the library, 1 to 1,024; another number may give other trees (<c>nthread</c>).</summary>
    public int Threads { get; init => field = Within(value, 1, 1024, nameof(Threads)); } = 1;

    /// <summary>Further parameters by XGBoost's names, <c>name=value</c> with blanks between.</summary>
    /// <exception cref="ArgumentException">One is not of this form, or set by an option or by MlDsl; the message names it.</exception>
    public string Parameters
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Parameters));
            XGBoostParameters.Given.Check(value);
            field = value;
        }
    } = "";

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance;

    /// <inheritdoc/>
    public override TrainerTraits Traits => TrainerTraits.Missing | TrainerTraits.Categories | TrainerTraits.Monotone | TrainerTraits.Continues | TrainerTraits.Quantiles;

    /// <inheritdoc/>
    public override TrainerOptions ForQuantile(double level) => this with { Loss = XGBoostLoss.Quantile, QuantileLevel = level, BaseScore = double.NaN };

    /// <inheritdoc/>
    public override double HoldBack => EarlyStopping > 0 ? HeldShare : 0;

    /// <inheritdoc/>
    /// <exception cref="XGBoostException">The native library cannot be used, or reported an error; the message says what to install.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new XGBoostTrainer(this, problem, control).Train(static () => XGBoostLibrary.Loaded);
    }

    /// <inheritdoc/>
    /// <remarks>A round counts as one iteration, whatever the number of classes. With early stopping the rounds that were looked at count as well.</remarks>
    public override double Work(long rows, TrainingLog log) =>
        EarlyStopping == 0 ? base.Work(rows, log) : MlDsl.Training.EarlyStopping.Work(rows * (1 - HeldShare), Trees, log.Iterations, EarlyStopping) + (Refit ? base.Work(rows, log) : 0);

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Trees), Trees);
        options.Write(nameof(MaxDepth), MaxDepth);
        options.Write(nameof(Leaves), Leaves);
        options.Write(nameof(Growth), Growth.ToString());
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(MinHessian), MinHessian);
        options.Write(nameof(MinGain), MinGain);
        options.Write(nameof(L1), L1);
        options.Write(nameof(L2), L2);
        options.Write(nameof(RowShare), RowShare);
        options.Write(nameof(ColumnShare), ColumnShare);
        options.Write(nameof(Bins), Bins);
        options.Write(nameof(Loss), Loss.ToString());
        options.Write(nameof(HuberDelta), HuberDelta);
        options.Write(nameof(TweediePower), TweediePower);
        options.Write(nameof(QuantileLevel), QuantileLevel);
        options.Write(nameof(RankingLoss), RankingLoss.ToString());
        options.Write(nameof(BaseScore), BaseScore);
        options.Write(nameof(Boosting), Boosting.ToString());
        options.Write(nameof(ClassWeights), ClassWeights.ToString());
        options.Write(nameof(EarlyStopping), EarlyStopping);
        options.Write(nameof(HeldShare), HeldShare);
        options.Write(nameof(Refit), Refit);
        options.Write(nameof(Seed), Seed);
        options.Write(nameof(Threads), Threads);
        options.Write(nameof(Parameters), Parameters);
    }
}
