namespace MlDsl.Training;

/// <summary>Measures a multiclass classifier's probabilities and decisions.</summary>
public static class MulticlassEvaluator
{
    // How far a row of probabilities may be from 1 in sum: float rounding over thousands of classes, not a missing softmax.
    private const double SumTolerance = 1e-3;

    /// <summary>Measures probabilities against labels.</summary>
    /// <remarks>
    /// A row is predicted to be of its most likely class, the first of equals. Sums are made in double. Holds about 70 bytes a row while
    /// it measures, and the square of the number of classes.
    /// </remarks>
    /// <param name="labels">For each row the index of its class.</param>
    /// <param name="probabilities">Row-major, rows × classes, each from 0 to 1; each row sums to 1 within 0.001.</param>
    /// <param name="classes">The class names, at least one.</param>
    /// <param name="rows">Weights, groups, slices and the name of the side.</param>
    /// <param name="baseline">The share of each class among the training rows, to compare with; empty for no comparison.</param>
    /// <param name="options">Resamples, level, seed and threads; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or the baseline is not a distribution over the classes.</exception>
    public static MulticlassMetrics Evaluate(
        ReadOnlySpan<int> labels,
        ReadOnlySpan<float> probabilities,
        IReadOnlyList<string> classes,
        EvaluationRows rows = default,
        ReadOnlySpan<float> baseline = default,
        EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        CheckShape(labels, probabilities, classes.Count);
        EvaluationChecks.Rows(labels.Length, rows.Side);
        EvaluationChecks.Slices(labels.Length, rows.Slices);
        CheckBaseline(baseline, classes.Count);

        MulticlassSample sample = Sample(labels, probabilities, classes, rows);
        float[]? constant = baseline.IsEmpty ? null : baseline.ToArray();
        EvaluationOptions chosen = options ?? EvaluationOptions.Default;
        var names = new ValueList<string>([.. classes]);
        return Measure(sample, names, constant, chosen) with
        {
            Slices = SliceRows.Measure(rows.Slices, chosen, slice => Measure(sample.Take(slice), names, constant, chosen)),
        };
    }

    private static MulticlassMetrics Measure(MulticlassSample sample, ValueList<string> names, float[]? baseline, EvaluationOptions options)
    {
        var measurement = new MulticlassMeasurement(sample, names.Count);
        Metric[] metrics = Bootstrap.Run(measurement, sample.Keys, options);
        return new MulticlassMetrics
        {
            Rows = sample.Labels.Length,
            Level = options.PrintedLevel,
            LogLoss = metrics[0],
            MicroAccuracy = metrics[1],
            MacroAccuracy = metrics[2],
            MicroF1 = metrics[3],
            MacroF1 = metrics[4],
            Classes = new ValueList<ClassMetrics>([.. names.Select((name, i) => OfClass(name, i, sample, metrics))]),
            Confusion = new ConfusionMatrix(names, measurement.Confusion()),
            Baseline = baseline is null ? null : Measure(sample.Predicting(baseline), names, null, options with { Resamples = 0 }),
        };
    }

    private static ClassMetrics OfClass(string name, int index, MulticlassSample sample, Metric[] metrics)
    {
        ReadOnlySpan<Metric> own = MulticlassMeasurement.Of(index, metrics);
        return new ClassMetrics(name, sample.Labels.AsSpan().Count(index), own[0], own[1], own[2]);
    }

    private static MulticlassSample Sample(
        ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, IReadOnlyList<string> classes, EvaluationRows rows)
    {
        int count = classes.Count;
        var predicted = new int[labels.Length];
        var own = new float[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)count)
                throw EvaluationChecks.Bad(row, "class index", labels[row], $"from 0 to {count - 1}", rows.Side);
            ReadOnlySpan<float> distribution = probabilities.Slice(row * count, count);
            CheckDistribution(distribution, row, classes, rows.Side);
            predicted[row] = MulticlassSample.Best(distribution);
            own[row] = distribution[labels[row]];
        }

        double[] weights = EvaluationChecks.Weights(labels.Length, rows.Weights, rows.Side);
        return new MulticlassSample(labels.ToArray(), predicted, own, weights, EvaluationChecks.Keys(labels.Length, rows.Groups));
    }

    private static void CheckShape(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes)
    {
        if (classes == 0) throw new ArgumentException("There are no classes to measure", nameof(classes));
        long needed = (long)labels.Length * classes;
        if (probabilities.Length == needed) return;
        throw new ArgumentException(
            $"There are {probabilities.Length} probabilities; {labels.Length} rows of {classes} classes need {needed}",
            nameof(probabilities));
    }

    private static void CheckDistribution(ReadOnlySpan<float> distribution, int row, IReadOnlyList<string> classes, string? side)
    {
        double sum = 0;
        for (int i = 0; i < distribution.Length; i++)
        {
            if (distribution[i] is not (>= 0f and <= 1f))
                throw EvaluationChecks.Bad(row, $"probability of '{classes[i]}'", distribution[i], "from 0 to 1", side);
            sum += distribution[i];
        }

        if (Math.Abs(sum - 1) > SumTolerance) throw EvaluationChecks.Bad(row, "probabilities that sum to", sum, "1 within 0.001", side);
    }

    private static void CheckBaseline(ReadOnlySpan<float> baseline, int classes)
    {
        if (baseline.IsEmpty) return;
        double sum = 0;
        bool inRange = true;
        foreach (float share in baseline)
        {
            inRange &= share is >= 0f and <= 1f;
            sum += share;
        }

        if (baseline.Length != classes || !inRange || Math.Abs(sum - 1) > SumTolerance)
            throw new ArgumentException($"The baseline must be {classes} shares from 0 to 1 that sum to 1, one a class", nameof(baseline));
    }
}
