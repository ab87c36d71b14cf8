namespace MlDsl.Training;

/// <summary>Measures a binary classifier's probabilities and decisions.</summary>
public static class BinaryEvaluator
{
    /// <summary>Measures probabilities against labels.</summary>
    /// <remarks>Sums are made in double. Holds at most 16 bytes a row while it measures: 8, 4 of a weight and 4 of a group.</remarks>
    /// <param name="labels">The label of each row.</param>
    /// <param name="probabilities">The probability that each row is positive, from 0 to 1.</param>
    /// <param name="threshold">A row is predicted positive where its probability is at least this.</param>
    /// <param name="rows">Weights, groups, slices and the name of the side.</param>
    /// <param name="baseline">The share of positives among the training rows, to compare with; null for no comparison.</param>
    /// <param name="options">Resamples, level, seed and threads; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static BinaryMetrics Evaluate(
        ReadOnlySpan<bool> labels,
        ReadOnlySpan<float> probabilities,
        Probability threshold,
        EvaluationRows rows = default,
        Probability? baseline = null,
        EvaluationOptions? options = null)
    {
        EvaluationChecks.Length(labels.Length, probabilities.Length, nameof(probabilities));
        return Evaluate(KeptRows.Of(Scored(labels, probabilities), rows), threshold, baseline, options ?? EvaluationOptions.Default);
    }

    /// <summary>Measures probabilities against labels that are written as 0 and 1.</summary>
    /// <param name="labels">The label of each row, 0 or 1.</param>
    /// <param name="probabilities">The probability that each row is positive, from 0 to 1.</param>
    /// <param name="threshold">A row is predicted positive where its probability is at least this.</param>
    /// <param name="rows">Weights, groups, slices and the name of the side.</param>
    /// <param name="baseline">The share of positives among the training rows, to compare with; null for no comparison.</param>
    /// <param name="options">Resamples, level, seed and threads; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static BinaryMetrics Evaluate(
        ReadOnlySpan<float> labels,
        ReadOnlySpan<float> probabilities,
        Probability threshold,
        EvaluationRows rows = default,
        Probability? baseline = null,
        EvaluationOptions? options = null) =>
        Evaluate(Labels(labels, rows.Side), probabilities, threshold, rows, baseline, options);

    internal static bool[] Labels(ReadOnlySpan<float> labels, string? side)
    {
        var result = new bool[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] is not (0f or 1f)) throw EvaluationChecks.Bad(row, "label", labels[row], "0 or 1", side);
            result[row] = labels[row] == 1f;
        }

        return result;
    }

    /// <summary>Labels and probabilities as they are held.</summary>
    internal static ulong[] Scored(ReadOnlySpan<bool> labels, ReadOnlySpan<float> probabilities)
    {
        var scored = new ulong[labels.Length];
        for (int row = 0; row < scored.Length; row++) scored[row] = KeptRows.Pack(labels[row] ? 1 : 0, probabilities[row]);
        return scored;
    }

    /// <summary>Measures rows that are held already, and sorts them where they are.</summary>
    internal static BinaryMetrics Evaluate(KeptRows rows, Probability threshold, Probability? baseline, EvaluationOptions options)
    {
        EvaluationChecks.Rows(rows);
        var ranked = new RankedRows(rows, options.Workers);
        return Measure(ranked, default, threshold, baseline, options) with
        {
            Slices = SliceRows.Measure(rows, options, filter => Measure(ranked, filter, threshold, baseline, options)),
        };
    }

    private static BinaryMetrics Measure(RankedRows ranked, RowFilter filter, Probability threshold, Probability? baseline, EvaluationOptions options)
    {
        BinaryMetrics own = Measure(ranked, filter, threshold, (float?)null, options);
        return baseline is not { } rate ? own : own with { Baseline = Measure(ranked, filter, threshold, rate.Value, options with { Resamples = 0 }) };
    }

    private static BinaryMetrics Measure(RankedRows ranked, RowFilter filter, Probability threshold, float? constant, EvaluationOptions options)
    {
        var measurement = new BinaryMeasurement(ranked, filter, constant, threshold.Value);
        Metric[] metrics = Bootstrap.Run(measurement, options);
        var (positives, confusion) = measurement.Count();
        return new BinaryMetrics
        {
            Rows = filter.Count(ranked.Rows),
            Positives = positives,
            Level = options.PrintedLevel,
            RocAuc = metrics[0],
            PrAuc = metrics[1],
            LogLoss = metrics[2],
            Brier = metrics[3],
            Accuracy = metrics[4],
            Precision = metrics[5],
            Recall = metrics[6],
            F1 = metrics[7],
            Ece = metrics[8],
            Reliability = constant is null ? measurement.Reliability(metrics) : [],
            Threshold = threshold,
            Confusion = confusion,
        };
    }
}
