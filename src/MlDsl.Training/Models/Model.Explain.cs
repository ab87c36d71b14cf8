using MlDsl.Columns;

namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    // A row of cells in double that is too long for the stack, once for each thread and model type.
    [ThreadStatic]
    private static double[]? explained;

    private Attribution? attribution;

    /// <summary>The columns and feature methods that <see cref="Explain"/> tells contributions of, in their order.</summary>
    /// <exception cref="NotSupportedException">The predictor tells no contributions.</exception>
    public IReadOnlyList<string> ExplainedColumns => Attribution.Columns;

    /// <summary>Each score that contributions start from. With them it sums to the score.</summary>
    /// <exception cref="NotSupportedException">The predictor tells no contributions.</exception>
    public ReadOnlySpan<double> ExpectedScores => Attribution.Expected;

    /// <summary>What <see cref="ExpectedScores"/> are the scores of.</summary>
    /// <exception cref="NotSupportedException">The predictor tells no contributions.</exception>
    public ExplanationBase ExplanationBase => Attribution.Base;

    private Attribution Attribution => Volatile.Read(ref attribution) ?? Laid();

    /// <summary>
    /// What each column contributes to the score of one input, before the link: its features' Shapley values, summed. They and
    /// <see cref="ExpectedScores"/> sum to the score, up to the rounding of its own sums. Allocates nothing.
    /// </summary>
    /// <remarks>
    /// Of a linear model w·(x − mean over the training rows); of trees path-dependent values, as LightGBM's own are; of deviations the values of their largest, or their shares in the
    /// sum of squares. A contribution says what the
    /// model does with a column, not what the column does in the world; of two columns that tell the same, either may have all of it. What a
    /// feature method takes is its own.
    /// </remarks>
    /// <param name="input">The input.</param>
    /// <param name="contributions">
    /// Where they go: for each of the predictor's scores one contribution for each of <see cref="ExplainedColumns"/>, score by score. A classifier of two
    /// classes has one score, the log-odds of the positive one; of several, one a class. Where an interval lies between quantiles only the score of
    /// the prediction is explained.
    /// </param>
    /// <exception cref="ArgumentException">The length differs, or the input cannot be predicted; the message names the column.</exception>
    /// <exception cref="NotSupportedException">The predictor tells no contributions.</exception>
    public void Explain(in TInput input, Span<double> contributions)
    {
        Attribution of = Attribution;
        int columns = of.Columns.Count, scores = of.Expected.Length;
        if (contributions.Length != (long)scores * columns)
            throw new ArgumentException($"{scores} scores of {columns} columns need room for {(long)scores * columns} contributions, not {contributions.Length}", nameof(contributions));
        switch (of)
        {
            case LinearAttribution linear: ExplainLinear(in input, linear, contributions); break;
            case DeviationAttribution deviations: ExplainDeviations(in input, deviations, contributions); break;
            default: ExplainTrees(in input, (TreeAttribution)of, contributions); break;
        }
        for (int score = 0; score < scores; score++)
        {
            double sum = of.Expected[score];
            foreach (double contribution in contributions.Slice(score * columns, columns)) sum += contribution;
            if (!state.Outcome.Admits((float)sum)) throw Refused(in input, (float)sum);
        }
    }

    private unsafe void ExplainLinear(in TInput input, LinearAttribution linear, Span<double> contributions)
    {
        linear.Start.CopyTo(contributions);
        fixed (double* first = contributions)
        {
            LinearAttribution.Sink sink = linear.NewSink(first);
            TRow.WriteFeatures(in input, state.Features, ref sink);
        }
    }

    private void ExplainTrees(in TInput input, TreeAttribution trees, Span<double> contributions)
    {
        Span<float> few = stackalloc float[MostCellsOnStack], cells = CellsOf(in input, trees.Trees, few);
        Span<double> row = cells.Length <= MostCellsOnStack ? stackalloc double[MostCellsOnStack] : explained is { } own && own.Length >= cells.Length ? own : explained = new double[cells.Length];
        row = row[..cells.Length];
        for (int i = 0; i < row.Length; i++) row[i] = cells[i];
        trees.Explain(row, contributions);
    }

    private void ExplainDeviations(in TInput input, DeviationAttribution deviations, Span<double> contributions)
    {
        SparseSink row = EntriesOf(in input);
        deviations.Explain(row.Positions, row.Values, contributions);
        if (double.IsNaN(contributions[0])) throw Refused(in input, float.NaN);
    }

    /// <summary>The mean size of every column's contribution over validation rows, largest first, with intervals over rows or groups.</summary>
    /// <remarks>Reads the rows once on as many threads as <paramref name="options"/> says, and keeps nothing of them.</remarks>
    /// <exception cref="EvaluationException">There are no rows.</exception>
    /// <exception cref="NotSupportedException">The predictor tells no contributions.</exception>
    public IReadOnlyList<ColumnContribution> Contributions(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Contributions(team => validation.Batches(CancellationToken.None, team), "validation", options);
    }

    /// <inheritdoc cref="Contributions(ValidationSet{TRow}, EvaluationOptions)"/>
    /// <summary>The same over training rows: what the model was made of.</summary>
    public IReadOnlyList<ColumnContribution> Contributions(TrainSet<TRow> train, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Contributions(team => train.Batches(CancellationToken.None, team), "training", options);
    }

    private IReadOnlyList<ColumnContribution> Contributions(Func<Team, IEnumerable<RowBatch<TRow>>> batches, string side, EvaluationOptions? options)
    {
        options ??= EvaluationOptions.Default;
        IReadOnlyList<string> columns = ExplainedColumns;
        int scores = Attribution.Expected.Length;
        var means = new ResampledMeans(columns.Count, options);
        foreach (ResampledMeans.Part part in Waves.Map(batches, new TrainingControl { Threads = options.Threads }, Measure)) means.Add(part);
        Metric[] sizes = means.Finish(side);
        return [.. columns.Select((column, i) => new ColumnContribution(column, sizes[i]) { Rows = (int)Math.Min(means.Rows, int.MaxValue) }).OrderByDescending(static c => c.Mean.Value)];

        ResampledMeans.Part Measure(RowBatch<TRow> batch, int worker)
        {
            ResampledMeans.Part part = means.NewPart();
            var contributions = new double[scores * columns.Count];
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                TInput input = TRow.InputOf(row);
                Explain(in input, contributions);
                Array.Clear(part.Values);
                for (int k = 0; k < contributions.Length; k++) part.Values[k % columns.Count] += Math.Abs(contributions[k]);
                part.Add(KeyOf(row, batch.Number(i)), TRow.WeightOf(row));
            }
            return part;
        }
    }

    // Rows of a group tell less than as many independent ones.
    private static ulong KeyOf(TRow row, long number) => TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group) ? TRow.GroupOf(row) : (ulong)number;

    private Attribution Laid()
    {
        Attribution made = Attribution.Of(state.Plan, state.Outcome.HasQuantiles ? QuantileScores.PointOf(state.Predictor) : state.Predictor);
        // Two threads may lay it out at once; either is right.
        return Interlocked.CompareExchange(ref attribution, made, null) ?? made;
    }
}
