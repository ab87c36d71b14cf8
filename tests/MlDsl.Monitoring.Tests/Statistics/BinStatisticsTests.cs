using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Statistics;

/// <summary>Held against closed forms, and against how often probabilities are small where nothing changed.</summary>
public sealed class BinStatisticsTests
{
    private static readonly long[] Reference = [10, 20, 30], Window = [20, 20, 20];

    [Fact]
    public void ChiSquaredIsPearsons()
    {
        // Expected 15, 20 and 25 in both: 4 × 25 / 15 / 2 + 2 × 25 / 25, on two degrees of freedom, whose upper tail is exp(−x / 2).
        BinStatistic statistic = BinStatistics.ChiSquared(Reference, Window);
        Assert.Equal(16.0 / 3, statistic.Value, 1e-12);
        Assert.Equal(Math.Exp(-8.0 / 3), statistic.Probability, 1e-12);
    }

    [Fact]
    public void GIsTwiceTheLogarithmOfTheLikelihoodRatio()
    {
        double expected = 2 * ((10 * Math.Log(10 / 15.0)) + (30 * Math.Log(30 / 25.0)) + (20 * Math.Log(20 / 15.0)) + (20 * Math.Log(20 / 25.0)));
        BinStatistic statistic = BinStatistics.G(Reference, Window);
        Assert.Equal(expected, statistic.Value, 1e-12);
        Assert.Equal(Math.Exp(-expected / 2), statistic.Probability, 1e-12);
    }

    [Fact]
    public void CellsOfFewRowsAreOne()
    {
        // Of the last three cells each expects two in both: together they are the cell of six.
        BinStatistic pooled = BinStatistics.ChiSquared([30, 20, 1, 2, 3], [20, 30, 3, 2, 1]);
        Assert.Equal(BinStatistics.ChiSquared([30, 20, 6], [20, 30, 6]), pooled);
    }

    [Fact]
    public void TheStabilityIndexIsLessItsBias()
    {
        double p = 10.5 / 21, q = 15.5 / 21;
        double plain = ((q - p) * Math.Log(q / p)) + ((1 - q - (1 - p)) * Math.Log((1 - q) / (1 - p)));
        BinStatistic statistic = BinStatistics.StabilityIndex([10, 10], [15, 5]);
        Assert.Equal(plain - 0.1, statistic.Value, 1e-12);
    }

    [Fact]
    public void JensenShannonIsOneBetweenWhatHasNothingInCommon()
    {
        Assert.Equal(1, BinStatistics.JensenShannon([10, 0], [0, 10]).Value, 1e-12);
        Assert.Equal(0, BinStatistics.JensenShannon([10, 30], [1, 3]).Value, 1e-7);
    }

    [Fact]
    public void WassersteinIsTheWayThatValuesHaveGone()
    {
        Assert.Equal(3, BinStatistics.Wasserstein([10, 0, 0], [0, 0, 10], [0, 1, 3]).Value, 1e-12);
        Assert.Equal(0.5, BinStatistics.Wasserstein([10, 10], [5, 15], [0, 2]).Value, 1e-12);
    }

    [Fact]
    public void KolmogorovSmirnovOfOneEdgeIsNormal()
    {
        // At one time a bridge is a normal draw of variance t (1 − t).
        BinStatistic statistic = BinStatistics.KolmogorovSmirnov([300, 700], [360, 640]);
        double t = 0.33, height = Math.Sqrt(500) * 0.06;
        Assert.Equal(0.06, statistic.Value, 1e-12);
        Assert.Equal(Normal.TwoSided(height / Math.Sqrt(t * (1 - t))), statistic.Probability, 1e-3);
    }

    [Fact]
    public void KolmogorovSmirnovOfManyEdgesIsNearlyKolmogorovs()
    {
        double[] times = [.. Enumerable.Range(1, 199).Select(static i => i / 200.0)];
        foreach (double height in new[] { 0.8, 1.2, 1.6, 2.0 })
        {
            double series = 2 * Enumerable.Range(1, 20).Sum(k => (k % 2 == 1 ? 1 : -1) * Math.Exp(-2.0 * k * k * height * height));

            // Between edges a bridge leaves the band a little more often: about 0.58 deviations of a step, Chernoff's correction.
            double moved = height + (0.583 / Math.Sqrt(200)), later = 2 * Enumerable.Range(1, 20).Sum(k => (k % 2 == 1 ? 1 : -1) * Math.Exp(-2.0 * k * k * moved * moved));
            Assert.InRange(BridgeMaximum.Tail(times, height), later * 0.97, series);
        }
    }

    [Theory]
    [InlineData(2000, 200, 10)]
    [InlineData(500, 500, 4)]
    [InlineData(20000, 60, 20)]
    public void ProbabilitiesBelowATwentiethAreAsRareWhereNothingChanged(int n, int m, int bins)
    {
        const int draws = 2000, dear = 400;
        double[] centres = [.. Enumerable.Range(0, bins).Select(static bin => (double)bin)];
        int chi = 0, g = 0, index = 0, shannon = 0, smirnov = 0, wasserstein = 0, lower = 0;
        Parallel.For(0, draws, draw =>
        {
            long[] reference = Counts(draw, 0, n, bins), window = Counts(draw, 1, m, bins);
            Count(ref chi, BinStatistics.ChiSquared(reference, window));
            Count(ref g, BinStatistics.G(reference, window));
            Count(ref index, BinStatistics.StabilityIndex(reference, window));
            Count(ref shannon, BinStatistics.JensenShannon(reference, window));
            if (draw < dear) Count(ref smirnov, BinStatistics.KolmogorovSmirnov(reference, window));
            if (draw < dear) Count(ref wasserstein, BinStatistics.Wasserstein(reference, window, centres));
            if (BinStatistics.StabilityIndex(reference, window).Value < 0) Interlocked.Increment(ref lower);
        });

        // Four standard errors beside 0.05; the likelihood ratio and the index are asymptotic, and wider at few rows a bin.
        Assert.InRange(chi / (double)draws, 0.03, 0.07);
        Assert.InRange(smirnov / (double)dear, 0.01, 0.095);
        Assert.InRange(wasserstein / (double)dear, 0.01, 0.095);
        var (narrow, wide) = m / bins < 5 ? (0.0, 0.2) : (0.03, 0.08);
        Assert.InRange(g / (double)draws, narrow, wide);
        Assert.InRange(index / (double)draws, narrow, wide);
        Assert.InRange(shannon / (double)draws, narrow, wide);

        // Without its bias the index is as often below 0 as a chi-squared is below its mean.
        Assert.InRange(lower / (double)draws, 0.45, 0.75);

        static void Count(ref int count, BinStatistic statistic)
        {
            if (statistic.Probability < 0.05) Interlocked.Increment(ref count);
        }
    }

    [Fact]
    public void WithoutRowsNothingIsSaid()
    {
        Assert.Equal(double.NaN, BinStatistics.ChiSquared([1, 2], [0, 0]).Value);
        Assert.Equal(double.NaN, BinStatistics.KolmogorovSmirnov([0, 0], [1, 0]).Probability);
        Assert.Equal(double.NaN, BinStatistics.StabilityIndex([], []).Value);
        Assert.Equal(double.NaN, BinStatistics.Wasserstein([0], [1], [3]).Value);
    }

    [Fact]
    public void OneBinIsNoDifference()
    {
        Assert.Equal(1, BinStatistics.ChiSquared([100], [7]).Probability);
        Assert.Equal(1, BinStatistics.KolmogorovSmirnov([100], [7]).Probability);
        Assert.Equal(1, BinStatistics.Wasserstein([100], [7], [2]).Probability);
    }

    [Fact]
    public void OtherBinsAreRefused()
    {
        Assert.Contains("has 2 bins, the window 3", Assert.Throws<ArgumentException>(static () => BinStatistics.G([1, 2], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("Bin 1 holds fewer than 0", Assert.Throws<ArgumentException>(static () => BinStatistics.G([1, 2], [1, -2])).Message, StringComparison.Ordinal);
        Assert.Contains("3 centres are given for 2", Assert.Throws<ArgumentException>(static () => BinStatistics.Wasserstein([1, 2], [1, 2], [1, 2, 3])).Message, StringComparison.Ordinal);
    }

    private static long[] Counts(int draw, int sample, int rows, int bins)
    {
        ulong stream = EvaluationRandom.Stream(EvaluationRandom.Stream(7, draw), sample);
        var counts = new long[bins];
        for (int row = 0; row < rows; row++) counts[(int)((EvaluationRandom.At(stream, (ulong)row) >> 32) * (ulong)bins >> 32)]++;
        return counts;
    }
}
