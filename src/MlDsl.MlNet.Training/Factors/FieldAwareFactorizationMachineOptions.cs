using MlDsl.MlNet;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of ML.NET's field-aware factorization machines. The defaults are ML.NET's own, and its options' names stand in brackets.</summary>
/// <remarks>
/// Y. Juan, Y. Zhuang, W.-S. Chin and C.-J. Lin, Field-aware Factorization Machines for CTR Prediction, 2016. A field is a column or a feature method of the plan, with all positions that it has; rows that come
/// without a plan are one field. It trains on one thread. It knows no weights of rows (ML.NET takes a column of them for one more field), and is told so where they differ. The score is the log-odds,
/// ML.NET's <c>Score</c> bit for bit. It tells no contributions: a product of two columns belongs to neither. The objective in a model's log is the task's loss of the first 10,000 training rows.
/// </remarks>
public sealed record FieldAwareFactorizationMachineOptions : TrainerOptions
{
    /// <summary>The passes over the rows, 1 to 100,000 (<c>NumberOfIterations</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Iterations { get; init => field = Within(value, 1, 100_000, nameof(Iterations)); } = 5;

    /// <summary>How far the first row moves what is learned, above 0 (<c>LearningRate</c>).</summary>
    public double LearningRate { get; init => field = Positive(value, nameof(LearningRate)); } = 0.1;

    /// <summary>The factors of a feature towards each field, 8 to 1,024 (<c>LatentDimension</c>). On x64 with AVX ML.NET counts whole groups of eight, so that multiples of eight, or up to three less, waste nothing.</summary>
    public int Factors { get; init => field = Within(value, 8, 1024, nameof(Factors)); } = 20;

    /// <summary>The strength of the squared penalty on weights, at least 0 (<c>LambdaLinear</c>).</summary>
    public double L2 { get; init => field = Strength(value, nameof(L2)); } = 0.0001;

    /// <summary>The strength of the squared penalty on factors, at least 0 (<c>LambdaLatent</c>).</summary>
    public double FactorL2 { get; init => field = Strength(value, nameof(FactorL2)); } = 0.0001;

    /// <summary>Whether rows are divided by their length (<c>NormalizeFeatures</c>).</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>What the first factors are drawn below, above 0 (<c>Radius</c>).</summary>
    public double Radius { get; init => field = Positive(value, nameof(Radius)); } = 0.5;

    /// <summary>Whether each pass has an order of its own (<c>Shuffle</c>).</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What draws begin from, at least 0.</summary>
    public int Seed { get; init => field = Within(value, 0, int.MaxValue, nameof(Seed)); }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.TwoClasses;

    /// <inheritdoc/>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new FieldAwareFactorizationMachineTrainer(this, problem, control).Train();
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Iterations), Iterations);
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(Factors), Factors);
        options.Write(nameof(L2), L2);
        options.Write(nameof(FactorL2), FactorL2);
        options.Write(nameof(Normalize), Normalize);
        options.Write(nameof(Radius), Radius);
        options.Write(nameof(Shuffle), Shuffle);
        options.Write(nameof(Seed), Seed);
    }
}
