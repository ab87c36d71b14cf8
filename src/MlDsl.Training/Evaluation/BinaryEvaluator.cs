namespace MlDsl.Training;

/// <summary>Measures a binary classifier's probabilities and decisions.</summary>
public static class BinaryEvaluator
{
    /// <summary>Measures probabilities against labels.</summary>
    /// <remarks>Sums are made in double. Holds about 100 bytes a row while it measures.</remarks>
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
        EvaluationChecks.Rows(labels.Length, rows.Side);
        EvaluationChecks.Probabilities(probabilities, rows.Side);
        EvaluationChecks.Slices(labels.Length, rows.Slices);

        double[] weights = EvaluationChecks.Weights(labels.Length, rows.Weights, rows.Side);
        ulong[] keys = EvaluationChecks.Keys(labels.Length, rows.Groups);
        var sample = new BinarySample(labels.ToArray(), probabilities.ToArray(), weights, keys);
        EvaluationOptions chosen = options ?? EvaluationOptions.Default;
        return Measure(sample, threshold, baseline, chosen) with
        {
            Slices = SliceRows.Measure(rows.Slices, chosen, slice => Measure(sample.Take(slice), threshold, baseline, chosen)),
        };
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

    private static BinaryMetrics Measure(BinarySample sample, Probability threshold, Probability? baseline, EvaluationOptions options)
    {
        var measurement = new BinaryMeasurement(sample, threshold.Value);
        BinarySample? constant = baseline is { } rate ? sample.Predicting(rate.Value) : null;
        Metric[] metrics = Bootstrap.Run(measurement, sample.Keys, options);
        return new BinaryMetrics
        {
            Rows = sample.Labels.Length,
            Positives = sample.Labels.AsSpan().Count(true),
            Level = options.PrintedLevel,
            RocAuc = metrics[0],
            PrAuc = metrics[1],
            LogLoss = metrics[2],
            Brier = metrics[3],
            Accuracy = metrics[4],
            Precision = metrics[5],
            Recall = metrics[6],
            F1 = metrics[7],
            Threshold = threshold,
            Confusion = measurement.Confusion(),
            Baseline = constant is null ? null : Measure(constant, threshold, null, options with { Resamples = 0 }),
        };
    }
}
