namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>How the model does on the validation rows; as often as you like.</summary>
    /// <remarks>Rows are read once and scored on as many threads as <paramref name="options"/> says; nothing of an input is kept.</remarks>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public TMetrics Evaluate(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        TMetrics metrics = Measure(validation.Batches(CancellationToken.None), "validation", options);
        Record(new EvaluationRecord("validation", metrics.Rows, 0, metrics.Named));
        return metrics;
    }

    /// <summary>How the finished model does on the test rows: once, because a test set that choices were made by measures nothing.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public Assessment<TMetrics> Assess(TestSet<TRow> test, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        TMetrics metrics = Measure(test.Batches(CancellationToken.None), "test", options);
        int times = test.CountAssessment();
        Record(new EvaluationRecord("test", metrics.Rows, times, metrics.Named));
        return new Assessment<TMetrics>(metrics, metrics.Rows, times, test.DuplicateRows);
    }

    /// <summary>How much the task's loss on the validation rows grows when a column is shuffled, largest first.</summary>
    /// <remarks>Holds an input for each of at most <see cref="PermutationImportanceOptions.MaxRows"/> rows.</remarks>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public IReadOnlyList<ColumnImportance> Importance(ValidationSet<TRow> validation, PermutationImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        options ??= PermutationImportanceOptions.Default;
        var (inputs, batch) = Sample(validation, options);
        var permuted = new TInput[inputs.Length];
        return PermutationImportance.Measure(
            [.. TRow.Schema.Inputs.Select(static c => c.Name)],
            inputs.Length,
            outputs,
            (column, permutation, predictions) =>
            {
                for (int i = 0; i < permuted.Length; i++) permuted[i] = TRow.WithColumn(in inputs[i], in inputs[permutation[i]], column);
                Outputs(permuted, predictions);
            },
            predictions => TTask.Loss(new ScoredRows { Outputs = outputs, Predictions = predictions, Labels = batch.Labels, Rows = new() { Weights = batch.Weights } }),
            options);
    }

    /// <summary>The rows of one side with their predictions.</summary>
    private protected ScoredSide Scored(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options)
    {
        var scored = new ScoredSide(outputs, side, TRow.Schema);
        var control = new TrainingControl { Threads = options?.Threads ?? 0 };
        foreach (ScoredBatch batch in Waves.Map(TTask.Check(batches, state.Outcome, side), control, (batch, _) => Score(batch))) scored.Add(batch);
        return scored;
    }

    private TMetrics Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options) =>
        TTask.Measure(Scored(batches, side, options).Rows, state.Outcome, options);

    private ScoredBatch Score(RowBatch<TRow> batch)
    {
        var scored = new ScoredBatch(batch.Count, outputs, TRow.Schema);
        for (int i = 0; i < batch.Count; i++)
        {
            TRow row = batch.Rows[i];
            TInput input = TRow.InputOf(row);
            scored.Labels[i] = Labels.Encode(TRow.LabelOf(row));
            if (float.IsNaN(scored.Labels[i]) && Labels.Classes > 0) scored.UnknownLabel ??= (i, $"{TRow.LabelOf(row)}", Labels.Names);
            Outputs(in input, scored.Predictions.AsSpan(i * outputs, outputs));
            if (scored.Weights.Length > 0) scored.Weights[i] = TRow.WeightOf(row);
            if (scored.Groups.Length > 0) scored.Groups[i] = TRow.GroupOf(row);
            for (int k = 0; k < scored.Sensitive.Length; k++) scored.Sensitive[k][i] = TRow.SensitiveOf(row, k);
        }
        return scored;
    }

    private void Outputs(TInput[] inputs, Span<float> predictions)
    {
        for (int i = 0; i < inputs.Length; i++) Outputs(in inputs[i], predictions.Slice(i * outputs, outputs));
    }

    private (TInput[] Inputs, ScoredBatch Batch) Sample(ValidationSet<TRow> validation, PermutationImportanceOptions options)
    {
        var (rows, places) = RowSample.Of(
            TTask.Check(validation.Batches(CancellationToken.None), state.Outcome, "validation"), validation.Count, options.MaxRows, options.Seed);
        if (rows.Count == 0) throw new EvaluationException("There are no rows in the validation set to measure importance on");
        ScoredBatch batch = Score(rows);
        batch.CheckLabels(row => places[row], "validation");
        var inputs = new TInput[rows.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = TRow.InputOf(rows.Rows[i]);
        return (inputs, batch);
    }

    private void Record(EvaluationRecord record)
    {
        EvaluationRecord[] before;
        do before = Volatile.Read(ref evaluations);
        while (Interlocked.CompareExchange(ref evaluations, [.. before, record], before) != before);
    }
}
