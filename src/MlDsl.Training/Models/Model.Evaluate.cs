namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>How the model does on the validation rows; as often as you like.</summary>
    /// <remarks>Rows are read once and scored on as many threads as <paramref name="options"/> says; nothing of an input is kept.</remarks>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public TMetrics Evaluate(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        TMetrics metrics = Measure(team => validation.Batches(CancellationToken.None, team), validation.Count, "validation", options);
        Record(new EvaluationRecord("validation", metrics.Rows, 0, metrics.Named));
        TrackedModels.Evaluated(Card, TRow.Schema, new RunData("validation", TRow.Schema.Name, validation.Count, $"{validation.Fingerprint}"), metrics, times: 0);
        return metrics;
    }

    /// <summary>How the finished model does on the test rows: once, because a test set that choices were made by measures nothing.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public Assessment<TMetrics> Assess(TestSet<TRow> test, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        TMetrics metrics = Measure(team => test.Batches(CancellationToken.None, team), test.Count, "test", options);
        int times = test.CountAssessment();
        Record(new EvaluationRecord("test", metrics.Rows, times, metrics.Named));
        TrackedModels.Evaluated(Card, TRow.Schema, new RunData("test", TRow.Schema.Name, test.Count, $"{test.Fingerprint}"), metrics, times);
        return new Assessment<TMetrics>(metrics, metrics.Rows, times, test.DuplicateRows);
    }

    /// <summary>How much the task's loss on the validation rows grows when a column is shuffled, largest first.</summary>
    /// <remarks>Reads the rows once and holds an input for each of at most <see cref="PermutationImportanceOptions.MaxRows"/> of them.</remarks>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public IReadOnlyList<ColumnImportance> Importance(ValidationSet<TRow> validation, PermutationImportanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        options ??= PermutationImportanceOptions.Default;
        var (inputs, batch) = Sample(validation, options);
        using Team team = Team.OfAll();
        return PermutationImportance.MeasureArrays(
            [.. TRow.Schema.Inputs.Select(static c => c.Name)],
            inputs.Length,
            outputs,
            (column, permutation, predictions) => Permuted(team, inputs, column, permutation, predictions),
            predictions => TTask.Loss(new ScoredRows { Outputs = outputs, Predictions = predictions, Labels = batch.Labels, Rows = new() { Weights = batch.Weights, Groups = batch.Groups } }),
            options);
    }

    /// <summary>The rows of one side with their predictions.</summary>
    private protected ScoredSide Scored(Func<Team, IEnumerable<RowBatch<TRow>>> batches, long rows, string side, EvaluationOptions options)
    {
        var scored = new ScoredSide(outputs, TTask.KeepsShort, side, TRow.Schema, rows);
        var control = new TrainingControl { Threads = options.Threads };
        foreach (ScoredBatch batch in Waves.Map(team => TTask.Check(batches(team), state.Outcome, side), control, (batch, _) => Keep(Score(batch)))) scored.Add(batch);
        return scored;
    }

    private TMetrics Measure(Func<Team, IEnumerable<RowBatch<TRow>>> batches, long rows, string side, EvaluationOptions? options)
    {
        EvaluationOptions chosen = options ?? EvaluationOptions.Default;
        ScoredSide scored = Scored(batches, rows, side, chosen);
        return TTask.KeepsShort ? TTask.Measure(scored.Kept, state.Outcome, chosen) : TTask.Measure(scored.Rows, state.Outcome, options);
    }

    private ScoredBatch Keep(ScoredBatch batch)
    {
        // A label that the model does not know is refused when the batch's turn comes.
        if (!TTask.KeepsShort || batch.UnknownLabel is not null) return batch;
        batch.Kept = new ulong[batch.Count];
        for (int i = 0; i < batch.Count; i++) batch.Kept[i] = TTask.Keep(batch.Labels[i], batch.Predictions.AsSpan(i * outputs, outputs));
        return batch;
    }

    private ScoredBatch Score(RowBatch<TRow> batch)
    {
        var scored = new ScoredBatch(batch.Count, outputs, TRow.Schema) { Ends = state.Outcome.HasQuantiles ? new ulong[batch.Count] : [] };
        for (int i = 0; i < batch.Count; i++)
        {
            TRow row = batch.Rows[i];
            TInput input = TRow.InputOf(row);
            scored.Labels[i] = Labels.Encode(TRow.LabelOf(row));
            if (float.IsNaN(scored.Labels[i]) && Labels.Classes > 0) scored.UnknownLabel ??= (i, $"{TRow.LabelOf(row)}", Labels.Names);
            Outputs(in input, scored.Predictions.AsSpan(i * outputs, outputs), scored.Ends.Length > 0 ? scored.Ends.AsSpan(i, 1) : default);
            if (scored.Weights.Length > 0) scored.Weights[i] = TRow.WeightOf(row);
            if (scored.Groups.Length > 0) scored.Groups[i] = TRow.GroupOf(row);
            for (int k = 0; k < scored.Sensitive.Length; k++) scored.Sensitive[k][i] = TRow.SensitiveOf(row, k);
        }
        return scored;
    }

    private void Permuted(Team team, TInput[] inputs, int column, int[] permutation, float[] predictions)
    {
        const int AtOnce = 4096;
        IEnumerable<int> parts = Enumerable.Range(0, (inputs.Length + AtOnce - 1) / AtOnce);
        foreach (int _ in team.Map(parts, Predict, CancellationToken.None))
        {
            // The parts write where they belong.
        }

        int Predict(int part, int thread)
        {
            int end = Math.Min((part + 1) * AtOnce, inputs.Length);
            for (int i = part * AtOnce; i < end; i++)
            {
                TInput input = TRow.WithColumn(in inputs[i], in inputs[permutation[i]], column);
                Outputs(in input, predictions.AsSpan(i * outputs, outputs));
            }
            return part;
        }
    }

    private (TInput[] Inputs, ScoredBatch Batch) Sample(ValidationSet<TRow> validation, PermutationImportanceOptions options)
    {
        IEnumerable<RowBatch<TRow>> Rows() => TTask.Check(validation.Batches(CancellationToken.None), state.Outcome, "validation");
        var (rows, places) = TTask.ComparesWithinGroups
            ? GroupSample.Of(Rows, static row => TRow.GroupOf(row), options.MaxRows, options.Seed)
            : RowSample.Of(Rows(), validation.Count, options.MaxRows, options.Seed);
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
