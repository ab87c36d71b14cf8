namespace MlDsl.Training;

/// <summary>Rows by name with their labels, as a model scores them: what its metrics are measured on, and compared row by row.</summary>
/// <remarks>Sensitive columns are no slices here: a table by name has them only where they are features.</remarks>
internal sealed class NamedScores
{
    private readonly ModelParts parts;
    private readonly ScoredSide side;

    /// <param name="parts">The model.</param>
    /// <param name="rows">Rows of its training table, each with its label.</param>
    /// <param name="name">What messages call the rows.</param>
    /// <param name="cancellation">Asked before each batch.</param>
    /// <exception cref="ArgumentException">A row has no label, or a value that cannot be predicted; the message names row and column.</exception>
    /// <exception cref="EvaluationException">A label is none that the model knows.</exception>
    public NamedScores(ModelParts parts, IEnumerable<DynamicRow> rows, string name, CancellationToken cancellation)
    {
        this.parts = parts;
        var held = new HeldRows(parts.Plan, rows, cancellation);
        if (held.Count == 0) throw new EvaluationException($"There are no {name} rows to evaluate '{parts.Card.Name}' on");
        Count = held.Count;
        Fingerprint = held.Fingerprint;
        var roles = new NamedRows(held.Table);
        Func<DynamicRow, float> codeOf = new NamedLabels(held, roles, DynamicDefinition.Of(parts)).CodeOf(parts.Outcome);
        DatasetSchema schema = parts.Plan.Schema;
        var without = new DatasetSchema(schema.Name, [.. schema.Columns.Where(static c => c.Role != ColumnRole.Sensitive)], []);
        side = new ScoredSide(Outputs, isShort: false, name, without, Count);
        foreach (RowBatch<DynamicRow> batch in held.Batches(cancellation)) side.Add(Score(batch, without, codeOf, roles));
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>What tells these rows from others.</summary>
    public DataFingerprint Fingerprint { get; }

    /// <summary>The rows with their predictions; the labels are those of the model's own codes.</summary>
    public ScoredRows Rows => side.Rows;

    private int Outputs => parts.Outcome.Outputs(parts.Predictor.Outputs);

    /// <summary>The metrics of the model's task, with their intervals.</summary>
    /// <exception cref="EvaluationException">The rows cannot be measured.</exception>
    public IReadOnlyList<NamedMetric> Measure(EvaluationOptions options)
    {
        ScoredRows rows = Rows;
        return parts.Card.Task switch
        {
            nameof(Regression) => Regression.Measure(in rows, parts.Outcome, options).Named,
            nameof(BinaryClassification) => BinaryClassification.Measure(in rows, parts.Outcome, options).Named,
            nameof(MulticlassClassification) => MulticlassTask<string>.Measure(in rows, parts.Outcome, options).Named,
            // Any other was refused with its labels.
            _ => Ranking.Measure(in rows, parts.Outcome, options).Named,
        };
    }

    private ScoredBatch Score(RowBatch<DynamicRow> batch, DatasetSchema schema, Func<DynamicRow, float> codeOf, NamedRows roles)
    {
        int outputs = Outputs, width = parts.Predictor.Outputs;
        DynamicRow[] rows = batch.Rows[..batch.Count].ToArray();
        float[] scores = parts.Score(rows.Select(static row => row.Values));
        var scored = new ScoredBatch(batch.Count, outputs, schema) { Ends = parts.Outcome.HasQuantiles ? new ulong[batch.Count] : [] };
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> own = scores.AsSpan(i * width, width);
            parts.Outcome.Apply(own, scored.Predictions.AsSpan(i * outputs, outputs));
            scored.Labels[i] = codeOf(rows[i]);
            if (float.IsNaN(scored.Labels[i]) && parts.Outcome.ClassNames.Count > 0) scored.UnknownLabel ??= (i, NamedLabels.Said(rows[i]), parts.Outcome.ClassNames);
            if (scored.Weights.Length > 0) scored.Weights[i] = roles.WeightOf(rows[i]);
            if (scored.Groups.Length > 0) scored.Groups[i] = roles.GroupOf(rows[i]);
            if (scored.Ends.Length > 0 && parts.Outcome.IntervalOf(own) is var (_, low, high)) scored.Ends[i] = KeptRows.Pack(low, high);
        }
        return scored;
    }
}
