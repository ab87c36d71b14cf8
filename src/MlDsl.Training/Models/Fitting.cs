namespace MlDsl.Training;

/// <summary>What is to be fitted.</summary>
/// <param name="Model">The model's name, for messages.</param>
/// <param name="Task">Its task's name.</param>
/// <param name="Target">What its trainer learns.</param>
/// <param name="Steps">The steps of the outcome behind the link.</param>
/// <param name="Loss">How far off its predictions are.</param>
internal sealed record FittedTask(string Model, string Task, TargetKind Target, IEnumerable<OutcomeStep> Steps, RowLoss Loss)
{
    /// <exception cref="ArgumentException">The trainer does not learn what the task predicts.</exception>
    public void Check(TrainerOptions trainer)
    {
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
        Lesson<TRow, TInput> lesson = encoder.Learn(Code);
        FeatureTraits.Check(trainer, lesson.Plan);
        TrainedPredictor trained = trainer.Train(
            new TrainingProblem
            {
                Rows = encoder.Design(lesson, Code),
                Target = task.Target,
                Classes = labels.Classes,
                Plan = lesson.Plan,
                Held = trainer.HoldBack > 0 ? encoder.HoldBack(lesson, trainer.HoldBack, task.Loss) : null,
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
