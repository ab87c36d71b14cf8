using MlDsl.Training;

namespace MlDsl.Monitoring.Improvement;

/// <summary>The losses of two models on the same rows, and by how much the second has less: with an interval over blocks of rows that hang together.</summary>
/// <remarks>
/// Blocks are few, and the tail that an interval leaves out is small: the bootstrap draws the gain over its own deviation (bootstrap-t: Efron and Tibshirani (1993), "An Introduction
/// to the Bootstrap", 12.5), which tells a lopsided distribution of blocks, and each end is at least as far out as Student's t with a degree of freedom less than there are blocks.
/// </remarks>
internal sealed class PairedGain
{
    // So many that the ends of an interval at one in a thousand are told.
    private const int FewestResamples = 2000, ResamplesBeyond = 20;
    private const double Farthest = 1e6;

    private readonly Dictionary<long, (double Gain, int Rows)> blocks = [];
    private double first, second;

    public int Rows { get; private set; }

    public int Blocks => blocks.Count;

    public double First => first / Rows;

    public double Second => second / Rows;

    public void Add(long block, double firstLoss, double secondLoss)
    {
        blocks.TryGetValue(block, out (double Gain, int Rows) sum);
        blocks[block] = (sum.Gain + firstLoss - secondLoss, sum.Rows + 1);
        first += firstLoss;
        second += secondLoss;
        Rows++;
    }

    /// <summary>The mean gain of a row, with the interval of 1 − <paramref name="alpha"/>: blocks are drawn anew.</summary>
    public Metric Interval(double alpha, ulong seed)
    {
        (double Gain, int Rows)[] all = [.. blocks.OrderBy(static b => b.Key).Select(static b => b.Value)];
        var (mean, deviation) = Of(all, Resample.Original);
        int resamples = Math.Max(FewestResamples, (int)Math.Min(200_000, ResamplesBeyond / alpha));
        var drawn = new double[resamples];
        Parallel.For(0, resamples, i =>
        {
            var (gain, spread) = Of(all, new Resample(seed, i));
            // Without a spread it lies far out, and without a difference nowhere.
            drawn[i] = gain == mean ? 0 : Math.Clamp((gain - mean) / spread, -Farthest, Farthest);
        });
        Metric scores = StreamDraws.Interval(0, drawn, 1 - alpha);
        double student = StudentScore.Quantile(1 - (alpha / 2), all.Length - 1);
        return new Metric(mean, mean - (Math.Max(scores.High, student) * deviation), mean - (Math.Min(scores.Low, -student) * deviation));
    }

    // The mean gain of a drawn row, a ratio of sums over blocks, and its standard error by the blocks' residuals.
    private static (double Mean, double Deviation) Of((double Gain, int Rows)[] all, Resample resample)
    {
        var (gain, rows, count) = (0.0, 0L, 0);
        for (int block = 0; block < all.Length; block++)
        {
            int drawn = resample.Count((ulong)block);
            gain += drawn * all[block].Gain;
            rows += (long)drawn * all[block].Rows;
            count += drawn;
        }
        if (count < 2) return (double.NaN, double.NaN);
        double mean = gain / rows, squares = 0;
        for (int block = 0; block < all.Length; block++)
        {
            double residual = all[block].Gain - (mean * all[block].Rows);
            squares += resample.Count((ulong)block) * residual * residual;
        }
        return (mean, Math.Sqrt(squares * count / (count - 1.0)) / rows);
    }
}
