namespace MlDsl.Training;

/// <summary>
/// The loss of a fold's validation rows, and of what resamples draw of them and leave out: by the row's place or its group, so that the same rows
/// are drawn in every trial and losses of two trials can be compared resample by resample.
/// </summary>
internal static class FoldLosses
{
    /// <param name="rows">The rows with their predictions.</param>
    /// <param name="loss">The task's loss.</param>
    /// <param name="work">What the training took.</param>
    /// <param name="options">The number of resamples and their seed.</param>
    /// <param name="fold">The fold's number: another one, other draws.</param>
    /// <param name="cancellation">Asked before every resample.</param>
    public static FoldResult Measure(in ScoredRows rows, RowLoss loss, double work, EvaluationOptions options, int fold, CancellationToken cancellation = default)
    {
        double all = loss(in rows);
        if (!double.IsFinite(all)) return FoldResult.Failed(FormattableString.Invariant($"the loss of the {rows.Labels.Length} validation rows is {all}, which is no number to compare")) with { Work = work };
        int resamples = HasEnough(rows) ? options.Resamples : 0;
        float[] inside = Undefined(options.Resamples), outside = Undefined(options.Resamples);
        var drawn = new Drawn(rows);
        ulong seed = EvaluationRandom.At(options.Seed, (ulong)fold + 2);
        for (int i = 0; i < resamples; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var resample = new Resample(seed, i);
            inside[i] = drawn.Measure(rows, loss, resample, isInside: true);
            outside[i] = drawn.Measure(rows, loss, resample, isInside: false);
        }
        return new FoldResult(all, work, null, inside, outside);
    }

    private static bool HasEnough(in ScoredRows rows)
    {
        if (rows.Rows.Groups.IsEmpty) return rows.Labels.Length >= RowFilter.FewestKeys;
        var groups = new HashSet<ulong>();
        foreach (ulong group in rows.Rows.Groups)
            if (groups.Add(group) && groups.Count >= RowFilter.FewestKeys) return true;
        return false;
    }

    private static float[] Undefined(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }

    /// <summary>Room for the rows of one resample, used again for the next.</summary>
    private sealed class Drawn
    {
        private readonly float[] predictions, labels, weights;
        private readonly ulong[] groups;

        public Drawn(in ScoredRows rows)
        {
            predictions = new float[rows.Predictions.Length];
            labels = new float[rows.Labels.Length];
            weights = new float[rows.Labels.Length];
            groups = new ulong[rows.Rows.Groups.Length];
        }

        public float Measure(in ScoredRows rows, RowLoss loss, Resample resample, bool isInside)
        {
            ReadOnlySpan<ulong> allGroups = rows.Rows.Groups;
            ReadOnlySpan<float> allPredictions = rows.Predictions, allLabels = rows.Labels, allWeights = rows.Rows.Weights;
            int count = 0, outputs = rows.Outputs;
            double total = 0;
            for (int row = 0; row < labels.Length; row++)
            {
                int draws = resample.Count(allGroups.IsEmpty ? (ulong)row : allGroups[row]);
                if ((draws > 0) != isInside) continue;
                allPredictions.Slice(row * outputs, outputs).CopyTo(predictions.AsSpan(count * outputs));
                labels[count] = allLabels[row];
                weights[count] = Math.Max(draws, 1) * (allWeights.IsEmpty ? 1 : allWeights[row]);
                if (!allGroups.IsEmpty) groups[count] = allGroups[row];
                total += weights[count++];
            }
            if (!(total > 0)) return float.NaN;
            return (float)loss(new ScoredRows
            {
                Outputs = outputs,
                Predictions = predictions.AsSpan(0, count * outputs),
                Labels = labels.AsSpan(0, count),
                Rows = new EvaluationRows { Weights = weights.AsSpan(0, count), Groups = groups.AsSpan(0, allGroups.IsEmpty ? 0 : count), Side = rows.Rows.Side },
            });
        }
    }
}
