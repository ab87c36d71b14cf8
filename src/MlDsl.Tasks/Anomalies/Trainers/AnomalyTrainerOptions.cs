using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>How to train a detector of anomalies: the rows' labels are not learned, and missing values are.</summary>
public abstract record AnomalyTrainerOptions : TrainerOptions
{
    private protected AnomalyTrainerOptions()
    {
    }

    /// <summary>
    /// The share of the training rows that are called anomalies, above 0 and at most 0.5: it sets the threshold, which is a training row's score, and nothing else. Rows of equal score are above it together or not at all,
    /// whichever is nearer to the share; where the highest score is that of many more, none is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double Contamination { get; init => field = value is > 0 and <= 0.5 ? value : throw Out(value, "above 0 and at most 0.5", nameof(Contamination)); } = 0.01;

    /// <inheritdoc/>
    public sealed override TargetKind Targets => TargetKind.Anomaly;

    /// <inheritdoc/>
    public sealed override TrainerTraits Traits => TrainerTraits.Missing;

    /// <inheritdoc/>
    public sealed override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return Learn(problem, control);
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Contamination), Contamination);
    }

    private protected abstract TrainedPredictor Learn(TrainingProblem problem, TrainingControl control);
}
