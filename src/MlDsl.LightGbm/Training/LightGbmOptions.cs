using MlDsl.Boosting;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of LightGBM. Where not said otherwise the defaults are the library's own, and its parameters' names stand in brackets.</summary>
/// <remarks>
/// The same rows and seed give the same trees, whatever the number of threads, on one kind of machine and with one version of the library:
/// it runs with <c>deterministic</c>, and reads rows always in the same way. The objective in a model's log is the task's loss of the first
/// 10,000 training rows; what progress hears is the library's own measure, of a ranking 1 − NDCG@10, or the loss of the rows held back. Of a
/// quantile the loss is the pinball loss, whatever the task's. Rows of a ranking need not stand together: the library gets them query by query.
/// </remarks>
public sealed record LightGbmOptions : TrainerOptions
{
    /// <summary>The rounds of boosting, 1 to 100,000 (<c>num_iterations</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Trees { get; init => field = Within(value, 1, 100_000, nameof(Trees)); } = 100;

    /// <summary>The most leaves of a tree, 2 to 131,072 (<c>num_leaves</c>).</summary>
    public int Leaves { get; init => field = Within(value, 2, 131_072, nameof(Leaves)); } = 31;

    /// <summary>The most branches from root to leaf, up to 4,096; 0 for no bound (<c>max_depth</c>).</summary>
    public int MaxDepth { get; init => field = Within(value, 0, 4096, nameof(MaxDepth)); }

    /// <summary>What leaves are multiplied by, above 0 and at most 10 (<c>learning_rate</c>).</summary>
    public double LearningRate { get; init => field = value is > 0 and <= 10 ? value : throw Out(value, "above 0 and at most 10", nameof(LearningRate)); } = 0.1;

    /// <summary>The fewest training rows of a leaf, at least 0 (<c>min_data_in_leaf</c>).</summary>
    public int MinRows { get; init => field = Within(value, 0, int.MaxValue, nameof(MinRows)); } = 20;

    /// <summary>The least sum of second derivatives in a leaf, at least 0 (<c>min_sum_hessian_in_leaf</c>).</summary>
    public double MinHessian { get; init => field = Strength(value, nameof(MinHessian)); } = 1e-3;

    /// <summary>The least gain of a branch, at least 0 (<c>min_gain_to_split</c>).</summary>
    public double MinGain { get; init => field = Strength(value, nameof(MinGain)); }

    /// <summary>The strength of the absolute penalty, at least 0 (<c>lambda_l1</c>).</summary>
    public double L1 { get; init => field = Strength(value, nameof(L1)); }

    /// <summary>The strength of the squared penalty, at least 0 (<c>lambda_l2</c>).</summary>
    public double L2 { get; init => field = Strength(value, nameof(L2)); }

    /// <summary>
    /// Whether leaves are linear models of the numbers that the branches before them test (<c>linear_tree</c>); a leaf whose number is missing gives a constant. Such trees
    /// grow on one thread, as the library's sums depend on how many there are. Not with <see cref="LightGbmBoosting.Dart"/>, random forests, monotone columns, and losses
    /// whose leaves are quantiles (<see cref="LightGbmLoss.Absolute"/>, <see cref="LightGbmLoss.AbsolutePercentage"/>, <see cref="LightGbmLoss.Quantile"/>).
    /// </summary>
    public bool LinearTrees { get; init; }

    /// <summary>The strength of the squared penalty of the coefficients of <see cref="LinearTrees"/>, at least 0 (<c>linear_lambda</c>).</summary>
    public double LinearL2 { get; init => field = Strength(value, nameof(LinearL2)); }

    /// <summary>The share of rows that each tree sees, above 0 and at most 1 (<c>bagging_fraction</c>, with a <c>bagging_freq</c> of 1).</summary>
    public double RowShare { get; init => field = Share(value, nameof(RowShare)); } = 1;

    /// <summary>The share of features that each tree sees, above 0 and at most 1 (<c>feature_fraction</c>).</summary>
    public double ColumnShare { get; init => field = Share(value, nameof(ColumnShare)); } = 1;

    /// <summary>The most bins of a feature, 2 to 65,535 (<c>max_bin</c>).</summary>
    public int Bins { get; init => field = Within(value, 2, 65_535, nameof(Bins)); } = 255;

    /// <summary>What is minimised for numbers (<c>objective</c>).</summary>
    public LightGbmLoss Loss { get; init => field = Defined(value, nameof(Loss)); }

    /// <summary>Where the Huber loss turns linear, above 0 (<c>alpha</c>).</summary>
    public double HuberDelta { get; init => field = Positive(value, nameof(HuberDelta)); } = 0.9;

    /// <summary>The power of the Tweedie loss, from 1 to below 2 (<c>tweedie_variance_power</c>).</summary>
    public double TweediePower { get; init => field = value is >= 1 and < 2 ? value : throw Out(value, "from 1 to below 2", nameof(TweediePower)); } = 1.5;

    /// <summary>The level of the quantile loss, above 0 and below 1 (<c>alpha</c>).</summary>
    public double QuantileLevel { get; init => field = Part(value, nameof(QuantileLevel)); } = 0.5;

    /// <summary>What is minimised for rankings (<c>objective</c>).</summary>
    public LightGbmRankingLoss RankingLoss { get; init => field = Defined(value, nameof(RankingLoss)); }

    /// <summary>How far down a ranking pairs are looked for, at least 1 (<c>lambdarank_truncation_level</c>).</summary>
    public int Truncation { get; init => field = Within(value, 1, int.MaxValue, nameof(Truncation)); } = 30;

    /// <summary>Whether queries of many pairs and of few count alike (<c>lambdarank_norm</c>).</summary>
    public bool NormalizeQueries { get; init; } = true;

    /// <summary>The gain of each grade from 0 on, numbers with blanks between; empty for 2 to the power of the grade, less 1 (<c>label_gain</c>).</summary>
    /// <exception cref="ArgumentException">They are no numbers that begin at 0 or above and do not fall.</exception>
    public string GradeGains
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(GradeGains));
            GainList.Check(value);
            field = value;
        }
    } = "";

    /// <summary>How one tree follows another (<c>boosting</c>).</summary>
    public LightGbmBoosting Boosting { get; init => field = Defined(value, nameof(Boosting)); }

    /// <summary>What a row of each class counts beside its weight.</summary>
    public ClassWeights ClassWeights { get; init => field = Defined(value, nameof(ClassWeights)); }

    /// <summary>The rounds without a smaller loss after which training stops; 0 for never.</summary>
    public int EarlyStopping { get; init => field = Within(value, 0, int.MaxValue, nameof(EarlyStopping)); }

    /// <summary>The share of the training rows that early stopping holds back, above 0 and below 1.</summary>
    public double HeldShare { get; init => field = Part(value, nameof(HeldShare)); } = 0.1;

    /// <summary>Whether all rows are learned from, for the best number of rounds, once that is known.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>What draws begin from, at least 0 (<c>seed</c>).</summary>
    public int Seed { get; init => field = Within(value, 0, int.MaxValue, nameof(Seed)); }

    /// <summary>Further parameters by LightGBM's names, <c>name=value</c> with blanks between.</summary>
    /// <exception cref="ArgumentException">One is not of this form, or set by an option or by MlDsl; the message names it.</exception>
    public string Parameters
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Parameters));
            LightGbmParameters.CheckGiven(value);
            field = value;
        }
    } = "";

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance;

    /// <inheritdoc/>
    public override TrainerTraits Traits => TrainerTraits.Missing | TrainerTraits.Categories | TrainerTraits.Monotone | TrainerTraits.Continues | TrainerTraits.Quantiles;

    /// <inheritdoc/>
    public override TrainerOptions ForQuantile(double level) => this with { Loss = LightGbmLoss.Quantile, QuantileLevel = level };

    /// <inheritdoc/>
    public override double HoldBack => EarlyStopping > 0 ? HeldShare : 0;

    /// <inheritdoc/>
    /// <exception cref="LightGbmException">The native library cannot be used, or reported an error; the message says what to install.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new LightGbmTrainer(this, problem, control).Train();
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
        options.Write(nameof(Leaves), Leaves);
        options.Write(nameof(MaxDepth), MaxDepth);
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(MinRows), MinRows);
        options.Write(nameof(MinHessian), MinHessian);
        options.Write(nameof(MinGain), MinGain);
        options.Write(nameof(L1), L1);
        options.Write(nameof(L2), L2);
        options.Write(nameof(LinearTrees), LinearTrees);
        options.Write(nameof(LinearL2), LinearL2);
        options.Write(nameof(RowShare), RowShare);
        options.Write(nameof(ColumnShare), ColumnShare);
        options.Write(nameof(Bins), Bins);
        options.Write(nameof(Loss), Loss.ToString());
        options.Write(nameof(HuberDelta), HuberDelta);
        options.Write(nameof(TweediePower), TweediePower);
        options.Write(nameof(QuantileLevel), QuantileLevel);
        options.Write(nameof(RankingLoss), RankingLoss.ToString());
        options.Write(nameof(Truncation), Truncation);
        options.Write(nameof(NormalizeQueries), NormalizeQueries);
        options.Write(nameof(GradeGains), GradeGains);
        options.Write(nameof(Boosting), Boosting.ToString());
        options.Write(nameof(ClassWeights), ClassWeights.ToString());
        options.Write(nameof(EarlyStopping), EarlyStopping);
        options.Write(nameof(HeldShare), HeldShare);
        options.Write(nameof(Refit), Refit);
        options.Write(nameof(Seed), Seed);
        options.Write(nameof(Parameters), Parameters);
    }
}
