namespace MlDsl.Monitoring.Tests.Statistics;

/// <summary>Held against exact tails of sums.</summary>
public sealed class SignedRootTests
{
    private const long Many = 1_000_000_000;

    [Theory]
    [InlineData(0.5, 100)]
    [InlineData(0.05, 500)]
    [InlineData(0.004, 500)]
    public void RatesHaveTheTailOfTheBinomial(double share, int rows)
    {
        long[] reference = [(long)(share * Many), (long)((1 - share) * Many)];
        double tail = 1;
        for (int seen = 0; seen <= rows && tail > 1e-12; seen++)
        {
            // The tail is that of as many rows or more.
            if (seen > share * rows * 1.3 && tail < 0.2)
            {
                double z = SignedRoot.Of([1, 0], reference, [seen, rows - seen], 0, isCount: true);
                Assert.InRange((Normal.TwoSided(z) / 2) / tail, 0.85, 1.6);
            }
            tail -= Math.Exp(LogChoose(rows, seen) + (seen * Math.Log(share)) + ((rows - seen) * Math.Log(1 - share)));
        }
    }

    [Fact]
    public void SkewedScoresHaveTheTailOfTheirSum()
    {
        // The sum of 60 rows that score 0, 1 or 5: the mean over its deviation is wrong by a factor of ten at the end.
        double[] scores = [0, 1, 5], shares = [0.7, 0.2, 0.1];
        const int rows = 60;
        double[] exact = [1];
        for (int row = 0; row < rows; row++)
        {
            var next = new double[exact.Length + 5];
            for (int i = 0; i < exact.Length; i++)
                for (int cell = 0; cell < 3; cell++) next[i + (int)scores[cell]] += exact[i] * shares[cell];
            exact = next;
        }
        long[] reference = [.. shares.Select(static share => (long)(share * Many))];
        foreach (int sum in new[] { 60, 70, 80, 90, 100 })
        {
            double tail = exact.Skip(sum + 1).Sum() + (exact[sum] / 2);

            // Any counts of that sum: what matters is the mean. The reference is so large that the window's own rows do not change the shares.
            int fives = (sum - 5) / 5, ones = sum - (5 * fives);
            double z = SignedRoot.Of(scores, reference, [rows - fives - ones, ones, fives], 0, isCount: false);
            Assert.InRange(Normal.TwoSided(z) / 2 / tail, 0.9, 1.1);
        }
    }

    [Fact]
    public void WhatDaysAddIsInTheDeviation()
    {
        long[] reference = [Many / 2, Many / 2], window = [280, 220];
        double without = SignedRoot.Of([1, -1], reference, window, 0, isCount: false);
        Assert.Equal(0.12 / Math.Sqrt(1.0 / 500), without, 0.02);
        Assert.Equal(0.12 / Math.Sqrt((1.0 / 500) + 0.01), SignedRoot.Of([1, -1], reference, window, 0.01, isCount: false), 0.02);
    }

    [Fact]
    public void AWindowOfWhatTheReferenceNeverHadIsAnAlarmAndANumber()
    {
        double z = SignedRoot.Of([0, 1], [10_000, 0], [0, 500], 0, isCount: true);
        Assert.InRange(z, 20, 200);
        Assert.Equal(-z, SignedRoot.Of([0, -1], [10_000, 0], [0, 500], 0, isCount: true), 1e-9);
    }

    [Fact]
    public void WhereNothingVariesNothingIsSaid()
    {
        Assert.Equal(0, SignedRoot.Of([0, 1], [10, 0], [5, 0], 0, isCount: false));
        Assert.Equal(0, SignedRoot.Of([0, 1], [10, 3], [0, 0], 0, isCount: false));
    }

    private static double LogChoose(int rows, int seen) =>
        MathNet.Numerics.SpecialFunctions.GammaLn(rows + 1) - MathNet.Numerics.SpecialFunctions.GammaLn(seen + 1) - MathNet.Numerics.SpecialFunctions.GammaLn(rows - seen + 1);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.02)]
    [InlineData(0.002)]
    public void ACountIsTheSameInDeviations(double share)
    {
        long[] reference = [(long)(100_000 * (1 - share)), (long)(100_000 * share)], window = [500 - (long)Math.Ceiling(500 * share) - 3, (long)Math.Ceiling(500 * share) + 3];
        double deviation = Math.Sqrt(share * (1 - share));
        Assert.Equal(
            SignedRoot.Of([0, 1], reference, window, 0, isCount: true), SignedRoot.Of([-share / deviation, (1 - share) / deviation], reference, window, 0, isCount: true), 1e-9);
    }
}
