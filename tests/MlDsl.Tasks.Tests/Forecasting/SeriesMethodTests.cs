using MlDsl.Forecasting;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Methods of one series against closed forms.</summary>
public sealed class SeriesMethodTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void TheSeasonBeforeComesAgain()
    {
        double[] points = new double[5];
        SeriesMethods.SeasonalNaive([9, 1, 2, 3], 3, points);
        Assert.Equal([1, 2, 3, 1, 2], points);
        SeriesMethods.SeasonalNaive([4], 3, points);
        Assert.Equal([4, 4, 4, 4, 4], points);
    }

    // Known factors times a straight line: the centred means of an even season give the line back, and the factors' mean over phases is off by the line's own slope only.
    [Fact]
    public void FactorsAreThoseOfTheSeason()
    {
        double[] factors = [0.5, 1.5, 1.2, 0.8], values = [.. Enumerable.Range(0, 80).Select(i => 100 * factors[i % 4])];
        Assert.Equal(factors, SeasonPattern.Of(values, 4).Parts.Select(static f => Math.Round(f, 9)));
        Assert.Equal(100.0, SeasonPattern.Of(values, 4).Without(values).Average(), Tolerance);
    }

    // A shop that is closed on Sundays, and degrees around 0: no factor can be divided by, so the season is added.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, -110)]
    public void ASeasonThatNoFactorTellsIsAdded(double noise, double shift)
    {
        double[] week = [100, 110, 105, 120, 150, 180, 0];
        var random = new Random(11);
        double[] values = [.. Enumerable.Range(0, 140).Select(i => week[i % 7] + shift + (i % 7 == 6 ? 0 : noise * (random.NextDouble() - 0.5)))];
        foreach (Action<double[]> method in (Action<double[]>[])[points => SeriesMethods.Theta(values, 7, points), points => DampedTrend.Forecast(values, 7, hasTrend: true, points), points => SeriesMethods.SeasonalLast(values, 7, points)])
        {
            double[] points = new double[7];
            method(points);
            for (int day = 0; day < 7; day++) Assert.Equal(week[day] + shift, points[day], 3.0);
        }
    }

    [Fact]
    public void NoSeasonIsFoundInNoise()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => 10 + random.NextDouble())];
        Assert.False(Seasonality.IsSeasonal(values, 12));
        Assert.All(SeasonPattern.Of(values, 12).Parts, static factor => Assert.Equal(1.0, factor));
        Assert.False(Seasonality.IsSeasonal([1, 2, 1, 2], 2));
        Assert.False(Seasonality.IsSeasonal(new double[50], 5));
    }

    // Of a straight line both theta lines are the line and its last value: half the slope remains.
    [Fact]
    public void ThetaOfALineHasHalfItsSlope()
    {
        double[] points = new double[3], values = [.. Enumerable.Range(0, 50).Select(static i => 10 + (2.0 * i))];
        SeriesMethods.Theta(values, 1, points);
        for (int i = 0; i < 3; i++) Assert.Equal(108 + (2 * (i + 1)) - ((i + 1) * 1.0), points[i], 0.01);
    }

    [Fact]
    public void ALevelThatDoesNotMoveIsTheMean()
    {
        // Values that alternate have no better share of an error than nearly none.
        double[] values = [.. Enumerable.Range(0, 400).Select(static i => i % 2 == 0 ? 1.0 : 3.0)];
        Assert.Equal(2.0, Smoothing.Level(values), 0.02);
    }

    [Fact]
    public void ADampedTrendIsFollowed()
    {
        // Level and trend of the model itself, without errors: whatever the shares, the first ones that fit are exact.
        double level = 50, trend = 4, damping = 0.9;
        var values = new double[60];
        for (int i = 0; i < values.Length; i++)
        {
            trend *= damping;
            values[i] = level += trend;
        }
        double[] points = new double[4];
        DampedTrend.Forecast(values, 1, hasTrend: true, points);
        for (int i = 0; i < points.Length; i++)
        {
            trend *= damping;
            Assert.Equal(level += trend, points[i], 0.01);
        }
        Assert.Equal(0.0, DampedTrend.Fit(values, 0.5, 0.2, damping).Squares, 1e-12);
    }

    [Fact]
    public void TheLeastOfAParabolaIsFound() => Assert.Equal(0.3217, Minimum.Of(static x => (x - 0.3217) * (x - 0.3217), 0, 1), 1e-5);

    // The conformal rank: of 19 numbers the 95 per cent quantile is the 19th, of 39 the 2.5 per cent quantile the first.
    [Fact]
    public void QuantilesAreConformalRanks()
    {
        var levels = new QuantileLevels(0.95);
        double[] numbers = [.. Enumerable.Range(1, 39).Select(static i => (double)i)], quantiles = new double[levels.Count];
        levels.Of(numbers, quantiles);
        Assert.Equal(1, quantiles[levels.Low]);
        Assert.Equal(39, quantiles[levels.High]);
        Assert.Equal(20, quantiles[levels.Deciles[4]]);
        Assert.Equal(11, levels.Count);
        Assert.Equal(9, new QuantileLevels(0.8).Count);
    }
}
