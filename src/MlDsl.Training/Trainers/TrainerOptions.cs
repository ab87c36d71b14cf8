namespace MlDsl.Training;

/// <summary>How to train: a trainer and its options in one. The record owns every default and refuses what is out of range when it is made.</summary>
public abstract record TrainerOptions
{
    private const string Suffix = "Options";

    /// <summary>The trainer's name in files and reports: LinearRegression for LinearRegressionOptions.</summary>
    public string Trainer => GetType().Name is var name && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;

    /// <summary>What the trainer can learn to predict, as the <see cref="TrainerAttribute"/> of its attribute says.</summary>
    public abstract TargetKind Targets { get; }

    /// <summary>What the trainer knows beside features that are numbers, as the <see cref="TrainerAttribute"/> of its attribute says.</summary>
    public virtual TrainerTraits Traits => TrainerTraits.None;

    /// <summary>
    /// The share of the training rows, from 0 to below 1, that the trainer wants held back to see when to stop; 0 for none. It then finds
    /// them in <see cref="TrainingProblem.Held"/>.
    /// </summary>
    public virtual double HoldBack => 0;

    /// <summary>
    /// The same trainer and options, to learn a quantile of the label in the place of what is minimised otherwise: predictions without a link. Null where
    /// the trainer learns none; then its traits are without <see cref="TrainerTraits.Quantiles"/>.
    /// </summary>
    /// <param name="level">The share of labels that do not exceed the quantile, above 0 and below 1.</param>
    public virtual TrainerOptions? ForQuantile(double level) => null;

    /// <summary>Trains. The same rows give the same predictor, whatever the number of threads.</summary>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public abstract TrainedPredictor Train(TrainingProblem problem, TrainingControl control);

    /// <summary>
    /// What a training took, in rows times iterations, so that a search can be given a budget that does not depend on the machine. A trainer whose log
    /// does not count every iteration says more.
    /// </summary>
    /// <param name="rows">The number of training rows.</param>
    /// <param name="log">How the training went.</param>
    public virtual double Work(long rows, TrainingLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return (double)rows * Math.Max(1, log.Iterations);
    }

    /// <summary>Tells every option by name, for the file of the model.</summary>
    protected internal abstract void Describe(OptionWriter options);
}
