using MlDsl.Monitoring.Estimates;
using MlDsl.Training;

namespace MlDsl.Monitoring.Improvement;

/// <summary>The losses of two models on the same rows, and by how much the second has less: with an interval over blocks of rows that hang together.</summary>
internal sealed class PairedGain
{
    // So many that the ends of an interval at one in a thousand are told.
    private const int FewestResamples = 2000, ResamplesBeyond = 20;

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

    /// <summary>The mean gain of a row, with the interval of a level: blocks are drawn anew.</summary>
    public Metric Interval(double alpha, ulong seed)
    {
        (double Gain, int Rows)[] all = [.. blocks.OrderBy(static b => b.Key).Select(static b => b.Value)];
        int resamples = Math.Max(FewestResamples, (int)Math.Min(200_000, ResamplesBeyond / alpha));
        var drawn = new double[resamples];
        Parallel.For(0, resamples, i =>
        {
            var resample = new Resample(seed, i);
            double gain = 0;
            long rows = 0;
            for (int block = 0; block < all.Length; block++)
            {
                int count = resample.Count((ulong)block);
                gain += count * all[block].Gain;
                rows += (long)count * all[block].Rows;
            }
            drawn[i] = rows > 0 ? gain / rows : double.NaN;
        });
        return Draws.Interval(all.Sum(static b => b.Gain) / Rows, drawn, 1 - alpha);
    }
}
