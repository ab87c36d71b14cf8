using System.ComponentModel;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Fitted clusters. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
/// <typeparam name="TLabel">The label's type, which is not looked at.</typeparam>
public abstract class ClusteringModel<TModel, TRow, TInput, TLabel> : Model<TModel, TRow, TInput, TLabel, ClusterAssignment, ClusterMetrics, ClusteringTask<TLabel>>
    where TModel : ClusteringModel<TModel, TRow, TInput, TLabel>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TInput : struct
{
    // All pairs of rows are looked at.
    private const int MostRows = 2_000;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ClusteringModel(ModelState<TInput> state) : base(state)
    {
    }

    /// <summary>The number of clusters.</summary>
    public int Clusters => Labels.Classes;

    /// <summary>
    /// How much nearer validation rows are to their own cluster than to the next one: the mean silhouette, from −1 to 1, of at most 2,000 rows, drawn by the options' seed; its interval over rows, or groups.
    /// </summary>
    /// <param name="validation">The rows.</param>
    /// <param name="options">Resamples, level, seed and threads.</param>
    /// <exception cref="EvaluationException">There are no rows, or all weigh nothing.</exception>
    /// <exception cref="ArgumentException">A row cannot be predicted.</exception>
    public Metric Silhouette(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        options ??= EvaluationOptions.Default;
        var (batch, _) = RowSample.Of(validation.Batches(CancellationToken.None), validation.Count, MostRows, options.Seed);
        int width = Plan.Width;
        float[] rows = new float[batch.Count * width], weights = new float[batch.Count];
        var clusters = new int[batch.Count];
        var sink = new SparseSink(width);
        for (int i = 0; i < batch.Count; i++)
        {
            TInput input = TRow.InputOf(batch.Rows[i]);
            clusters[i] = Predict(in input).Cluster;
            sink.Clear();
            Features.Write(in input, ref sink);
            for (int entry = 0; entry < sink.Count; entry++) rows[(i * width) + sink.Positions[entry]] += sink.Values[entry];
            weights[i] = TRow.WeightOf(batch.Rows[i]);
        }
        return Mean([.. batch.Rows], Silhouettes.Of(rows, width, clusters, Clusters, weights, options.Workers), options);
    }

    /// <summary>
    /// How likely a mixture of Gaussians thinks validation rows: the mean logarithm of their densities, in nats, of the features as columns learned to scale them; its interval over rows, or groups. Rows that are unlike
    /// the training rows have a low one. Compare models of the same features only.
    /// </summary>
    /// <param name="validation">The rows.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <exception cref="NotSupportedException">The clusters are not those of a mixture: others have no densities.</exception>
    /// <exception cref="EvaluationException">There are no rows, or all weigh nothing.</exception>
    /// <exception cref="ArgumentException">A row cannot be predicted.</exception>
    public Metric LogLikelihood(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (Predictor is not MixturePredictor) throw new NotSupportedException($"{Card.Trainer} has no densities that a log-likelihood could be of; declare [GaussianMixture], or ask for Silhouette");
        var rows = new List<TRow>();
        var logs = new List<double>();
        var scores = new float[Clusters];
        foreach (RowBatch<TRow> batch in validation.Batches(CancellationToken.None))
        {
            foreach (TRow row in batch.Rows)
            {
                ScoresOf(TRow.InputOf(row), scores);
                double largest = scores.Max(), sum = 0;
                foreach (float score in scores) sum += Math.Exp(score - largest);
                rows.Add(row);
                logs.Add(largest + Math.Log(sum));
            }
        }
        return Mean(rows, [.. logs], options ?? EvaluationOptions.Default);
    }

    private static Metric Mean(List<TRow> rows, double[] values, EvaluationOptions options)
    {
        var means = new ResampledMeans(1, options);
        ResampledMeans.Part part = means.NewPart();
        bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        for (int i = 0; i < values.Length; i++)
        {
            part.Values[0] = values[i];
            part.Add(isGrouped ? TRow.GroupOf(rows[i]) : (ulong)i, TRow.WeightOf(rows[i]));
        }
        means.Add(part);
        return means.Finish("validation")[0];
    }

    /// <summary>
    /// How much the clusters depend on which rows they were found in: halves of the training rows are drawn, clusters found in each, columns learned anew, and all rows assigned; the adjusted Rand index says how like those the clusters of
    /// all rows are. Clusters that are there stay; a number of clusters that the rows do not have shows as a low index.
    /// </summary>
    /// <remarks>Hennig (2007), "Cluster-wise assessment of cluster stability", with halves in the place of bootstrap samples, and the adjusted Rand index.</remarks>
    /// <param name="train">The training rows.</param>
    /// <param name="trainer">The trainer with its options; null for what the model's declaration says.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <param name="resamples">How many halves are drawn, at least 2.</param>
    /// <param name="seed">Another seed draws other halves.</param>
    /// <exception cref="TrainingException">A half cannot be learned from.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two resamples.</exception>
    public static ClusterStability Stability(TrainSet<TRow> train, TrainerOptions? trainer = null, TrainingControl? control = null, int resamples = 20, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        control = (control ?? new()) with { IsPart = true };
        FittedTask task = TaskOf(TModel.Definition);
        trainer ??= TModel.Definition.Trainer;
        task.Check(trainer);
        var encoder = new Encoder<TRow, TInput, GeneratedRows<TRow, TInput>>(default, train.Batches, control);
        int[] all = Assigned(encoder);
        double[] indexes = [.. Enumerable.Range(0, resamples).Select(resample =>
        {
            ulong stream = EvaluationRandom.Stream(seed, resample);
            return ClusterComparison.AdjustedRand(all, Assigned(encoder.Where((_, number) => (EvaluationRandom.At(stream, (ulong)number) & 1) == 0)));
        })];
        return new ClusterStability(Bootstrap.Interval(indexes.Average(), [.. indexes], EvaluationOptions.Default.Level), indexes);

        int[] Assigned(Encoder<TRow, TInput, GeneratedRows<TRow, TInput>> taught)
        {
            Fitted<TInput> fitted = taught.Fit(task, new ClusterCodes<TLabel>([]), static row => TRow.LabelOf(row), trainer, control);
            int clusters = fitted.Trained.Predictor.Outputs;
            float[] scores = encoder.Score(fitted.Learned, fitted.Trained.Predictor, static _ => 0).Scores;
            return [.. Enumerable.Range(0, scores.Length / clusters).Select(row => fitted.Outcome.ClassOf(scores.AsSpan(row * clusters, clusters)))];
        }
    }
}
