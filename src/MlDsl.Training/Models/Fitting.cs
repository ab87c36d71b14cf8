namespace MlDsl.Training;

/// <summary>What is to be fitted.</summary>
/// <param name="Model">The model's name, for messages.</param>
/// <param name="Task">Its task's name.</param>
/// <param name="Target">What its trainer learns.</param>
/// <param name="Steps">The steps of the outcome behind the link.</param>
internal sealed record FittedTask(string Model, string Task, TargetKind Target, IEnumerable<OutcomeStep> Steps)
{
    /// <summary>How probabilities are calibrated; null where they are not.</summary>
    public CalibrationOptions? Calibration { get; init; }

    /// <summary>The intervals of predictions; null where there are none.</summary>
    public IntervalOptions? Intervals { get; init; }

    /// <exception cref="ArgumentException">The trainer does not learn what the task predicts, or a calibration or intervals do not go with the task.</exception>
    public void Check(TrainerOptions trainer)
    {
        if (Calibration is not null && (Target & (TargetKind.TwoClasses | TargetKind.Classes)) == 0)
            throw new ArgumentException($"'{Model}' is for {Task}, which has no probabilities to calibrate; leave the calibration out");
        if (Intervals is not null && Target != TargetKind.Value)
            throw new ArgumentException($"'{Model}' is for {Task}, which predicts no number that an interval could lie around; leave the intervals out");
        if ((trainer.Targets & Target) == 0)
            throw new ArgumentException($"{trainer.Trainer} learns {trainer.Targets}, and the model '{Model}' is for {Task}, which needs {Target}; give it another trainer", nameof(trainer));
    }
}

/// <summary>What every fit gives, of typed rows and of rows by name.</summary>
internal sealed record Fitted<TInput>(IFeatureMap<TInput> Learned, FeaturePlan Plan, TrainedPredictor Trained, Outcome Outcome) where TInput : struct;

/// <summary>The one way from rows with labels to a model.</summary>
internal static class Fitting
{
    /// <summary>Learns the columns, trains, and makes the outcome.</summary>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    public static Fitted<TInput> Fit<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, TLabel> labelOf, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        float Code(TRow row) => labels.Encode(labelOf(row));
        if (task.Calibration is not null) return encoder.FitCalibrated(task, labels, Code, trainer, control);
        return task.Intervals is null ? encoder.FitAll(task, labels, Code, trainer, control) : encoder.FitWithIntervals(task, labels, Code, trainer, control);
    }

    /// <summary>The same with nothing held back.</summary>
    public static Fitted<TInput> FitAll<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, float> code, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        Lesson<TRow, TInput> lesson = encoder.Learn(code);
        TrainedPredictor trained = trainer.Train(
            new TrainingProblem
            {
                Rows = encoder.Design(lesson, code, hasGroups: task.Target == TargetKind.Relevance),
                Target = task.Target,
                Classes = labels.Classes,
                Plan = lesson.Plan,
            },
            control);
        var outcome = new Outcome([new LinkStep(trained.Link), .. task.Steps])
        {
            Classes = labels.Names,
            Positive = labels.Positive,
            Baseline = labels.Baseline ?? [lesson.TargetMean],
        };
        return new Fitted<TInput>(lesson.Learned, lesson.Plan, trained, outcome);
    }
}
