namespace MlDsl.Training;

/// <summary>Measures a regression's predictions.</summary>
public static class RegressionEvaluator
{
    /// <summary>Measures predictions against labels.</summary>
    /// <remarks>Sums are made in double. Holds at most 16 bytes a row while it measures: 8, 4 of a weight and 4 of a group.</remarks>
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
        EvaluationOptions? options = null) => Evaluate(labels, predictions, rows, baseline, options, null);

    /// <summary>Measures predictions against labels, and their intervals where the outcome has some.</summary>
    internal static RegressionMetrics Evaluate(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions, EvaluationRows rows, float? baseline, EvaluationOptions? options, Outcome? outcome)
    {
        EvaluationChecks.Length(labels.Length, predictions.Length, nameof(predictions));
        if (baseline is { } mean && !float.IsFinite(mean))
            throw new ArgumentException(FormattableString.Invariant($"The baseline is {mean}; it must be finite"), nameof(baseline));
        var scored = new ulong[labels.Length];
        for (int row = 0; row < scored.Length; row++) scored[row] = KeptRows.Pack(labels[row], predictions[row]);
        return Evaluate(KeptRows.Of(scored, rows), baseline, options ?? EvaluationOptions.Default, outcome);
    }

    /// <summary>Measures rows that are held already.</summary>
    internal static RegressionMetrics Evaluate(KeptRows rows, float? baseline, EvaluationOptions options, Outcome? outcome)
    {
        EvaluationChecks.Rows(rows);
        for (int row = 0; row < rows.Count; row++)
        {
            if (!float.IsFinite(rows.Label(row))) throw EvaluationChecks.Bad(row, "label", rows.Label(row), "a finite number", rows.Side);
            if (!float.IsFinite(rows.Prediction(row))) throw EvaluationChecks.Bad(row, "prediction", rows.Prediction(row), "a finite number", rows.Side);
        }

        Outcome? withIntervals = outcome?.Interval is null ? null : outcome;
        return Measure(rows, default, baseline, options, withIntervals) with
        {
            Slices = SliceRows.Measure(rows, options, filter => Measure(rows, filter, baseline, options, withIntervals)),
        };
    }

    private static RegressionMetrics Measure(KeptRows rows, RowFilter filter, float? baseline, EvaluationOptions options, Outcome? outcome)
    {
        RegressionMetrics own = Measure(new RegressionMeasurement(rows, filter, null, outcome), filter.Count(rows), options, outcome?.Interval);
        return baseline is null ? own : own with
        {
            Baseline = Measure(new RegressionMeasurement(rows, filter, baseline, null), own.Rows, options with { Resamples = 0 }, null),
        };
    }

    private static RegressionMetrics Measure(RegressionMeasurement measurement, int rows, EvaluationOptions options, IntervalStep? interval)
    {
        Metric[] metrics = Bootstrap.Run(measurement, options);
        return new RegressionMetrics
        {
            Rows = rows,
            Level = options.PrintedLevel,
            Rmse = metrics[0],
            Mae = metrics[1],
            RSquared = metrics[2],
            Mape = metrics[3],
            PoissonDeviance = metrics[4],
            ZeroLabels = measurement.ZeroLabels,
            Intervals = interval is null ? null : new IntervalMetrics
            {
                Level = interval.Level,
                Coverage = metrics[5],
                Width = metrics[6],
                CalibrationRows = interval.Rows,
                Exchangeability = interval.Exchangeability,
            },
        };
    }
}
