using System.ComponentModel;
using MlDsl.Columns;

namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    // More scores than this come from the array pool instead of the stack.
    private const int MostOnStack = 128;

    // A row of cells up to 1 KiB lies on the stack; a longer one, once for each thread and model type.
    private const int MostCellsOnStack = 256;

    [ThreadStatic]
    private static float[]? cells;

    // The features of a row that are not taken one by one, once for each thread and model type.
    [ThreadStatic]
    private static SparseSink entries;

    private readonly int outputs;

    // The positions at which trees take NaN for a missing value, ascending.
    private readonly int[] mayMiss;

    /// <summary>The prediction for one input.</summary>
    /// <exception cref="ArgumentException">
    /// A value of the input is not finite, or missing where the training rows had no stand-in, or lies so far from the training rows that
    /// the prediction is beyond what a float holds; the message names the column.
    /// </exception>
    public virtual TPrediction Predict(in TInput input) => PredictByMap(in input);

    /// <summary>The predictions for many inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="predictions">Where the predictions go: as long as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void Predict(ReadOnlySpan<TInput> inputs, Span<TPrediction> predictions)
    {
        if (inputs.Length != predictions.Length)
            throw new ArgumentException($"{inputs.Length} inputs need room for {inputs.Length} predictions, not {predictions.Length}", nameof(predictions));
        for (int i = 0; i < inputs.Length; i++) predictions[i] = Predict(in inputs[i]);
    }

    void IScorer<TInput, TPrediction>.Run(in TInput input, out TPrediction output) => output = Predict(in input);

    void IScorer<TInput, TPrediction>.Run(ReadOnlySpan<TInput> inputs, Span<TPrediction> outputs) => Predict(inputs, outputs);

    ValueTask<TPrediction> IScorer<TInput, TPrediction>.RunAsync(TInput input, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<TPrediction>(cancellation) : ValueTask.FromResult(Predict(in input));

    /// <summary>The prediction by whatever predictor the model has. Generated code has a shorter way for a single linear score.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TPrediction PredictByMap(in TInput input)
    {
        int scores = state.Predictor.Outputs;
        if (scores <= MostOnStack)
        {
            Span<float> few = stackalloc float[scores];
            Score(in input, few);
            return TTask.Decide(few, Labels, state.Outcome);
        }
        float[] rented = System.Buffers.ArrayPool<float>.Shared.Rent(scores);
        try
        {
            Score(in input, rented.AsSpan(0, scores));
            return TTask.Decide(rented.AsSpan(0, scores), Labels, state.Outcome);
        }
        finally
        {
            System.Buffers.ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>The scores of one input, before what is made of them: for transformers of other libraries.</summary>
    /// <exception cref="ArgumentException">The input cannot be predicted; the message names the column.</exception>
    internal void ScoresOf(in TInput input, Span<float> scores) => Score(in input, scores);

    /// <summary>The means or probabilities of one input: behind the link.</summary>
    private protected void Outputs(in TInput input, Span<float> predictions) => Outputs(in input, predictions, default);

    /// <summary>The same, and both ends of the interval where it lies between quantiles and there is a place for them.</summary>
    private void Outputs(in TInput input, Span<float> predictions, Span<ulong> ends)
    {
        int scores = state.Predictor.Outputs;
        if (scores == predictions.Length)
        {
            Score(in input, predictions);
            state.Outcome.Apply(predictions, predictions);
            return;
        }
        // One score of two classes, or that of a prediction between two quantiles.
        Span<float> few = stackalloc float[scores];
        Score(in input, few);
        state.Outcome.Apply(few, predictions);
        if (ends.IsEmpty) return;
        Interval<float> interval = state.Outcome.IntervalOf(few);
        ends[0] = KeptRows.Pack(interval.Low, interval.High);
    }

    /// <summary>What is wrong with an input whose score no prediction can be made of. The slow way round, for the message: which feature it was.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArgumentException Refused(in TInput input, float score)
    {
        var sink = new RowSink();
        TRow.WriteFeatures(in input, state.Features, ref sink);
        if (sink.FirstNotFinite(mayMiss) is { } position)
            return new ArgumentException($"The feature '{state.Plan.FeatureNames[position]}' of the input is not a finite number", nameof(input));
        if (!float.IsFinite(score))
            return new ArgumentException("The input's values are so large that the score is not a finite number; clip the columns with Min and Max", nameof(input));
        // Not the largest float in its place: such a number is no prediction, and sums of it are infinite again.
        string most = state.Predictor is LinearPredictor { Outputs: 1 } linear && sink.MostWeighty(linear.Weights) is { } heaviest
            ? $", most of it from the feature '{state.Plan.FeatureNames[heaviest]}'"
            : "";
        return new ArgumentException(
            FormattableString.Invariant($"The prediction is the exponential of {score:G4}{most}, which is more than a float holds; ")
            + "the input is far from the training rows: clip the columns with Min and Max, or raise L2",
            nameof(input));
    }

    private unsafe void Score(in TInput input, Span<float> scores)
    {
        switch (state.Predictor)
        {
            case LinearPredictor linear:
                linear.Biases.CopyTo(scores);
                fixed (float* sums = scores)
                {
                    var sink = new MultiLinearSink(linear.ByPosition, sums, scores.Length);
                    TRow.WriteFeatures(in input, state.Features, ref sink);
                }
                break;
            case TreePredictor trees:
                ScoreTrees(in input, trees, scores);
                break;
            default:
                ScoreEntries(in input, scores);
                break;
        }
        if (state.Outcome.FirstRefused(scores) is >= 0 and var place) throw Refused(in input, scores[place]);
    }

    // The cells that are used are cleared below.
    [System.Runtime.CompilerServices.SkipLocalsInit]
    private void ScoreTrees(in TInput input, TreePredictor trees, Span<float> scores)
    {
        Span<float> few = stackalloc float[MostCellsOnStack];
        trees.ScoreCells(CellsOf(in input, trees, few), scores);
    }

    // Products of features want the whole row, each position once.
    private void ScoreEntries(in TInput input, Span<float> scores)
    {
        SparseSink row = EntriesOf(in input);
        state.Predictor.Score(new SparseRows([0, row.Count], row.Positions, row.Values), scores);
    }

    // Copied: a feature method of the user's may ask another model of the same type.
    private SparseSink EntriesOf(in TInput input)
    {
        SparseSink row = entries;
        row.Clear();
        TRow.WriteFeatures(in input, state.Features, ref row);
        return entries = row;
    }

    /// <summary>Features go straight into the cells that the trees test: into those that are given, where they suffice.</summary>
    /// <exception cref="ArgumentException">A feature is infinite, or NaN where none may be missing, whether trees test it or not.</exception>
    private unsafe Span<float> CellsOf(in TInput input, TreePredictor trees, Span<float> few)
    {
        int count = trees.Slots.Count;
        // A feature method of the user's may ask another model: the cells are the model type's own.
        Span<float> row = count <= few.Length ? few : cells is { } own && own.Length >= count ? own : cells = new float[count];
        row = row[..count];
        row.Clear();
        fixed (float* first = row)
        {
            var sink = new TreeSink(trees.Slots, mayMiss, first);
            TRow.WriteFeatures(in input, state.Features, ref sink);
            if (sink.IsRefused) throw Refused(in input, 0);
        }
        return row;
    }
}
