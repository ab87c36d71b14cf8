using MlDsl.MlNet;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of ML.NET's FastTree. Where not said otherwise the defaults are ML.NET's own, and its options' names stand in brackets.</summary>
/// <remarks>
/// The same rows and seed give the same trees, whatever the number of threads, of which ML.NET takes as many as its first training of trees in the process asked for: later ones get no more and no fewer.
/// Rows of a query are ranked by LambdaMART (C. Burges, From RankNet to LambdaRank to LambdaMART: An Overview, 2010), in which a grade of 1 to 30 gains 2^(grade + 1) − 1; for more than 4 ML.NET itself wants gains.
/// Two classes are learned by their log-odds, to which ML.NET's calibrator comes by 2·LearningRate: leaves are told times that. The objective in a model's log is
/// the task's loss of the first 10,000 training rows; progress hears of every tree, without a loss.
/// </remarks>
public sealed record FastTreeOptions : TrainerOptions
{
    internal const double UsualLearningRate = 0.2;
    internal const int UsualTruncation = 100;

    /// <summary>The rounds of boosting, 1 to 100,000 (<c>NumberOfTrees</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Trees { get; init => field = Within(value, 1, 100_000, nameof(Trees)); } = 100;

    /// <summary>The most leaves of a tree, 2 to 131,072 (<c>NumberOfLeaves</c>).</summary>
    public int Leaves { get; init => field = Within(value, 2, 131_072, nameof(Leaves)); } = 20;

    /// <summary>What leaves are multiplied by, above 0 and at most 10 (<c>LearningRate</c>). With <see cref="Dropout"/> ML.NET does not heed it where the label is a number, and another than the default is refused.</summary>
    public double LearningRate { get; init => field = value is > 0 and <= 10 ? value : throw Out(value, "above 0 and at most 10", nameof(LearningRate)); } = UsualLearningRate;

    /// <summary>The fewest training rows of a leaf, at least 1 (<c>MinimumExampleCountPerLeaf</c>).</summary>
    public int MinRows { get; init => field = Within(value, 1, int.MaxValue, nameof(MinRows)); } = 10;

    /// <summary>The share of rows that each tree sees, above 0 and at most 1; of a ranking the share of queries (<c>BaggingExampleFraction</c>, with a <c>BaggingSize</c> of 1).</summary>
    public double RowShare { get; init => field = Share(value, nameof(RowShare)); } = 1;

    /// <summary>The share of features that each tree sees, above 0 and at most 1 (<c>FeatureFraction</c>).</summary>
    public double ColumnShare { get; init => field = Share(value, nameof(ColumnShare)); } = 1;

    /// <summary>The share of these that each branch chooses from, above 0 and at most 1 (<c>FeatureFractionPerSplit</c>).</summary>
    public double BranchColumnShare { get; init => field = Share(value, nameof(BranchColumnShare)); } = 1;

    /// <summary>The most bins of a feature, 2 to 65,535 (<c>MaximumBinCountPerFeature</c>).</summary>
    public int Bins { get; init => field = Within(value, 2, 65_535, nameof(Bins)); } = 255;

    /// <summary>How far leaves are drawn to their tree's mean, 0 to 1 (<c>Smoothing</c>).</summary>
    public double Smoothing { get; init => field = UpToOne(value, nameof(Smoothing)); }

    /// <summary>The share of earlier trees that a round leaves out, 0 to 1 (<c>DropoutRate</c>).</summary>
    public double Dropout { get; init => field = UpToOne(value, nameof(Dropout)); }

    /// <summary>How sure the gain of a branch must be, from 0 to below 1 (<c>GainConfidenceLevel</c>).</summary>
    public double GainConfidence { get; init => field = value is >= 0 and < 1 ? value : throw Out(value, "from 0 to below 1", nameof(GainConfidence)); }

    /// <summary>How much a branch gains by parting its rows evenly, 0 to 1 (<c>EntropyCoefficient</c>).</summary>
    public double Entropy { get; init => field = UpToOne(value, nameof(Entropy)); }

    /// <summary>What is minimised for numbers (<c>FastTree</c> or <c>FastTreeTweedie</c>).</summary>
    public FastTreeLoss Loss { get; init => field = Defined(value, nameof(Loss)); }

    /// <summary>The power of the Tweedie loss, 1 to 2 (<c>Index</c>).</summary>
    public double TweediePower { get; init => field = value is >= 1 and <= 2 ? value : throw Out(value, "1 to 2", nameof(TweediePower)); } = 1.5;

    /// <summary>How many of the first rows of a query a ranking is measured by, at least 1 (<c>NdcgTruncationLevel</c>).</summary>
    public int Truncation { get; init => field = Within(value, 1, int.MaxValue, nameof(Truncation)); } = UsualTruncation;

    /// <summary>Whether queries count alike in a ranking, however much there is to gain in them; else by what there is (<c>UseDcg</c>, turned round).</summary>
    public bool NormalizeQueries { get; init; } = true;

    /// <summary>What a row of each class counts beside its weight.</summary>
    public ClassWeights ClassWeights { get; init => field = Defined(value, nameof(ClassWeights)); }

    /// <summary>The rounds without a smaller loss after which no later one is taken; 0 for all rounds.</summary>
    public int EarlyStopping { get; init => field = Within(value, 0, int.MaxValue, nameof(EarlyStopping)); }

    /// <summary>The share of the training rows that early stopping holds back, above 0 and below 1.</summary>
    public double HeldShare { get; init => field = Part(value, nameof(HeldShare)); } = 0.1;

    /// <summary>Whether all rows are learned from, for the best number of rounds, once that is known.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>What draws begin from, at least 0 (<c>Seed</c>, <c>FeatureSelectionSeed</c>).</summary>
    public int Seed { get; init => field = Within(value, 0, int.MaxValue, nameof(Seed)); }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Relevance;

    /// <inheritdoc/>
    public override double HoldBack => EarlyStopping > 0 ? HeldShare : 0;

    /// <inheritdoc/>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new FastTreeTrainer(this, problem, control).Train();
    }

    /// <inheritdoc/>
    /// <remarks>With early stopping all rounds that were looked at count.</remarks>
    public override double Work(long rows, TrainingLog log) =>
        EarlyStopping == 0 ? base.Work(rows, log) : (rows * (1 - HeldShare) * Trees) + (Refit ? base.Work(rows, log) : 0);

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Trees), Trees);
        options.Write(nameof(Leaves), Leaves);
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(MinRows), MinRows);
        options.Write(nameof(RowShare), RowShare);
        options.Write(nameof(ColumnShare), ColumnShare);
        options.Write(nameof(BranchColumnShare), BranchColumnShare);
        options.Write(nameof(Bins), Bins);
        options.Write(nameof(Smoothing), Smoothing);
        options.Write(nameof(Dropout), Dropout);
        options.Write(nameof(GainConfidence), GainConfidence);
        options.Write(nameof(Entropy), Entropy);
        options.Write(nameof(Loss), Loss.ToString());
        options.Write(nameof(TweediePower), TweediePower);
        options.Write(nameof(Truncation), Truncation);
        options.Write(nameof(NormalizeQueries), NormalizeQueries);
        options.Write(nameof(ClassWeights), ClassWeights.ToString());
        options.Write(nameof(EarlyStopping), EarlyStopping);
        options.Write(nameof(HeldShare), HeldShare);
        options.Write(nameof(Refit), Refit);
        options.Write(nameof(Seed), Seed);
    }
}
