using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>
/// What every model is, whatever its task and trainer: features, predictor and outcome, fitted together. A service sees it as an
/// <see cref="IScorer{TInput, TOutput}"/>, which a test can replace.
/// </summary>
/// <remarks>Immutable but for its list of evaluations; safe for any number of threads; predicting allocates no managed memory.</remarks>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
/// <typeparam name="TLabel">The label as it comes to the task.</typeparam>
/// <typeparam name="TPrediction">What is said of one row.</typeparam>
/// <typeparam name="TMetrics">What predictions are measured by.</typeparam>
/// <typeparam name="TTask">The task.</typeparam>
public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> : IScorer<TInput, TPrediction>
    where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TInput : struct
    where TMetrics : class, IMetrics<TMetrics>
    where TTask : ITask<TLabel, TPrediction, TMetrics>
{
    private readonly ModelState<TInput> state;
    private EvaluationRecord[] evaluations;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Model(ModelState<TInput> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        this.state = state;
        evaluations = [.. state.Parts.Evaluations];
        Labels = TTask.Read(state.Outcome);
        mayMiss = [.. new FeatureTraits(state.Plan).Missing];
        outputs = state.Outcome.Outputs(state.Predictor.Outputs);
        if (outputs != Math.Max(1, state.Outcome.Link == Link.Softmax ? Labels.Classes : 1))
            throw new ArgumentException($"{state.Predictor.Outputs} scores do not go with {Labels.Classes} classes and the link {state.Outcome.Link}", nameof(state));
        if (state.Outcome.ProblemWith(state.Predictor.Outputs) is { } problem) throw new ArgumentException(problem, nameof(state));
    }

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card => state.Card;

    /// <summary>From an input to its features, with what the training rows taught.</summary>
    public IFeatureMap<TInput> Features => state.Features;

    /// <summary>The same as data, which knows no row type.</summary>
    public FeaturePlan Plan => state.Plan;

    /// <summary>From features to scores: what the training rows taught the trainer.</summary>
    public Predictor Predictor => state.Predictor;

    /// <summary>From scores to a prediction.</summary>
    public Outcome Outcome => state.Outcome;

    /// <summary>The evaluations and assessments of the model, in the order they were made; they are kept in its file.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations => ValueList.Of(Volatile.Read(ref evaluations));

    /// <summary>The labels as the numbers that the trainer learned. For generated code and for bases of tasks.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected LabelCodes<TLabel> Labels { get; }

    /// <summary>The same for views of other libraries.</summary>
    internal LabelCodes<TLabel> Codes => Labels;

    /// <summary>Fits a model to the training rows. The same rows give the same model, whatever the number of threads.</summary>
    /// <param name="train">The rows to learn from: <see cref="Split{TRow}.Train"/>, or <see cref="Split{TRow}.Development"/> for the final model.</param>
    /// <param name="trainer">The trainer with its options; null for what the model's declaration says.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <param name="parent">The model that this one replaces, for its card.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">The trainer does not learn what the task predicts.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static TModel Fit(TrainSet<TRow> train, TrainerOptions? trainer = null, TrainingControl? control = null, TModel? parent = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ModelDefinition definition = TModel.Definition;
        trainer ??= definition.Trainer;
        control ??= new();
        FittedTask task = TaskOf(definition);
        task.Check(trainer);

        return TrackedModels.Fit(() => Facts(RunKind.Fit, train, definition, trainer, parent), control, Learn, static model => model.Card);

        TModel Learn(TrainingControl control)
        {
            LabelCodes<TLabel> labels = TTask.Learn(train, control.Cancellation);
            var encoder = new Encoder<TRow, TInput, GeneratedRows<TRow, TInput>>(default, train.Batches, control);
            Fitted<TInput> fitted = encoder.Fit(task, labels, static row => TRow.LabelOf(row), trainer, control);
            ModelCard card = NewCard(train, definition, trainer, fitted.Trained, parent);
            return TModel.Create(new ModelState<TInput>(fitted.Learned, fitted.Trained.Predictor, fitted.Outcome, card, []).With(fitted.Reference));
        }
    }

    /// <summary>Fits and evaluates one model per fold.</summary>
    public static CrossValidation<TMetrics> CrossValidate(
        Folds<TRow> folds, TrainerOptions? trainer = null, TrainingControl? control = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return TrackedModels.Under(() => Facts(folds, trainer), run => new CrossValidation<TMetrics>([.. folds.Select(fold =>
        {
            TModel model = Fit(fold.Train, trainer, (control ?? new()) with { IsPart = true });
            TrackedModels.Belongs(model.Card, run);
            return model.Evaluate(fold.Validation, options);
        })]));
    }

    private protected static FittedTask TaskOf(ModelDefinition definition) =>
        new(definition.Name, definition.Task, definition.Target, TTask.Steps, TTask.Loss) { Calibration = definition.Calibration, Intervals = definition.Intervals };

    /// <summary>The same model with another outcome.</summary>
    private protected TModel With(Outcome outcome) => TModel.Create(state.With(Evaluations).With(outcome));

    private static ModelCard NewCard(TrainSet<TRow> train, ModelDefinition definition, TrainerOptions trainer, TrainedPredictor trained, TModel? parent)
    {
        ModelCard card = CardParts.NewCard(
            typeof(TModel).Assembly, (definition.Name, definition.Version, definition.Task), trainer, trained.Log, (train.Count, train.Description, train.Fingerprint), TRow.Schema,
            parent is null ? null : HashOf(parent));
        return card with { Warnings = trained.Warnings };
    }

    private static string HashOf(TModel model) => ModelWriter.Write(model.state.With([]).Parts).Hash;
}
