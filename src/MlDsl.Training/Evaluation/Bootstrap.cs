namespace MlDsl.Training;

/// <summary>Something that yields several metrics at once for any resample; called from several threads.</summary>
internal interface IMeasurement
{
    /// <summary>The number of metrics.</summary>
    int Metrics { get; }

    /// <summary>Measures the rows as often as the resample draws them; NaN for what is undefined.</summary>
    void Measure(in Resample resample, Span<double> values);
}

/// <summary>
/// Metrics with percentile intervals. Holds one number per metric and resample; threads share out whole resamples and sum each in the
/// rows' order, so the bits do not depend on their number.
/// </summary>
/// <remarks>Percentile bootstrap: Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.</remarks>
internal static class Bootstrap
{
    // The spread of fewer draws says little: one group would always agree with itself.
    private const int FewestKeys = 10;

    /// <param name="measurement">The metrics.</param>
    /// <param name="keys">What is drawn: a number for each row, or for its group. Fewer than 10 different ones give no interval.</param>
    /// <param name="options">Resamples, level, seed and threads.</param>
    public static Metric[] Run(IMeasurement measurement, ulong[] keys, EvaluationOptions options)
    {
        var values = new double[measurement.Metrics];
        measurement.Measure(Resample.Original, values);
        if (options.Resamples == 0 || !HasEnough(keys)) return Array.ConvertAll(values, Metric.Point);

        var drawn = new double[options.Resamples][];
        Draw(measurement, options, drawn);

        var metrics = new Metric[values.Length];
        var sorted = new double[options.Resamples];
        for (int i = 0; i < metrics.Length; i++)
        {
            for (int resample = 0; resample < drawn.Length; resample++) sorted[resample] = drawn[resample][i];
            metrics[i] = Interval(values[i], sorted, options.Level);
        }

        return metrics;
    }

    private static bool HasEnough(ulong[] keys)
    {
        var seen = new HashSet<ulong>();
        foreach (ulong key in keys)
            if (seen.Add(key) && seen.Count == FewestKeys) return true;
        return false;
    }

    private static void Draw(IMeasurement measurement, EvaluationOptions options, double[][] drawn)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads };
        Parallel.For(0, drawn.Length, parallel, number =>
            measurement.Measure(new Resample(options.Seed, number), drawn[number] = new double[measurement.Metrics]));
    }

    /// <summary>
    /// The interval of the resamples that define the metric. Where fewer than half do, these say little of the metric: no interval.
    /// </summary>
    private static Metric Interval(double value, double[] drawn, double level)
    {
        if (double.IsNaN(value)) return Metric.Undefined;
        Array.Sort(drawn);

        // NaN sorts before every number.
        int undefined = drawn.AsSpan().LastIndexOf(double.NaN) + 1;
        ReadOnlySpan<double> defined = drawn.AsSpan(undefined);
        if (defined.Length * 2 < drawn.Length) return Metric.Point(value);
        return new Metric(value, Quantile(defined, (1 - level) / 2), Quantile(defined, (1 + level) / 2));
    }

    /// <summary>Linear between neighbours, Hyndman and Fan's type 7.</summary>
    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = Math.Min((int)position, sorted.Length - 2);
        return sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
