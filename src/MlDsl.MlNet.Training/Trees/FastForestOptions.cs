using MlDsl.MlNet;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of ML.NET's FastForest. The defaults are ML.NET's own, and its options' names stand in brackets.</summary>
/// <remarks>
/// The same rows and seed give the same trees, whatever the number of threads, of which ML.NET takes as many as its first training of trees in the process asked for: later ones get no more and no fewer. A number is predicted by the mean of the trees, in ML.NET's arithmetic. Of two classes ML.NET's
/// forest gives a score without a unit: the log-odds are Platt's line of it (J. Platt, Probabilistic Outputs for Support Vector Machines, 1999), fitted to the training rows, as
/// ML.NET's own calibrator is; [Calibrate] fits another to rows that are held back. The objective in a model's log is the task's loss of the first 10,000 training rows.
/// </remarks>
public sealed record FastForestOptions : TrainerOptions
{
    /// <summary>The number of trees, 1 to 100,000 (<c>NumberOfTrees</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Trees { get; init => field = Within(value, 1, 100_000, nameof(Trees)); } = 100;

    /// <summary>The most leaves of a tree, 2 to 131,072 (<c>NumberOfLeaves</c>).</summary>
    public int Leaves { get; init => field = Within(value, 2, 131_072, nameof(Leaves)); } = 20;

    /// <summary>The fewest training rows of a leaf, at least 1 (<c>MinimumExampleCountPerLeaf</c>).</summary>
    public int MinRows { get; init => field = Within(value, 1, int.MaxValue, nameof(MinRows)); } = 10;

    /// <summary>The share of rows that each tree sees, above 0 and at most 1 (<c>BaggingExampleFraction</c>).</summary>
    public double RowShare { get; init => field = Share(value, nameof(RowShare)); } = 0.7;

    /// <summary>The share of features that each tree sees, above 0 and at most 1 (<c>FeatureFraction</c>).</summary>
    public double ColumnShare { get; init => field = Share(value, nameof(ColumnShare)); } = 0.7;

    /// <summary>The share of these that each branch chooses from, above 0 and at most 1 (<c>FeatureFractionPerSplit</c>).</summary>
    public double BranchColumnShare { get; init => field = Share(value, nameof(BranchColumnShare)); } = 0.7;

    /// <summary>The most bins of a feature, 2 to 65,535 (<c>MaximumBinCountPerFeature</c>).</summary>
    public int Bins { get; init => field = Within(value, 2, 65_535, nameof(Bins)); } = 255;

    /// <summary>How sure the gain of a branch must be, from 0 to below 1 (<c>GainConfidenceLevel</c>).</summary>
    public double GainConfidence { get; init => field = value is >= 0 and < 1 ? value : throw Out(value, "from 0 to below 1", nameof(GainConfidence)); }

    /// <summary>How much a branch gains by parting its rows evenly, 0 to 1 (<c>EntropyCoefficient</c>).</summary>
    public double Entropy { get; init => field = UpToOne(value, nameof(Entropy)); }

    /// <summary>What a row of each class counts beside its weight.</summary>
    public ClassWeights ClassWeights { get; init => field = Defined(value, nameof(ClassWeights)); }

    /// <summary>What draws begin from, at least 0 (<c>Seed</c>, <c>FeatureSelectionSeed</c>).</summary>
    public int Seed { get; init => field = Within(value, 0, int.MaxValue, nameof(Seed)); }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses;

    /// <inheritdoc/>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new FastForestTrainer(this, problem, control).Train();
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Trees), Trees);
        options.Write(nameof(Leaves), Leaves);
        options.Write(nameof(MinRows), MinRows);
        options.Write(nameof(RowShare), RowShare);
        options.Write(nameof(ColumnShare), ColumnShare);
        options.Write(nameof(BranchColumnShare), BranchColumnShare);
        options.Write(nameof(Bins), Bins);
        options.Write(nameof(GainConfidence), GainConfidence);
        options.Write(nameof(Entropy), Entropy);
        options.Write(nameof(ClassWeights), ClassWeights.ToString());
        options.Write(nameof(Seed), Seed);
    }
}
