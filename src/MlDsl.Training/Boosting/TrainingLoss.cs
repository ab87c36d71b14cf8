namespace MlDsl.Training;

/// <summary>
/// The loss of the first 10,000 training rows, of a ranking the queries as they are among these: the same bits whatever the threads, which a
/// library's own sums are not.
/// </summary>
internal static class TrainingLoss
{
    private const int MostRows = 10_000;

    /// <summary>The loss; 0 where none is told.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="predictor">What was trained.</param>
    /// <param name="link">What makes a prediction of a score.</param>
    /// <param name="advice">What to do where the training has diverged, as the end of a sentence: options that the trainer has.</param>
    /// <param name="cancellation">Stops the pass over the rows.</param>
    /// <exception cref="TrainingException">A score is not finite.</exception>
    public static double Of(RowLoss? loss, IDesign rows, Predictor predictor, Link link, string advice, CancellationToken cancellation)
    {
        if (loss is null) return 0;
        int outputs = predictor.Outputs;
        var outcome = new Outcome([new LinkStep(link)]);
        List<float> predictions = [], labels = [], weights = [];
        List<ulong> groups = [];
        foreach (FeatureBlock block in rows.Passing(cancellation))
        {
            int count = Math.Min(block.Rows, MostRows - labels.Count), entries = block.RowStart[count];
            var own = new float[count * outputs];
            predictor.Score(new SparseRows(block.RowStart[..(count + 1)], block.Positions[..entries], block.Values[..entries]), own);
            if (Array.FindIndex(own, static score => !float.IsFinite(score)) is >= 0 and var place)
            {
                long row = rows.NumberOf(labels.Count + (place / outputs));
                throw new TrainingException(FormattableString.Invariant($"The model gives training row {row + 1} a score that is not a finite number: the training has diverged; {advice}"), row, null);
            }
            for (int i = 0; i < count; i++) outcome.Apply(own.AsSpan(i * outputs, outputs), own.AsSpan(i * outputs, outputs));
            predictions.AddRange(own);
            labels.AddRange(block.Labels[..count]);
            weights.AddRange(block.Weights[..count]);
            if (!block.Groups.IsEmpty) groups.AddRange(block.Groups[..count]);
            if (labels.Count == MostRows) break;
        }
        double measured = loss(new ScoredRows
        {
            Outputs = outputs,
            Predictions = predictions.ToArray(),
            Labels = labels.ToArray(),
            Rows = new EvaluationRows { Weights = weights.ToArray(), Groups = groups.ToArray() },
        });
        // A file holds no number that is infinite.
        return double.IsFinite(measured) ? measured : double.MaxValue;
    }
}
