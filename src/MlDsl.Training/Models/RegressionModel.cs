using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>A fitted regression model. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
public abstract class RegressionModel<TModel, TRow, TInput>
    : LinearModel<TModel, TRow, TInput, RegressionMetrics>
    where TModel : RegressionModel<TModel, TRow, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
    where TInput : struct
{
    private readonly IFeatureMap<TInput> learned;
    private readonly float[] weights;
    private readonly float intercept;
    private readonly bool isLogLink;

    /// <summary>Called by generated code.</summary>
    protected RegressionModel(ModelState<TInput> state) : base(state)
    {
        learned = state.Learned;
        weights = state.Weights.Weights.ToArray();
        intercept = state.Weights.Biases[0];
        isLogLink = state.Card.Link == Link.Log;
    }

    /// <summary>Fits a model to the training rows. The same rows give the same model, whatever the number of threads.</summary>
    /// <param name="train">The rows to learn from: <see cref="Split{TRow}.Train"/>, or <see cref="Split{TRow}.Development"/> for the final model.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <param name="parent">The model that this one replaces, for its card.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    public static TModel Fit(TrainSet<TRow> train, TrainingControl? control = null, TModel? parent = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        control ??= new();
        var lesson = Encoder<TRow, TInput>.Learn(train, TRow.LabelOf, control);
        IDesign design = Encoder<TRow, TInput>.Design(train, lesson, TRow.LabelOf, control);
        LinearWeights weights = FitMemory.Train(lesson.Learned.Columns, 1, () => TModel.Definition.Options switch
        {
            PoissonRegressionOptions poisson => PoissonRegressionTrainer.Train(design, poisson, control),
            var options => LinearRegressionTrainer.Train(design, (LinearRegressionOptions)options, control),
        });
        Link link = TModel.Definition.Options is PoissonRegressionOptions ? Link.Log : Link.Identity;
        return TModel.Create(new ModelState<TInput>(lesson.Learned, weights, NewCard(train, [], [lesson.TargetMean], link, parent)));
    }

    /// <summary>The prediction for one input.</summary>
    /// <exception cref="ArgumentException">
    /// A value of the input is not finite, or missing where the training rows had no stand-in, or lies so far from the training rows that
    /// the prediction is beyond what a float holds; the message names the column.
    /// </exception>
    public float Predict(in TInput input)
    {
        float score = LinearScore(in input, learned, weights, intercept);
        if (!isLogLink) return score;
        float mean = MathF.Exp(score);
        return float.IsFinite(mean) ? mean : throw Beyond(in input, learned, weights, score);
    }

    /// <summary>The predictions for many inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="predictions">Where the predictions go: as long as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void Predict(ReadOnlySpan<TInput> inputs, Span<float> predictions)
    {
        Lengths.Check(inputs.Length, predictions.Length);
        for (int i = 0; i < inputs.Length; i++) predictions[i] = Predict(in inputs[i]);
    }

    /// <summary>How much the root-mean-square error on the validation rows grows when a column is shuffled, largest first.</summary>
    public IReadOnlyList<ColumnImportance> Importance(ValidationSet<TRow> validation, PermutationImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var rows = Read(validation.Batches(CancellationToken.None), "validation");
        float[] labels = [.. rows.Labels];
        float[] rowWeights = rows.Rows.Weights.ToArray();
        var inputs = new TInput[rows.Count];
        return PermutationImportance.Measure(
            InputNames,
            rows.Count,
            1,
            (column, permutation, predictions) =>
            {
                rows.Permute(column, permutation, inputs);
                Predict(inputs, predictions);
            },
            predictions => Losses.Rmse(labels, predictions, rowWeights),
            options);
    }

    /// <summary>Fits and evaluates one model per fold.</summary>
    public static CrossValidation<RegressionMetrics> CrossValidate(Folds<TRow> folds, TrainingControl? control = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return new CrossValidation<RegressionMetrics>([.. folds.Select(fold => Fit(fold.Train, control).Evaluate(fold.Validation, options))]);
    }

    private protected override RegressionMetrics Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options)
    {
        var rows = Read(batches, side);
        var predictions = new float[rows.Count];
        Predict(CollectionsMarshal.AsSpan(rows.Inputs), predictions);
        return RegressionEvaluator.Evaluate(CollectionsMarshal.AsSpan(rows.Labels), predictions, rows.Rows, Card.Baseline[0], options);
    }

    private static EvaluatedRows<TRow, TInput, float> Read(IEnumerable<RowBatch<TRow>> batches, string side) =>
        EvaluatedRows<TRow, TInput, float>.Read(batches, side);
}
