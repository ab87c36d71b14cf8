using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What is to be fitted.</summary>
/// <param name="Model">The model's name, for messages.</param>
/// <param name="Task">Its task's name.</param>
/// <param name="Target">What its trainer learns.</param>
/// <param name="Steps">The steps of the outcome behind the link.</param>
/// <param name="Loss">How far off its predictions are.</param>
internal sealed record FittedTask(string Model, string Task, TargetKind Target, IEnumerable<OutcomeStep> Steps, RowLoss Loss)
{
    /// <summary>How probabilities are calibrated; null where they are not.</summary>
    public CalibrationOptions? Calibration { get; init; }

    /// <summary>The intervals of predictions; null where there are none.</summary>
    public IntervalOptions? Intervals { get; init; }

    /// <summary>Trains; where intervals are to lie between quantiles, these as well, and all as one predictor of three scores.</summary>
    public TrainedPredictor Train(TrainerOptions trainer, TrainingProblem problem, TrainingControl control)
    {
        if (Intervals is not { Width: IntervalWidth.Quantiles, Level: var level }) return One(trainer);
        // The quantiles first: a library that learns none says so before it is asked for anything else.
        var (lower, higher) = QuantilesOf(trainer, level)!.Value;
        TrainedPredictor low = One(lower), high = One(higher), point = One(trainer);
        return point with
        {
            Predictor = QuantileScores.Join(point.Predictor, low.Predictor, high.Predictor),
            Log = point.Log with { Converged = point.Log.Converged && low.Log.Converged && high.Log.Converged },
        };

        TrainedPredictor One(TrainerOptions options)
        {
            TrainedPredictor trained = options.Train(problem, control);
            control.Meter?.Add(options.Work(problem.Rows.Rows, trained.Log));
            return trained;
        }
    }

    private static (TrainerOptions Low, TrainerOptions High)? QuantilesOf(TrainerOptions trainer, double level)
    {
        var (low, high) = QuantileScores.LevelsOf(level);
        return trainer.Traits.HasFlag(TrainerTraits.Quantiles) && trainer.ForQuantile(low) is { } lower && trainer.ForQuantile(high) is { } higher ? (lower, higher) : null;
    }

    /// <exception cref="ArgumentException">The trainer does not learn what the task predicts, or a calibration or intervals do not go with the task.</exception>
    public void Check(TrainerOptions trainer)
    {
        if (Calibration is not null && (Target & (TargetKind.TwoClasses | TargetKind.Classes)) == 0)
            throw new ArgumentException($"'{Model}' is for {Task}, which has no probabilities to calibrate; leave the calibration out");
        if (Intervals is not null && Target != TargetKind.Value)
            throw new ArgumentException($"'{Model}' is for {Task}, which predicts no number that an interval could lie around; leave the intervals out");
        if (Intervals is { Width: IntervalWidth.Quantiles, Level: var level } && QuantilesOf(trainer, level) is null)
            throw new ArgumentException($"{trainer.Trainer} learns no quantiles, between which the intervals of '{Model}' are to lie; give it a trainer that does, such as LinearRegression or LightGbm, or the intervals another Width", nameof(trainer));
        if ((trainer.Targets & Target) == 0)
            throw new ArgumentException($"{trainer.Trainer} learns {trainer.Targets}, and the model '{Model}' is for {Task}, which needs {Target}; give it another trainer", nameof(trainer));
    }
}

/// <summary>What every fit gives, of typed rows and of rows by name.</summary>
internal sealed record Fitted<TInput>(IFeatureMap<TInput> Learned, FeaturePlan Plan, TrainedPredictor Trained, Outcome Outcome) where TInput : struct
{
    /// <summary>What the rows were like; null where nobody asked for it.</summary>
    public ReferenceProfile? Reference { get; init; }
}

/// <summary>The one way from rows with labels to a model.</summary>
internal static class Fitting
{
    /// <summary>Learns the columns, trains, and makes the outcome.</summary>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="ArgumentException">The trainer does not know what a column asks of it.</exception>
    public static Fitted<TInput> Fit<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, TLabel> labelOf, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        float Code(TRow row) => labels.Encode(labelOf(row));
        if (task.Calibration is not null) return encoder.FitCalibrated(task, labels, Code, trainer, control);
        return task.Intervals is null ? encoder.FitAll(task, labels, Code, trainer, control) : encoder.FitWithIntervals(task, labels, Code, trainer, control);
    }

    /// <summary>The same with nothing held back but what the trainer wants to stop by.</summary>
    public static Fitted<TInput> FitAll<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, float> code, TrainerOptions trainer, TrainingControl control)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput> => encoder.Train(encoder.Learn(code), task, labels, code, trainer, control, parent: null);

    /// <summary>Trains on from a model: its features stay as they are, and what is learned adds to its scores.</summary>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="ArgumentException">The trainer does not go on from such a model.</exception>
    public static Fitted<TInput> Continue<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, TLabel> labelOf, TrainerOptions trainer, TrainingControl control, ModelState<TInput> parent)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        if (!trainer.Traits.HasFlag(TrainerTraits.Continues))
            throw new ArgumentException($"{trainer.Trainer} begins anew each time; call Fit, or continue with a trainer that goes on from a model, such as LightGbm", nameof(trainer));
        if (parent.Plan.Encodings.OfType<ICategoryEncoding>().FirstOrDefault(static e => e.Options.Encoding == CategoricalEncoding.Target) is { } target)
            throw new ArgumentException($"'{target.Column}' is encoded by the mean target of rows that the model was fitted to, which other rows cannot be cross-fitted with; call Fit, or choose another encoding", nameof(parent));
        if (task.Calibration is not null || task.Intervals is not null)
            throw new ArgumentException($"'{task.Model}' learns a calibration or intervals from rows that are held back, which a model that goes on does not; call Fit, or leave them out", nameof(task));
        float Code(TRow row) => labels.Encode(labelOf(row));
        Fitted<TInput> fitted = encoder.Train(encoder.Resume(parent.Features, Code), task, labels, Code, trainer, control, parent.Predictor);
        return fitted.Outcome.Link == parent.Outcome.Link
            ? fitted
            : throw new ArgumentException($"The model's scores have the link {parent.Outcome.Link}, and those of {trainer.Trainer} with these options {fitted.Outcome.Link}; continue with the loss that the model was fitted with", nameof(trainer));
    }

    private static Fitted<TInput> Train<TRow, TInput, TRows, TLabel>(
        this Encoder<TRow, TInput, TRows> encoder, Lesson<TRow, TInput> lesson, FittedTask task, LabelCodes<TLabel> labels, Func<TRow, float> code, TrainerOptions trainer, TrainingControl control, Predictor? parent)
        where TInput : struct
        where TRows : IFeatureRows<TRow, TInput>
    {
        TraitChecks.Check(trainer, lesson.Plan);
        TrainedPredictor trained = task.Train(
            trainer,
            new TrainingProblem
            {
                Rows = encoder.Design(lesson, code, hasGroups: task.Target == TargetKind.Relevance),
                Target = task.Target,
                Classes = labels.Classes,
                Plan = lesson.Plan,
                Parent = parent,
                Loss = task.Loss,
                Held = trainer.HoldBack > 0 ? encoder.HoldForStopping(lesson, trainer.HoldBack) : null,
            },
            control);
        var outcome = new Outcome([new LinkStep(trained.Link), .. task.Steps])
        {
            Classes = trained.Classes.Count > 0 ? trained.Classes : labels.Names,
            Positive = labels.Positive,
            Baseline = labels.Baseline ?? [lesson.TargetMean],
        };
        foreach (OutcomeStep step in trained.Steps) outcome = outcome.With(step);
        return new Fitted<TInput>(lesson.Learned, lesson.Plan, trained, outcome) { Reference = lesson.Reference };
    }
}
