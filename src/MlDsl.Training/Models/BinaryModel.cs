using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>A fitted binary classifier. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
public abstract class BinaryModel<TModel, TRow, TInput>
    : LinearModel<TModel, TRow, TInput, BinaryMetrics>
    where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
    where TInput : struct
{
    private readonly IFeatureMap<TInput> learned;
    private readonly float[] weights;
    private readonly float intercept;

    /// <summary>Called by generated code.</summary>
    protected BinaryModel(ModelState<TInput> state) : base(state)
    {
        learned = state.Learned;
        weights = state.Weights.Weights.ToArray();
        intercept = state.Weights.Biases[0];
        Threshold = (Probability)state.Card.Threshold;
    }

    /// <summary>The probability from which an input is labelled positive.</summary>
    public Probability Threshold { get; }

    /// <summary>Fits a model to the training rows, with a threshold of 0.5. The same rows give the same model, whatever the number of threads.</summary>
    /// <param name="train">The rows to learn from: <see cref="Split{TRow}.Train"/>, or <see cref="Split{TRow}.Development"/> for the final model.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <param name="parent">The model that this one replaces, for its card.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    public static TModel Fit(TrainSet<TRow> train, TrainingControl? control = null, TModel? parent = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        control ??= new();
        var (classes, share) = TwoClasses<TRow>.Of(train, control.Cancellation);
        var (lesson, weights) = Classifier<TRow, TInput>.Train(
            train, static row => TRow.LabelOf(row) ? 1f : 0f, 2, TModel.Definition.Options, control);
        return TModel.Create(new ModelState<TInput>(lesson.Learned, weights, NewCard(train, classes, [share], Link.Logit, parent)));
    }

    /// <summary>The same model with the threshold that gives the highest F1 on the validation rows.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public TModel WithBestThreshold(ValidationSet<TRow> validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var rows = Read(validation.Batches(CancellationToken.None), "validation");
        ThresholdChoice choice = ThresholdChooser.MaximizeF1(CollectionsMarshal.AsSpan(rows.Labels), Probabilities(CollectionsMarshal.AsSpan(rows.Inputs)), rows.Rows);
        return WithThreshold(choice.Threshold);
    }

    /// <summary>The same model with the threshold <paramref name="threshold"/>.</summary>
    public TModel WithThreshold(Probability threshold) => TModel.Create(State.With(Card with { Threshold = threshold.Value }));

    /// <summary>The prediction for one input.</summary>
    /// <exception cref="ArgumentException">A value of the input is not finite, or missing where the training rows had no stand-in; the message names the column.</exception>
    public BinaryPrediction Predict(in TInput input)
    {
        float score = LinearScore(in input, learned, weights, intercept);
        float probability = Sigmoid(score);
        return new BinaryPrediction((Score)score, Probability.Unchecked(probability), probability >= Threshold.Value);
    }

    /// <summary>The predictions for many inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="predictions">Where the predictions go: as long as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void Predict(ReadOnlySpan<TInput> inputs, Span<BinaryPrediction> predictions)
    {
        Lengths.Check(inputs.Length, predictions.Length);
        for (int i = 0; i < inputs.Length; i++) predictions[i] = Predict(in inputs[i]);
    }

    /// <summary>How much the log-loss on the validation rows grows when a column is shuffled, largest first.</summary>
    public IReadOnlyList<ColumnImportance> Importance(ValidationSet<TRow> validation, PermutationImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var rows = Read(validation.Batches(CancellationToken.None), "validation");
        bool[] labels = [.. rows.Labels];
        float[] rowWeights = rows.Rows.Weights.ToArray();
        var inputs = new TInput[rows.Count];
        return PermutationImportance.Measure(
            InputNames,
            rows.Count,
            1,
            (column, permutation, predictions) =>
            {
                rows.Permute(column, permutation, inputs);
                Probabilities(inputs).CopyTo(predictions);
            },
            predictions => Losses.LogLoss(labels, predictions, rowWeights),
            options);
    }

    /// <summary>Fits and evaluates one model per fold.</summary>
    public static CrossValidation<BinaryMetrics> CrossValidate(Folds<TRow> folds, TrainingControl? control = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return new CrossValidation<BinaryMetrics>([.. folds.Select(fold => Fit(fold.Train, control).Evaluate(fold.Validation, options))]);
    }

    private protected override BinaryMetrics Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options)
    {
        var rows = Read(batches, side);
        float[] probabilities = Probabilities(CollectionsMarshal.AsSpan(rows.Inputs));
        return BinaryEvaluator.Evaluate(
            CollectionsMarshal.AsSpan(rows.Labels), probabilities, Threshold, rows.Rows, (Probability)Card.Baseline[0], options);
    }

    private float[] Probabilities(ReadOnlySpan<TInput> inputs)
    {
        var probabilities = new float[inputs.Length];
        for (int i = 0; i < inputs.Length; i++) probabilities[i] = Predict(in inputs[i]).Probability.Value;
        return probabilities;
    }

    private EvaluatedRows<TRow, TInput, bool> Read(IEnumerable<RowBatch<TRow>> batches, string side) =>
        EvaluatedRows<TRow, TInput, bool>.Read(TwoClasses<TRow>.Checked(batches, Card.Classes, side), side);

    private static float Sigmoid(float score) => 1f / (1f + MathF.Exp(-score));
}
