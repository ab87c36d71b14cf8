namespace MlDsl.Training;

/// <summary>The means of several numbers of a row with bootstrap intervals: sums of every resample, batch by batch, so that nothing is held of a row.</summary>
/// <param name="width">How many numbers a row has.</param>
/// <param name="options">Resamples, level and seed.</param>
internal sealed class ResampledMeans(int width, EvaluationOptions options)
{
    // The spread of fewer rows or groups says little.
    private const int FewestKeys = 10;

    // The rows as they are come behind the resamples; of each the sums, then the weight.
    private readonly double[] sums = new double[(options.Resamples + 1) * (width + 1)];
    private readonly HashSet<ulong> keys = [];

    /// <summary>The number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Sums of a batch that have seen nothing.</summary>
    public Part NewPart() => new(width, options);

    /// <summary>Adds the sums of a batch; batches come in their order, so that no bit depends on threads.</summary>
    public void Add(Part part)
    {
        for (int i = 0; i < sums.Length; i++) sums[i] += part.Sums[i];
        Rows += part.Rows;
        foreach (ulong key in part.Keys)
            if (keys.Count < FewestKeys) keys.Add(key);
    }

    /// <summary>The mean of each number.</summary>
    /// <param name="side">What the rows are called.</param>
    /// <exception cref="EvaluationException">There were no rows, or none with a weight.</exception>
    public Metric[] Finish(string side)
    {
        if (Rows == 0) throw new EvaluationException($"The {side} set has no rows: there is nothing to measure");
        if (sums[^1] == 0) throw new EvaluationException($"Every weight of the {side} set is 0: there is nothing to measure");
        var metrics = new Metric[width];
        for (int i = 0; i < width; i++)
        {
            double value = At(options.Resamples, i);
            metrics[i] = options.Resamples > 0 && keys.Count == FewestKeys
                ? Bootstrap.Interval(value, [.. Enumerable.Range(0, options.Resamples).Select(resample => At(resample, i))], options.Level)
                : Metric.Point(value);
        }
        return metrics;
    }

    private double At(int resample, int number) => sums[(resample * (width + 1)) + number] / sums[(resample * (width + 1)) + width];

    /// <summary>The sums of one batch.</summary>
    internal sealed class Part(int width, EvaluationOptions options)
    {
        private readonly HashSet<ulong> keys = [];

        public double[] Sums { get; } = new double[(options.Resamples + 1) * (width + 1)];

        /// <summary>The numbers of the row that <see cref="Add"/> adds.</summary>
        public double[] Values { get; } = new double[width];

        /// <summary>The first different keys of the rows.</summary>
        public IReadOnlyCollection<ulong> Keys => keys;

        public int Rows { get; private set; }

        /// <param name="key">What the row is resampled by.</param>
        /// <param name="weight">How often it counts.</param>
        public void Add(ulong key, double weight)
        {
            Rows++;
            if (keys.Count < FewestKeys) keys.Add(key);
            for (int resample = 0; resample <= options.Resamples; resample++)
            {
                Resample draws = resample == options.Resamples ? Resample.Original : new Resample(options.Seed, resample);
                double count = draws.Count(key) * weight;
                if (count == 0) continue;
                Span<double> own = Sums.AsSpan(resample * (width + 1), width + 1);
                for (int i = 0; i < Values.Length; i++) own[i] += count * Values[i];
                own[^1] += count;
            }
        }
    }
}
