namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>Trains on from a model, on other rows: its features and classes stay as they are, and what is learned adds to its scores.</summary>
    /// <remarks>For rows that come in later, or for more rounds; not for rows whose categories or ranges are others, which <c>Fit</c> learns anew.</remarks>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="parent">The model to go on from, which stays as it is.</param>
    /// <param name="trainer">The trainer with its options; null for what the model's declaration says.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">The trainer does not go on from a model, or not from this one; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static TModel Continue(TrainSet<TRow> train, TModel parent, TrainerOptions? trainer = null, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(parent);
        ModelDefinition definition = TModel.Definition;
        trainer ??= definition.Trainer;
        control ??= new();
        FittedTask task = TaskOf(definition);
        task.Check(trainer);
        return TrackedModels.Fit(() => Facts(RunKind.Fit, train, definition, trainer, parent), control, Learn, static model => model.Card);

        TModel Learn(TrainingControl control)
        {
            var encoder = new Encoder<TRow, TInput, GeneratedRows<TRow, TInput>>(default, train.Batches, control);
            Fitted<TInput> fitted = encoder.Continue(task, parent.Labels, static row => TRow.LabelOf(row), trainer, control, parent.state);
            ModelCard card = NewCard(train, definition, trainer, fitted.Trained, parent);
            return TModel.Create(new ModelState<TInput>(fitted.Learned, fitted.Trained.Predictor, fitted.Outcome, card, []).With(fitted.Reference));
        }
    }
}
