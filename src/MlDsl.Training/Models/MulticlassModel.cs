using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>A fitted classifier of several classes. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
public abstract class MulticlassModel<TModel, TRow, TLabel, TInput>
    : LinearModel<TModel, TRow, TInput, MulticlassMetrics>
    where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TLabel : notnull
    where TInput : struct
{
    // More classes than this take their scores from the array pool instead of the stack.
    private const int MostOnStack = 128;

    private readonly IFeatureMap<TInput> learned;
    private readonly ClassList<TLabel> classes;
    private readonly float[] weights;
    private readonly float[] intercepts;

    /// <summary>Called by generated code.</summary>
    protected MulticlassModel(ModelState<TInput> state) : base(state)
    {
        learned = state.Learned;
        classes = ClassList<TLabel>.Named(state.Card.Classes, state.Card.Baseline);
        (weights, intercepts) = ByPosition(state.Weights, classes.Classes.Length);
    }

    /// <summary>The classes, in the order of the probabilities: texts in ordinal order, enums and integers in that of their values.</summary>
    public ReadOnlySpan<TLabel> Classes => classes.Classes;

    /// <summary>Fits a model to the training rows. The same rows give the same model, whatever the number of threads.</summary>
    /// <param name="train">The rows to learn from: <see cref="Split{TRow}.Train"/>, or <see cref="Split{TRow}.Development"/> for the final model.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <param name="parent">The model that this one replaces, for its card.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    public static TModel Fit(TrainSet<TRow> train, TrainingControl? control = null, TModel? parent = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        control ??= new();
        var classes = ClassList<TLabel>.Of(train, control.Cancellation);
        var (lesson, weights) = Classifier<TRow, TInput>.Train(
            train, row => classes.IndexOf(TRow.LabelOf(row)), classes.Classes.Length, TModel.Definition.Options, control);
        return TModel.Create(new ModelState<TInput>(lesson.Learned, weights, NewCard(train, classes.Names, classes.Shares, Link.Softmax, parent)));
    }

    /// <summary>The most probable class of one input.</summary>
    /// <exception cref="ArgumentException">A value of the input is not finite, or missing where the training rows had no stand-in; the message names the column.</exception>
    public TLabel Predict(in TInput input)
    {
        if (intercepts.Length > MostOnStack)
        {
            float[] rented = System.Buffers.ArrayPool<float>.Shared.Rent(intercepts.Length);
            Span<float> scores = rented.AsSpan(0, intercepts.Length);
            Scores(in input, scores);
            TLabel label = classes.Classes[TensorPrimitives.IndexOfMax(scores)];
            System.Buffers.ArrayPool<float>.Shared.Return(rented);
            return label;
        }
        Span<float> few = stackalloc float[intercepts.Length];
        Scores(in input, few);
        return classes.Classes[TensorPrimitives.IndexOfMax(few)];
    }

    /// <summary>The probability of every class for one input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="probabilities">Where the probabilities go: as long as <see cref="Classes"/>. The result reads from it.</param>
    /// <exception cref="ArgumentException">The length differs, or the input cannot be predicted.</exception>
    public ClassScores<TLabel> Predict(in TInput input, Span<float> probabilities)
    {
        if (probabilities.Length != intercepts.Length)
            throw new ArgumentException($"{intercepts.Length} classes need room for {intercepts.Length} probabilities, not {probabilities.Length}", nameof(probabilities));
        Scores(in input, probabilities);
        Softmax(probabilities);
        return new ClassScores<TLabel>(classes.Classes, probabilities);
    }

    /// <summary>The most probable class of many inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="labels">Where the classes go: as long as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void Predict(ReadOnlySpan<TInput> inputs, Span<TLabel> labels)
    {
        Lengths.Check(inputs.Length, labels.Length);
        for (int i = 0; i < inputs.Length; i++) labels[i] = Predict(in inputs[i]);
    }

    /// <summary>The probability of every class for many inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="probabilities">Where the probabilities go, row-major: inputs × <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void PredictProbabilities(ReadOnlySpan<TInput> inputs, Span<float> probabilities)
    {
        Lengths.Check(checked(inputs.Length * intercepts.Length), probabilities.Length);
        for (int i = 0; i < inputs.Length; i++) Predict(in inputs[i], probabilities.Slice(i * intercepts.Length, intercepts.Length));
    }

    /// <summary>How much the log-loss on the validation rows grows when a column is shuffled, largest first.</summary>
    public IReadOnlyList<ColumnImportance> Importance(ValidationSet<TRow> validation, PermutationImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var rows = Read(validation.Batches(CancellationToken.None), "validation");
        int[] labels = Indexes(rows);
        float[] rowWeights = rows.Rows.Weights.ToArray();
        var inputs = new TInput[rows.Count];
        return PermutationImportance.Measure(
            InputNames,
            rows.Count,
            intercepts.Length,
            (column, permutation, predictions) =>
            {
                rows.Permute(column, permutation, inputs);
                PredictProbabilities(inputs, predictions);
            },
            predictions => Losses.LogLoss(labels, predictions, intercepts.Length, rowWeights),
            options);
    }

    /// <summary>Fits and evaluates one model per fold.</summary>
    public static CrossValidation<MulticlassMetrics> CrossValidate(Folds<TRow> folds, TrainingControl? control = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return new CrossValidation<MulticlassMetrics>([.. folds.Select(fold => Fit(fold.Train, control).Evaluate(fold.Validation, options))]);
    }

    private protected override MulticlassMetrics Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options)
    {
        var rows = Read(batches, side);
        var probabilities = new float[checked(rows.Count * intercepts.Length)];
        PredictProbabilities(CollectionsMarshal.AsSpan(rows.Inputs), probabilities);
        return MulticlassEvaluator.Evaluate(Indexes(rows), probabilities, classes.Names, rows.Rows, classes.Shares, options);
    }

    private int[] Indexes(EvaluatedRows<TRow, TInput, TLabel> rows)
    {
        var indexes = new int[rows.Count];
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = classes.IndexOf(rows.Labels[i]);
            if (indexes[i] < 0)
                throw new EvaluationException(
                    $"Row {i + 1} of the {rows.Side} side is of the class '{rows.Labels[i]}', which no training row had; the model knows {string.Join(", ", classes.Names)}");
        }
        return indexes;
    }

    private unsafe void Scores(in TInput input, Span<float> scores)
    {
        intercepts.CopyTo(scores);
        fixed (float* sums = scores)
        {
            var sink = new MultiLinearSink(weights, sums, scores.Length);
            TRow.WriteFeatures(in input, learned, ref sink);
        }
        if (!float.IsFinite(TensorPrimitives.Sum(scores))) throw NotFinite(in input, learned);
    }

    // Softmax with the largest score taken away first, so that no exponential overflows.
    private static void Softmax(Span<float> scores)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), scores);
        TensorPrimitives.SoftMax(scores, scores);
    }

    // Position-major, so that one feature's weights for all classes lie together. Two classes were trained with one output, whose
    // score is that of the second class over the first.
    private static (float[] Weights, float[] Intercepts) ByPosition(LinearWeights trained, int classes)
    {
        var weights = new float[trained.Width * classes];
        var intercepts = new float[classes];
        int first = classes - trained.Outputs;
        for (int output = 0; output < trained.Outputs; output++)
        {
            intercepts[first + output] = trained.Biases[output];
            ReadOnlySpan<float> row = trained.Row(output);
            for (int position = 0; position < row.Length; position++) weights[(position * classes) + first + output] = row[position];
        }
        return (weights, intercepts);
    }

    private static EvaluatedRows<TRow, TInput, TLabel> Read(IEnumerable<RowBatch<TRow>> batches, string side) =>
        EvaluatedRows<TRow, TInput, TLabel>.Read(batches, side);
}
