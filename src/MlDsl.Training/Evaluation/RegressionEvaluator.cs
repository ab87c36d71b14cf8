namespace MlDsl.Training;

/// <summary>Measures a regression's predictions.</summary>
public static class RegressionEvaluator
{
    /// <summary>Measures predictions against labels.</summary>
    /// <remarks>Sums are made in double. Holds about 100 bytes a row while it measures.</remarks>
    /// <param name="labels">The label of each row, finite.</param>
    /// <param name="predictions">The prediction for each row, finite.</param>
    /// <param name="rows">Weights, groups, slices and the name of the side.</param>
    /// <param name="baseline">The mean label of the training rows, to compare with; null for no comparison.</param>
    /// <param name="options">Resamples, level, seed and threads; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or the baseline is not finite.</exception>
    public static RegressionMetrics Evaluate(
        ReadOnlySpan<float> labels,
        ReadOnlySpan<float> predictions,
        EvaluationRows rows = default,
        float? baseline = null,
        EvaluationOptions? options = null)
    {
        EvaluationChecks.Length(labels.Length, predictions.Length, nameof(predictions));
        EvaluationChecks.Rows(labels.Length, rows.Side);
        EvaluationChecks.Finite(labels, "label", rows.Side);
        EvaluationChecks.Finite(predictions, "prediction", rows.Side);
        EvaluationChecks.Slices(labels.Length, rows.Slices);
        if (baseline is { } mean && !float.IsFinite(mean))
            throw new ArgumentException(FormattableString.Invariant($"The baseline is {mean}; it must be finite"), nameof(baseline));

        double[] weights = EvaluationChecks.Weights(labels.Length, rows.Weights, rows.Side);
        ulong[] keys = EvaluationChecks.Keys(labels.Length, rows.Groups);
        var sample = new RegressionSample(labels.ToArray(), predictions.ToArray(), weights, keys);
        EvaluationOptions chosen = options ?? EvaluationOptions.Default;
        return Measure(sample, baseline, chosen) with
        {
            Slices = SliceRows.Measure(rows.Slices, chosen, slice => Measure(sample.Take(slice), baseline, chosen)),
        };
    }

    private static RegressionMetrics Measure(RegressionSample sample, float? baseline, EvaluationOptions options)
    {
        Metric[] metrics = Bootstrap.Run(new RegressionMeasurement(sample), sample.Keys, options);
        return new RegressionMetrics
        {
            Rows = sample.Labels.Length,
            Level = options.PrintedLevel,
            Rmse = metrics[0],
            Mae = metrics[1],
            RSquared = metrics[2],
            Mape = metrics[3],
            PoissonDeviance = metrics[4],
            ZeroLabels = sample.Labels.AsSpan().Count(0f),
            Baseline = baseline is { } mean ? Measure(sample.Predicting(mean), null, options with { Resamples = 0 }) : null,
        };
    }
}
