namespace MlDsl.Training;

/// <summary>
/// Metrics with percentile intervals. Holds the sums of every resample; threads share out whole resamples, each of which is summed in the
/// rows' order, so the bits do not depend on their number.
/// </summary>
/// <remarks>
/// A thread makes the terms of a few rows and adds them to all its resamples, so that nothing is held of a row but what it was measured from.
/// Percentile bootstrap: Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
/// </remarks>
internal static class Bootstrap
{
    // Few enough to stay in a processor's first cache.
    private const int RowsAtOnce = 256;

    /// <param name="measurement">The metrics.</param>
    /// <param name="options">Resamples, level, seed and threads.</param>
    public static Metric[] Run<TTerm, TSums>(IMeasurement<TTerm, TSums> measurement, EvaluationOptions options)
        where TTerm : struct
        where TSums : class
    {
        // The rows as they are come behind the resamples.
        int resamples = measurement.CanResample ? options.Resamples : 0;
        var drawn = new double[resamples + 1][];
        int parts = options.Workers == 1 ? 1 : Math.Min(drawn.Length, 2 * options.Workers);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, part =>
            Draw(measurement, options.Seed, drawn, (int)((long)drawn.Length * part / parts), (int)((long)drawn.Length * (part + 1) / parts)));

        double[] values = drawn[resamples];
        if (resamples == 0) return Array.ConvertAll(values, Metric.Point);
        var metrics = new Metric[values.Length];
        var sorted = new double[resamples];
        for (int i = 0; i < metrics.Length; i++)
        {
            for (int resample = 0; resample < resamples; resample++) sorted[resample] = drawn[resample][i];
            metrics[i] = Interval(values[i], sorted, options.Level);
        }

        return metrics;
    }

    private static void Draw<TTerm, TSums>(IMeasurement<TTerm, TSums> measurement, ulong seed, double[][] drawn, int from, int to)
        where TTerm : struct
        where TSums : class
    {
        var sums = new TSums[to - from];
        for (int i = 0; i < sums.Length; i++) sums[i] = measurement.NewSums();
        var terms = new TTerm[RowsAtOnce];
        for (int place = 0; place < measurement.Places; place += RowsAtOnce)
        {
            int count = measurement.Read(place, Math.Min(place + RowsAtOnce, measurement.Places), terms);
            for (int i = 0; i < sums.Length; i++)
            {
                Resample resample = from + i == drawn.Length - 1 ? Resample.Original : new Resample(seed, from + i);
                measurement.Add(terms.AsSpan(0, count), resample, sums[i]);
            }
        }

        for (int i = 0; i < sums.Length; i++) measurement.Finish(sums[i], drawn[from + i] = new double[measurement.Metrics]);
    }

    /// <summary>
    /// The interval of the resamples that define the metric. Where fewer than half do, these say little of the metric: no interval.
    /// </summary>
    internal static Metric Interval(double value, double[] drawn, double level)
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
