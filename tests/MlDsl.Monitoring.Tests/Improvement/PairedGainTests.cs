using MlDsl.Monitoring.Improvement;
using MlDsl.Monitoring.Tests.Estimates;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Improvement;

/// <summary>How often equal models are told apart, at the fewest blocks that are compared.</summary>
public sealed class PairedGainTests(ITestOutputHelper output)
{
    private const int Blocks = 14;

    private static PairedGain Of(double[] days, int rows = 3)
    {
        var gain = new PairedGain();
        for (int i = 0; i < days.Length * rows; i++) gain.Add(i % days.Length, 5 + days[i % days.Length], 5);
        return gain;
    }

    private static double[] Days(int seed, Func<KnownProbabilities, double> draw)
    {
        var made = new KnownProbabilities(seed);
        return [.. Enumerable.Range(0, Blocks).Select(_ => draw(made))];
    }

    [Fact]
    public void EqualModelsArePromotedAsSeldomAsDeclared()
    {
        const int Runs = 8000;
        double alpha = 0.05 / 3;
        int promoted = 0;
        Parallel.For(0, Runs, run =>
        {
            if (Of(Days(90_000 + run, static made => made.Normal())).Interval(alpha, (ulong)run).Low > 0) Interlocked.Increment(ref promoted);
        });
        output.WriteLine($"{promoted} of {Runs} normal, {alpha / 2 * Runs:F0} declared");
        // The upper end is three standard deviations of the count.
        Assert.InRange(promoted, alpha / 6 * Runs, (alpha / 2 * Runs) + (3 * Math.Sqrt(alpha / 2 * Runs)));
    }

    [Fact]
    public void AFewGreatLossesAreNotPassedOver()
    {
        // Most days are a little better and some much worse: the mean gain is 0.
        const int Runs = 4000;
        double alpha = 0.05 / 3;
        int promoted = 0;
        Parallel.For(0, Runs, run =>
        {
            if (Of(Days(190_000 + run, static made => 1 + Math.Log(1 - made.Uniform()))).Interval(alpha, (ulong)run).Low > 0) Interlocked.Increment(ref promoted);
        });
        output.WriteLine($"{promoted} of {Runs} lopsided, {alpha / 2 * Runs:F0} declared");
        Assert.InRange(promoted, 1, 4 * alpha / 2 * Runs);
    }

    [Fact]
    public void TheIntervalIsAtLeastStudents()
    {
        double[] days = Days(3, static made => 1 + made.Normal());
        double mean = days.Average(), deviation = Math.Sqrt(days.Sum(d => (d - mean) * (d - mean)) / (Blocks - 1) / Blocks);
        Metric interval = Of(days).Interval(0.05, 1);
        Assert.Equal(mean, interval.Value, 9);
        // Of 13 degrees at 97.5 %, from tables: 2.1604.
        Assert.True(interval.Low <= mean - (2.15 * deviation) && interval.High >= mean + (2.15 * deviation));
        Assert.Equal(2.1604, StudentScore.Quantile(0.975, 13), 0.01);
        Assert.Equal(3.0123, StudentScore.Quantile(0.995, 13), 0.01);
    }

    [Fact]
    public void ModelsThatDoNotDifferGainNothing()
    {
        Assert.Equal(new Metric(0, 0, 0), Of(new double[Blocks]).Interval(0.05, 1));
        Metric interval = Of([.. Enumerable.Repeat(0.3, Blocks)]).Interval(0.05, 1);
        Assert.Equal((0.3, 0.3, 0.3), (Math.Round(interval.Value, 6), Math.Round(interval.Low, 6), Math.Round(interval.High, 6)));
    }
}
