namespace MlDsl.Training;

/// <summary>
/// The loss of the first 10,000 training rows, of a ranking the queries as they are among these: the same bits whatever the threads, which a
/// library's own sums are not.
/// </summary>
internal static class TrainingLoss
{
    private const int MostRows = 10_000;

    /// <summary>The loss; 0 where none is told.</summary>
    /// <exception cref="TrainingException">A score is not finite.</exception>
    public static double Of(RowLoss? loss, IDesign rows, Predictor predictor, Link link, CancellationToken cancellation)
    {
        if (loss is null) return 0;
        int outputs = predictor.Outputs;
        var outcome = new Outcome([new LinkStep(link)]);
        List<float> predictions = [], labels = [], weights = [];
        List<ulong> groups = [];
        foreach (FeatureBlock block in rows.Blocks(cancellation))
        {
            int count = Math.Min(block.Rows, MostRows - labels.Count), entries = block.RowStart[count];
            var own = new float[count * outputs];
            predictor.Score(new SparseRows(block.RowStart[..(count + 1)], block.Positions[..entries], block.Values[..entries]), own);
            if (Array.FindIndex(own, static score => !float.IsFinite(score)) is >= 0 and var place)
            {
                long row = rows.NumberOf(labels.Count + (place / outputs));
                throw new TrainingException(FormattableString.Invariant($"The trees give training row {row + 1} a score that is not a finite number: the training has diverged; lower LearningRate, or set fewer Trees"), row, null);
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
