namespace MlDsl.Training;

/// <summary>Measures a multiclass classifier's probabilities and decisions.</summary>
public static class MulticlassEvaluator
{
    // How far a row of probabilities may be from 1 in sum: float rounding over thousands of classes, not a missing softmax.
    private const double SumTolerance = 1e-3;

    /// <summary>Measures probabilities against labels.</summary>
    /// <remarks>
    /// A row is predicted to be of its most likely class, the first of equals. Sums are made in double. Holds at most 16 bytes a row while
    /// it measures (8 of its class, the predicted one and the probabilities of both; 4 of a weight and 4 of a group), and the square of the number
    /// of classes.
    /// </remarks>
    /// <param name="labels">For each row the index of its class.</param>
    /// <param name="probabilities">Row-major, rows × classes, each from 0 to 1; each row sums to 1 within 0.001.</param>
    /// <param name="classes">The class names, at least one.</param>
    /// <param name="rows">Weights, groups, slices and the name of the side.</param>
    /// <param name="baseline">The share of each class among the training rows, to compare with; empty for no comparison.</param>
    /// <param name="options">Resamples, level, seed and threads; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ, there are more than 32,768 classes, or the baseline is not a distribution over the classes.</exception>
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
        CheckBaseline(baseline, classes.Count);
        var scored = new ulong[labels.Length];
        for (int row = 0; row < scored.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes.Count)
                throw EvaluationChecks.Bad(row, "class index", labels[row], $"from 0 to {classes.Count - 1}", rows.Side);
            ReadOnlySpan<float> distribution = probabilities.Slice(row * classes.Count, classes.Count);
            CheckDistribution(distribution, row, classes, rows.Side);
            scored[row] = MulticlassRow.Of(labels[row], distribution).Pack(classes.Count);
        }

        return Evaluate(KeptRows.Of(scored, rows), classes, baseline.IsEmpty ? null : baseline.ToArray(), options ?? EvaluationOptions.Default);
    }

    /// <summary>Measures rows that are held already, as <see cref="MulticlassRow"/> puts them together.</summary>
    internal static MulticlassMetrics Evaluate(KeptRows rows, IReadOnlyList<string> classes, float[]? baseline, EvaluationOptions options)
    {
        EvaluationChecks.Rows(rows);
        CheckClasses(classes.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            float probability = MulticlassRow.Unpack(rows.Scored[row], classes.Count).Probability;
            if (probability is not (>= 0f and <= 1f)) throw EvaluationChecks.Bad(row, "probability", probability, "from 0 to 1", rows.Side);
        }

        var names = new ValueList<string>([.. classes]);
        return Measure(rows, default, names, baseline, options) with
        {
            Slices = SliceRows.Measure(rows, options, filter => Measure(rows, filter, names, baseline, options)),
        };
    }

    private static MulticlassMetrics Measure(KeptRows rows, RowFilter filter, ValueList<string> names, float[]? baseline, EvaluationOptions options)
    {
        MulticlassMetrics own = Measure(new MulticlassMeasurement(rows, filter, null, names.Count), filter.Count(rows), names, options);
        return baseline is null ? own : own with
        {
            Baseline = Measure(new MulticlassMeasurement(rows, filter, baseline, names.Count), own.Rows, names, options with { Resamples = 0 }, isConstant: true),
        };
    }

    private static MulticlassMetrics Measure(MulticlassMeasurement measurement, int rows, ValueList<string> names, EvaluationOptions options, bool isConstant = false)
    {
        Metric[] metrics = Bootstrap.Run(measurement, options);
        var (cells, counts) = measurement.Confusion();
        return new MulticlassMetrics
        {
            Rows = rows,
            Level = options.PrintedLevel,
            LogLoss = metrics[0],
            MicroAccuracy = metrics[1],
            MacroAccuracy = metrics[2],
            MicroF1 = metrics[3],
            MacroF1 = metrics[4],
            Ece = metrics[5],
            Reliability = isConstant ? [] : measurement.Reliability(metrics),
            Classes = new ValueList<ClassMetrics>([.. names.Select((name, i) => OfClass(name, i, counts[i], metrics))]),
            Confusion = new ConfusionMatrix(names, cells),
        };
    }

    private static ClassMetrics OfClass(string name, int index, int rows, Metric[] metrics)
    {
        ReadOnlySpan<Metric> own = MulticlassMeasurement.Of(index, metrics);
        return new ClassMetrics(name, rows, own[0], own[1], own[2]);
    }

    private static void CheckShape(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes)
    {
        if (classes == 0) throw new ArgumentException("There are no classes to measure", nameof(classes));
        CheckClasses(classes);
        long needed = (long)labels.Length * classes;
        if (probabilities.Length == needed) return;
        throw new ArgumentException(
            $"There are {probabilities.Length} probabilities; {labels.Length} rows of {classes} classes need {needed}",
            nameof(probabilities));
    }

    private static void CheckClasses(int classes)
    {
        if (classes > MulticlassRow.MostClasses)
        {
            throw new ArgumentException(
                $"There are {classes} classes; a confusion matrix has at most {MulticlassRow.MostClasses}: merge rare classes", nameof(classes));
        }
    }

    /// <summary>Throws where the probabilities of a row are none, or do not sum to 1.</summary>
    internal static void CheckDistribution(ReadOnlySpan<float> distribution, int row, IReadOnlyList<string> classes, string? side)
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
