namespace MlDsl.Training;

// What the training rows were like, and rows that a service sees counted in the same cells.
public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> : ISampledModel<TInput, TPrediction>
{
    /// <summary>
    /// What the training rows were like, with which a service compares what it sees; null where <see cref="TrainingControl.Reference"/> was off, and of older files.
    /// </summary>
    public ReferenceProfile? Reference => state.Parts.Reference;

    /// <summary>The same model whose reference tells as well what it says of validation rows and how far off it is: what its scores are compared with in a service.</summary>
    /// <remarks>Scores of training rows would be those of rows that the model knows. Reads the rows once; the model's file and hash are others than before.</remarks>
    /// <param name="validation">The rows.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <exception cref="InvalidOperationException">The model has no reference.</exception>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public TModel WithReference(ValidationSet<TRow> validation, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (Reference is not { } reference)
            throw new InvalidOperationException($"The model '{Card.Name}' has no reference that validation rows could add to; fit it with {nameof(TrainingControl)}.{nameof(TrainingControl.Reference)} on");
        var profile = new ScoreProfile(state.Outcome, hasLoss: TTask.LearnsLabels && !TTask.ComparesWithinGroups);
        long rows = 0;
        foreach (ScoredBatch batch in Waves.Map(team => TTask.Check(validation.Batches(CancellationToken.None, team), state.Outcome, "validation"), control ?? new(), (batch, _) => Score(batch)))
        {
            batch.CheckLabels(row => rows + row, "validation");
            rows += batch.Count;
            for (int i = 0; i < batch.Count; i++) profile.Add(batch.Predictions.AsSpan(i * outputs, outputs), batch.Labels[i]);
        }
        if (rows == 0) throw new EvaluationException("There are no rows in the validation set to profile scores on");
        return TModel.Create(state.With(Evaluations).With(profile.AddTo(reference)));
    }

    ProfileCells? IObservedModel<TInput, TPrediction>.NewCells() => Reference is { } reference ? new ProfileCells(reference, TRow.Schema.Inputs) : null;

    void ISampledModel<TInput, TPrediction>.Write(ProfileBlock block, ProfileLayout layout, ReadOnlySpan<TInput> inputs) => Write(block, layout, inputs);

    private static void Write(ProfileBlock block, ProfileLayout layout, ReadOnlySpan<TInput> inputs)
    {
        for (int row = 0; row < inputs.Length; row++)
        {
            ProfiledRow written = layout.To(block, row);
            TRow.VisitInput(in inputs[row], ref written);
        }
    }

    long IObservedModel<TInput, TPrediction>.Count(ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TPrediction> outputs, Span<long> counts)
    {
        // What may throw comes before anything is counted.
        ProfileLayout layout = cells.Layout;
        ProfileBlock block = ProfileBlock.OfThread(layout);
        try
        {
            Write(block, layout, inputs);
            if (cells.HasScores)
            {
                TTask.Tell(outputs, Labels, block.SaidNames, block.SaidNumbers);
                cells.CountScores(block, outputs.Length, counts);
            }
            cells.CountRows(block, inputs.Length, counts);
            return inputs.Length;
        }
        finally
        {
            block.Forget(layout, inputs.Length);
        }
    }
}
