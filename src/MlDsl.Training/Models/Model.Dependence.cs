namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>What the model predicts on average over validation rows when a column has one value or another in every row.</summary>
    /// <remarks>
    /// Friedman (2001), "Greedy Function Approximation", 8.2. All features that are made of the column move together; other columns stay as they
    /// are, so that where two depend on each other rows are asked for that there are not. Intervals are over the rows, of one sample for all values.
    /// </remarks>
    /// <param name="validation">The rows.</param>
    /// <param name="column">The column, by its name or its property's: one that is an input.</param>
    /// <param name="options">Values, rows and intervals; <see cref="PartialDependenceOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentException">There is no such input, or it holds vectors.</exception>
    /// <exception cref="EvaluationException">There are no rows.</exception>
    public PartialDependence Dependence(ValidationSet<TRow> validation, string column, PartialDependenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Dependence(validation.Batches(CancellationToken.None), validation.Count, "validation", column, options ?? PartialDependenceOptions.Default);
    }

    /// <inheritdoc cref="Dependence(ValidationSet{TRow}, string, PartialDependenceOptions)"/>
    /// <summary>The same over training rows.</summary>
    public PartialDependence Dependence(TrainSet<TRow> train, string column, PartialDependenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Dependence(train.Batches(CancellationToken.None), train.Count, "training", column, options ?? PartialDependenceOptions.Default);
    }

    private PartialDependence Dependence(IEnumerable<RowBatch<TRow>> batches, long count, string side, string column, PartialDependenceOptions options)
    {
        IReadOnlyList<ColumnSchema> columns = TRow.Schema.Inputs;
        int index = columns.ToList().FindIndex(c => c.Name == column || c.Member == column);
        if (index < 0) throw new ArgumentException($"'{TRow.Schema.Name}' has no input '{column}'; it has {string.Join(", ", columns.Select(static c => c.Name))}", nameof(column));
        RowBatch<TRow> rows = RowSample.Of(batches, count, options.MaxRows, options.Intervals.Seed).Rows;
        TInput[] inputs = [.. rows.Rows.ToArray().Select(static row => TRow.InputOf(row))];
        var grid = DependenceGrid.Of(columns[index].Name, [.. inputs.Select(input => InputValues.Of<TRow, TInput>(in input, index))], options.Points);
        var means = new ResampledMeans(grid.Count * outputs, options.Intervals);
        using var team = new Team(options.Intervals.Workers);
        const int AtOnce = 256;
        foreach (ResampledMeans.Part part in team.Map(Enumerable.Range(0, (inputs.Length + AtOnce - 1) / AtOnce), Measure, CancellationToken.None)) means.Add(part);
        Metric[] found = means.Finish(side);
        return new PartialDependence(columns[index].Name, inputs.Length, [.. grid.Select((point, i) => new DependencePoint(point.Value, found[(i * outputs)..((i + 1) * outputs)]))]);

        ResampledMeans.Part Measure(int part, int worker)
        {
            ResampledMeans.Part sums = means.NewPart();
            var predictions = new float[outputs];
            for (int row = part * AtOnce; row < Math.Min((part + 1) * AtOnce, inputs.Length); row++)
            {
                for (int point = 0; point < grid.Count; point++)
                {
                    TInput input = TRow.WithColumn(in inputs[row], in inputs[grid[point].Row], index);
                    Outputs(in input, predictions);
                    for (int k = 0; k < predictions.Length; k++) sums.Values[(point * outputs) + k] = predictions[k];
                }
                sums.Add(KeyOf(rows.Rows[row], row), TRow.WeightOf(rows.Rows[row]));
            }
            return sums;
        }
    }
}
