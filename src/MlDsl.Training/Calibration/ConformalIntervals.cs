namespace MlDsl.Training;

/// <summary>Fits intervals to predictions of rows that the predictions' model was not trained on.</summary>
public static class ConformalIntervals
{
    /// <summary>
    /// The intervals of a level: the radius is the ⌈(n + 1)·level⌉-th smallest of the absolute residuals, each divided by the spread at its
    /// prediction. Of weighted rows, the smallest that rows of the level's share of the weight do not exceed, where the row that is predicted weighs
    /// as much as theirs on average.
    /// </summary>
    /// <param name="level">The probability that an interval holds the label, above 0 and below 1.</param>
    /// <param name="labels">The label of each row, finite.</param>
    /// <param name="predictions">The prediction for each row, finite.</param>
    /// <param name="weights">The weight of each row, finite and not negative; empty where every row weighs 1.</param>
    /// <param name="spread">How much wider intervals are by prediction, from <see cref="SpreadOf"/> of other rows; null for a constant width.</param>
    /// <exception cref="TrainingException">There are too few rows for the level, or the radius is more than a float holds.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or a number is out of its range.</exception>
    public static IntervalStep Fit(
        double level, ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions, ReadOnlySpan<float> weights = default, IntervalStep? spread = null)
    {
        Check(labels, predictions, weights);
        CheckLevel(level);
        double radius = RadiusOf(Scores(labels, predictions, spread), weights, level);
        var step = new IntervalStep(level, radius, spread?.Knots, spread?.Spreads);
        return step with { Rows = labels.Length };
    }

    /// <summary>
    /// The intervals of a level between two quantiles: the radius is the ⌈(n + 1)·level⌉-th smallest of how far labels lie beyond the nearer quantile,
    /// below 0 between them. Of weighted rows as <see cref="Fit"/> says.
    /// </summary>
    /// <remarks>Romano, Patterson and Candès (2019), "Conformalized quantile regression", algorithm 1. Quantiles that cross are taken the other way round.</remarks>
    /// <param name="level">The probability that an interval holds the label, above 0 and below 1.</param>
    /// <param name="labels">The label of each row, finite.</param>
    /// <param name="lows">The lower quantile of each row, finite.</param>
    /// <param name="highs">The higher quantile of each row, finite.</param>
    /// <param name="weights">The weight of each row, finite and not negative; empty where every row weighs 1.</param>
    /// <exception cref="TrainingException">There are too few rows for the level, or the radius is more than a float holds.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or a number is out of its range.</exception>
    public static IntervalStep FitQuantiles(
        double level, ReadOnlySpan<float> labels, ReadOnlySpan<float> lows, ReadOnlySpan<float> highs, ReadOnlySpan<float> weights = default)
    {
        Check(labels, lows, weights);
        Check(labels, highs, weights);
        CheckLevel(level);
        return new IntervalStep(level, RadiusOf(Beyond(labels, lows, highs), weights, level), isOfQuantiles: true) { Rows = labels.Length };
    }

    /// <summary>How far labels lie beyond the nearer of two quantiles; below 0 between them.</summary>
    internal static double[] Beyond(ReadOnlySpan<float> labels, ReadOnlySpan<float> lows, ReadOnlySpan<float> highs)
    {
        double[] beyond = new double[labels.Length];
        for (int i = 0; i < beyond.Length; i++)
            beyond[i] = Math.Max((double)Math.Min(lows[i], highs[i]) - labels[i], (double)labels[i] - Math.Max(lows[i], highs[i]));
        return beyond;
    }

    /// <summary>How far predictions of each size are off, as intervals of the radius 0: the mean absolute residual in at most 20 bins of equally many rows.</summary>
    /// <param name="labels">The label of each row, finite; not those that the radius is fitted on.</param>
    /// <param name="predictions">The prediction for each row, finite.</param>
    /// <returns>Null where there are too few rows, or too few different predictions, to tell one size from another.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a number is not finite.</exception>
    public static IntervalStep? SpreadOf(ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions)
    {
        const int MostBins = 20, FewestRows = 50;
        Check(labels, predictions, default);
        double[] residuals = Scores(labels, predictions, null);
        float[] keys = predictions.ToArray();
        Array.Sort(keys, residuals);
        int bins = Math.Min(MostBins, keys.Length / FewestRows);
        // A spread of next to nothing would make the residuals there count for all others.
        double least = bins == 0 ? 0 : residuals.Average() / 100;
        if (bins < 2 || !(least > 0)) return null;
        var knots = new List<double>();
        var spreads = new List<double>();
        for (int bin = 0, from = 0; bin < bins; bin++)
        {
            int to = (int)((long)keys.Length * (bin + 1) / bins);
            // Rows of one prediction stay together.
            while (to < keys.Length && to > 0 && keys[to] == keys[to - 1]) to++;
            if (to <= from) continue;
            double place = 0, sum = 0;
            for (int i = from; i < to; i++) (place, sum) = (place + keys[i], sum + residuals[i]);
            knots.Add(place / (to - from));
            spreads.Add(Math.Clamp(sum / (to - from), least, float.MaxValue));
            from = to;
        }
        return knots.Count < 2 || Polyline.Problem(knots.ToArray(), spreads.ToArray()) is not null ? null : new IntervalStep(0.5, 0, knots, spreads);
    }

    /// <summary>The residuals with their signs, each divided by the spread at its prediction.</summary>
    internal static double[] Residuals(ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions, IntervalStep? spread)
    {
        double[] residuals = new double[labels.Length];
        for (int i = 0; i < residuals.Length; i++) residuals[i] = ((double)labels[i] - predictions[i]) / (spread?.SpreadAt(predictions[i]) ?? 1);
        return residuals;
    }

    private static double[] Scores(ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions, IntervalStep? spread) =>
        Array.ConvertAll(Residuals(labels, predictions, spread), Math.Abs);

    private static double RadiusOf(double[] scores, ReadOnlySpan<float> weights, double level)
    {
        double radius = Quantile(scores, weights, level);
        return Math.Abs(radius) <= float.MaxValue
            ? radius
            : throw new TrainingException(FormattableString.Invariant($"Predictions of the held-back rows are off by {radius:G4}, which is more than a float holds, so that there is no interval; give the label in a larger unit"));
    }

    private static void CheckLevel(double level)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"The level {level} is not above 0 and below 1"), nameof(level));
    }

    private static double Quantile(double[] scores, ReadOnlySpan<float> weights, double level)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        double[] sorted = [.. scores];
        Array.Sort(sorted, order);
        double total = 0;
        int counted = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            total += weight;
            if (weight > 0) counted++;
        }
        // A hair of a row less, so that 9 of 10 is not missed for the last digit of 0.9.
        const double Hair = 1e-9;
        double mean = total / counted, wanted = (level * (total + mean)) - (Hair * mean), sum = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            sum += weights.IsEmpty ? 1 : weights[order[i]];
            if (sum > 0 && sum >= wanted) return sorted[i];
        }
        double needed = Math.Ceiling((level - Hair) / (1 - level));
        throw new TrainingException(FormattableString.Invariant(
            $"Intervals of the level {level} need {needed:F0} held-back rows or more, and there {(counted == 1 ? "is" : "are")} {counted}; hold more back with Share, lower the level, or give more training rows"));
    }

    private static void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions, ReadOnlySpan<float> weights)
    {
        if (labels.Length != predictions.Length || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException($"There are {labels.Length} labels, {predictions.Length} predictions and {weights.Length} weights: each row needs one, or there are no weights", nameof(predictions));
        for (int i = 0; i < labels.Length; i++)
        {
            if (!float.IsFinite(labels[i]) || !float.IsFinite(predictions[i])) throw new ArgumentException(FormattableString.Invariant($"The label {labels[i]} or the prediction {predictions[i]} of row {i} is not finite"), nameof(labels));
            if (!weights.IsEmpty && !(weights[i] >= 0 && float.IsFinite(weights[i]))) throw new ArgumentException(FormattableString.Invariant($"The weight {weights[i]} of row {i} is not finite and from 0 on"), nameof(weights));
        }
    }
}
