using MlDsl.MlNet;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of ML.NET's stochastic dual coordinate ascent. Where not said otherwise the defaults are ML.NET's own, and its options' names stand in brackets.</summary>
/// <remarks>
/// It trains on one thread, because by more ML.NET's weights are other ones each time. As in ML.NET's defaults the bias of numbers is free, and that of classes is penalised like a weight. The log's iterations are the passes that were made, of
/// which ML.NET takes the weights of the best one, and it converged where they are fewer than were allowed: of a gap that closed in the last one nothing is known. The objective is the task's loss of the first 10,000 training rows. What it minimises: S. Shalev-Shwartz and
/// T. Zhang, Accelerated Proximal Stochastic Dual Coordinate Ascent for Regularized Loss Minimization, 2014.
/// </remarks>
public sealed record SdcaOptions : TrainerOptions
{
    /// <summary>The strength of the squared penalty, at least 1e-9, below which ML.NET raises it; 0 for ML.NET's choice (<c>L2Regularization</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public double L2 { get; init => field = Strength(value, nameof(L2)) is 0 or >= 1e-9 ? value : throw Out(value, "0, or at least 1e-9", nameof(L2)); }

    /// <summary>The strength of the absolute penalty as a share of <see cref="L2"/>, at least 0 (<c>L1Regularization</c>, whose default depends on the number of features).</summary>
    public double L1 { get; init => field = Strength(value, nameof(L1)); }

    /// <summary>The most passes, 0 to 100,000; 0 for ML.NET's choice (<c>MaximumNumberOfIterations</c>).</summary>
    public int MaxIterations { get; init => field = Within(value, 0, 100_000, nameof(MaxIterations)); }

    /// <summary>The share of the loss that the duality gap comes down to, above 0 and at most 1 (<c>ConvergenceTolerance</c>, of classes 0.1 by default).</summary>
    public double Tolerance { get; init => field = Share(value, nameof(Tolerance)); } = 0.01;

    /// <summary>Whether each pass has an order of its own (<c>Shuffle</c>).</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What a row of each class counts beside its weight.</summary>
    public ClassWeights ClassWeights { get; init => field = Defined(value, nameof(ClassWeights)); }

    /// <summary>What draws begin from, at least 0.</summary>
    public int Seed { get; init => field = Within(value, 0, int.MaxValue, nameof(Seed)); }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes;

    /// <inheritdoc/>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new SdcaTrainer(this, problem, control).Train();
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(L2), L2);
        options.Write(nameof(L1), L1);
        options.Write(nameof(MaxIterations), MaxIterations);
        options.Write(nameof(Tolerance), Tolerance);
        options.Write(nameof(Shuffle), Shuffle);
        options.Write(nameof(ClassWeights), ClassWeights.ToString());
        options.Write(nameof(Seed), Seed);
    }
}
