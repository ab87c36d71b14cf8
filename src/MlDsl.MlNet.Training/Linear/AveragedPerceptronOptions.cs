using MlDsl.MlNet;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of ML.NET's averaged perceptron. The defaults are ML.NET's own, and its options' names stand in brackets.</summary>
/// <remarks>
/// Y. Freund and R. Schapire, Large Margin Classification Using the Perceptron Algorithm, 1999. It knows no weights of rows, and is told so where they differ. Its score has no unit: the
/// log-odds are Platt's line of it, fitted to the training rows, as ML.NET's own calibrator is, and weights are told times its slope. The objective in a model's log is the
/// task's loss of the first 10,000 training rows.
/// </remarks>
public sealed record AveragedPerceptronOptions : TrainerOptions
{
    /// <summary>The passes over the rows, 1 to 100,000 (<c>NumberOfIterations</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Iterations { get; init => field = Within(value, 1, 100_000, nameof(Iterations)); } = 10;

    /// <summary>How far a row moves the weights, above 0 (<c>LearningRate</c>).</summary>
    public double LearningRate { get; init => field = Positive(value, nameof(LearningRate)); } = 1;

    /// <summary>Whether later rows move the weights less (<c>DecreaseLearningRate</c>).</summary>
    public bool DecreaseLearningRate { get; init; }

    /// <summary>By which share, doubled, weights shrink, from 0 to below 0.5 (<c>L2Regularization</c>).</summary>
    public double L2 { get; init => field = value is >= 0 and < 0.5 ? value : throw Out(value, "from 0 to below 0.5", nameof(L2)); }

    /// <summary>What is learned by (<c>LossFunction</c>).</summary>
    public AveragedPerceptronLoss Loss { get; init => field = Defined(value, nameof(Loss)); }

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
        return new AveragedPerceptronTrainer(this, problem, control).Train();
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Iterations), Iterations);
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(DecreaseLearningRate), DecreaseLearningRate);
        options.Write(nameof(L2), L2);
        options.Write(nameof(Loss), Loss.ToString());
        options.Write(nameof(Shuffle), Shuffle);
        options.Write(nameof(Seed), Seed);
    }
}
