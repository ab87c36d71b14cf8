namespace MlDsl.Training.Tests;

/// <summary>Whether windows are alike, against SciPy's kruskal and against how often it is said of windows that are.</summary>
public sealed class ExchangeabilityTests
{
    [Fact]
    public void IsKruskalAndWallissTest()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(static i => i * 37 % 101 / 8.0)], tied = [.. Enumerable.Range(0, 60).Select(static i => (double)(i * 37 % 7) + (i < 20 ? 1 : 0))];
        // scipy.stats.kruskal of the same three windows.
        Assert.Equal(0.9288848560673952, Exchangeability.Test(Windows(values)), 1e-10);
        Assert.Equal(0.35559620079358767, Exchangeability.Test(Windows(tied)), 1e-10);
    }

    [Fact]
    public void OfWindowsThatAreAlikeOneInTwentyIsBelowFivePerCent()
    {
        var random = new Random(3);
        const int Experiments = 2000;
        int below = 0;
        for (int i = 0; i < Experiments; i++)
            if (Exchangeability.Test([.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 30).Select(_ => Math.Exp(3 * random.NextDouble())).ToArray())]) < 0.05) below++;
        // 0.05 within four deviations of 2,000 draws; the test itself is a little shy.
        Assert.InRange(below / (double)Experiments, 0.03, 0.07);
    }

    [Fact]
    public void ResidualsThatGrowAreTold() =>
        Assert.InRange(Exchangeability.Test([.. Enumerable.Range(1, 5).Select(static scale => Enumerable.Range(0, 40).Select(i => scale * (1.0 + (i * 17 % 40))).ToArray())]), 0, 1e-6);

    [Fact]
    public void ResidualsThatChangeTheirSignAreTold()
    {
        double[][] windows = [.. Enumerable.Range(0, 4).Select(static window => Enumerable.Range(0, 40).Select(i => ((i * 17 % 40) + 0.5) * (window < 2 ? 1 : -1)).ToArray())];
        Assert.Equal(1, Exchangeability.Test([.. windows.Select(static w => Array.ConvertAll(w, Math.Abs))]), 1e-9);
        Assert.InRange(Exchangeability.OfResiduals(windows), 0, 1e-10);
        Assert.Equal(double.NaN, Exchangeability.OfResiduals([]));
    }

    [Fact]
    public void WhatCannotBeToldIsUndefined()
    {
        Assert.Equal(double.NaN, Exchangeability.Test([]));
        Assert.Equal(double.NaN, Exchangeability.Test([[1, 2, 3, 4, 5, 6], [1, 2]]));
        Assert.Equal(1, Exchangeability.Test([[1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]));
    }

    private static double[][] Windows(double[] values) => [values[..20], values[20..45], values[45..]];
}
