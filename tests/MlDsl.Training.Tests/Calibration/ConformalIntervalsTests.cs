namespace MlDsl.Training.Tests;

/// <summary>Intervals against the definition of split conformal prediction, and their coverage against simulation.</summary>
public sealed class ConformalIntervalsTests
{
    [Theory]
    [InlineData(0.9, 9, 9)]
    [InlineData(0.9, 19, 18)]
    [InlineData(0.9, 20, 19)]
    [InlineData(0.5, 1, 1)]
    [InlineData(0.95, 99, 95)]
    [InlineData(0.8, 10, 9)]
    public void TheRadiusIsTheResidualOfTheRank(double level, int rows, int rank)
    {
        // Residuals 1, 2, …, n in another order, of either sign: ⌈(n + 1)·level⌉ of them.
        float[] labels = [.. Enumerable.Range(0, rows).Select(i => ((i * 7 % rows) + 1) * (i % 2 == 0 ? 1f : -1f))];
        if (labels.Select(Math.Abs).Distinct().Count() < rows) labels = [.. Enumerable.Range(1, rows).Select(static i => (float)i)];
        IntervalStep step = ConformalIntervals.Fit(level, labels, new float[rows]);
        Assert.Equal(rank, step.Radius);
        Assert.Equal((rows, level), (step.Rows, step.Level));
        Assert.Equal(new Interval<float>(3, 3 - rank, 3 + rank), new Outcome([new LinkStep(Link.Identity), step]).IntervalOf(3));
    }

    [Fact]
    public void OfQuantilesTheRadiusIsHowFarLabelsLieBeyond()
    {
        // From 4 below the nearer quantile to 5 above it; some quantiles the other way round.
        float[] labels = [.. Enumerable.Range(0, 10).Select(static i => (float)i)], lows = new float[10], highs = new float[10];
        for (int i = 0; i < 10; i++) (lows[i], highs[i]) = i % 2 == 0 ? (4, 4) : (4.5f, 3.5f);
        // The sizes beyond: 4, 2.5, 2, 0.5, 0, 0.5, 2, 2.5, 4, 4.5.
        Assert.Equal(4, ConformalIntervals.FitQuantiles(0.8, labels, lows, highs).Radius);
        Assert.Equal(4.5, ConformalIntervals.FitQuantiles(0.9, labels, lows, highs).Radius);
        Assert.Equal(2.5, ConformalIntervals.FitQuantiles(0.5, labels, lows, highs).Radius);
        Assert.Equal((10, true, 0.5), (ConformalIntervals.FitQuantiles(0.5, labels, lows, highs).Rows, ConformalIntervals.FitQuantiles(0.5, labels, lows, highs).IsOfQuantiles, ConformalIntervals.FitQuantiles(0.5, labels, lows, highs).Level));
        // Rows of weight 0 do not count; one of weight 3 counts as three.
        Assert.Equal(2, ConformalIntervals.FitQuantiles(0.5, labels, lows, highs, [0, 1, 1, 1, 1, 1, 1, 1, 0, 0]).Radius);
        Assert.Equal(4.5, ConformalIntervals.FitQuantiles(0.5, labels, lows, highs, [1, 0, 0, 0, 0, 0, 1, 0, 1, 9]).Radius);
        Assert.Throws<ArgumentException>(() => ConformalIntervals.FitQuantiles(0.5, labels, lows, highs.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => ConformalIntervals.FitQuantiles(1, labels, lows, highs));
        Assert.Contains("need 19 held-back rows or more", Assert.Throws<TrainingException>(() => ConformalIntervals.FitQuantiles(0.95, labels, lows, highs)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.645)]
    [InlineData(4)]
    public void QuantilesThatAreTooNearOrTooFarAreMended(double deviations)
    {
        var (labels, centres) = Drawn(new Random(9), 10_000);
        float[] lows = [.. centres.Select(c => (float)(c * (1 - deviations)))], highs = [.. centres.Select(c => (float)(c * (1 + deviations)))];
        IntervalStep step = ConformalIntervals.FitQuantiles(0.9, labels.AsSpan(0, 5000), lows.AsSpan(0, 5000), highs.AsSpan(0, 5000));
        var outcome = new Outcome([new LinkStep(Link.Identity), step]);
        int held = Enumerable.Range(5000, 5000).Count(i => outcome.IntervalOf([centres[i], lows[i], highs[i]]).Contains(labels[i]));
        Assert.InRange(held / 5000.0, 0.88, 0.92);
        if (deviations < 1) Assert.True(step.Radius > 1);
        else if (deviations > 2) Assert.True(step.Radius < -1);
        else Assert.InRange(step.Radius, -0.5, 0.5);
    }

    [Fact]
    public void WeightsCountAsRowsDo()
    {
        float[] labels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], weights = [1, 1, 1, 1, 1, 3, 1, 1, 0, 0];
        // As if 6 were there three times, and 9 and 10 not at all; the row to come weighs 10/8.
        Assert.Equal(7, ConformalIntervals.Fit(0.75, labels, new float[10], weights).Radius);
        Assert.Equal(6, ConformalIntervals.Fit(0.7, labels, new float[10], weights).Radius);
    }

    [Fact]
    public void ALevelIsSaidInFull()
    {
        IntervalMetrics Of(double level, double exchangeability) => new()
        {
            Level = level,
            Coverage = new Metric(0.5, 0.4, 0.6),
            Width = new Metric(3, double.NaN, double.NaN),
            CalibrationRows = 1_000_000,
            Exchangeability = exchangeability,
        };
        Assert.StartsWith("99.9999% intervals: coverage 0.5", Of(0.999999, double.NaN).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("90% intervals", Of(0.9f, double.NaN).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("The intervals were made to hold 99.9999% and hold fewer", Of(0.999999, 0.5).Warning, StringComparison.Ordinal);
        Assert.Contains("(p = 2.0E-7)", Of(0.9, 2e-7).Warning, StringComparison.Ordinal);
        Assert.Contains("(p < 1E-300)", Of(0.9, 0).Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ARadiusThatNoFloatHoldsIsTold() => Assert.StartsWith(
        "Predictions of the held-back rows are off by 6E+38, which is more than a float holds",
        Assert.Throws<TrainingException>(static () => ConformalIntervals.Fit(0.9, [.. Enumerable.Repeat(3e38f, 20)], [.. Enumerable.Repeat(-3e38f, 20)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.9, 8, "Intervals of the level 0.9 need 9 held-back rows or more, and there are 8; hold more back with Share, lower the level, or give more training rows")]
    [InlineData(0.99, 98, "Intervals of the level 0.99 need 99 held-back rows or more, and there are 98; hold more back with Share, lower the level, or give more training rows")]
    [InlineData(0.999999, 100, "Intervals of the level 0.999999 need 999999 held-back rows or more, and there are 100; hold more back with Share, lower the level, or give more training rows")]
    [InlineData(0.9999999999, 100, "Intervals of the level 0.9999999999 need 9999999162 held-back rows or more, and there are 100; hold more back with Share, lower the level, or give more training rows")]
    [InlineData(0.9, 1, "Intervals of the level 0.9 need 9 held-back rows or more, and there is 1; hold more back with Share, lower the level, or give more training rows")]
    [InlineData(0.9, 0, "Intervals of the level 0.9 need 9 held-back rows or more, and there are 0; hold more back with Share, lower the level, or give more training rows")]
    public void TooFewRowsAreCounted(double level, int rows, string said) =>
        Assert.Equal(said, Assert.Throws<TrainingException>(() => ConformalIntervals.Fit(level, new float[rows], new float[rows])).Message);

    // 4,000 experiments: the mean coverage lies between the level and 1/(n + 1) above it; its own deviation is about 0.0011.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLevelIsHeldOverExperiments(bool spreads)
    {
        const int Rows = 60, Experiments = 4000;
        const double Level = 0.9;
        var random = new Random(5);
        IntervalStep? spread = null;
        if (spreads)
        {
            var (labels, predictions) = Drawn(random, 2000);
            spread = ConformalIntervals.SpreadOf(labels, predictions);
            Assert.InRange(spread!.Knots.Count, 10, 20);
        }
        int held = 0, asked = 0;
        for (int i = 0; i < Experiments; i++)
        {
            var (labels, predictions) = Drawn(random, Rows);
            var outcome = new Outcome([new LinkStep(Link.Identity), ConformalIntervals.Fit(Level, labels, predictions, spread: spread)]);
            (labels, predictions) = Drawn(random, 20);
            for (int k = 0; k < labels.Length; k++, asked++)
                if (outcome.IntervalOf(predictions[k]).Contains(labels[k])) held++;
        }
        Assert.InRange((double)held / asked, Level - 0.004, Level + (1.0 / (Rows + 1)) + 0.004);
    }

    [Fact]
    public void TheSpreadFollowsThePrediction()
    {
        var (labels, predictions) = Drawn(new Random(7), 20_000);
        IntervalStep spread = ConformalIntervals.SpreadOf(labels, predictions)!;
        // The residual of a prediction p is p times a standard normal number: its mean is p·√(2/π).
        for (int i = 0; i < spread.Knots.Count; i++) Assert.Equal(spread.Knots[i] * Math.Sqrt(2 / Math.PI), spread.Spreads[i], 0.1 * spread.Knots[i]);
        Assert.Equal(20, spread.Knots.Count);
    }

    [Fact]
    public void WhereNothingTellsASpreadThereIsNone()
    {
        Assert.Null(ConformalIntervals.SpreadOf(new float[99], new float[99]));
        Assert.Null(ConformalIntervals.SpreadOf(new float[1000], new float[1000]));
        Assert.Null(ConformalIntervals.SpreadOf([.. Enumerable.Range(0, 1000).Select(static i => (float)i)], new float[1000]));
        float[] same = [.. Enumerable.Range(0, 1000).Select(static i => (float)i)];
        Assert.Null(ConformalIntervals.SpreadOf(same, same));
    }

    [Fact]
    public void NumbersThatAreNoneAreRefused()
    {
        Assert.Throws<ArgumentException>(static () => ConformalIntervals.Fit(0.5, [1, float.NaN], [1, 2]));
        Assert.Throws<ArgumentException>(static () => ConformalIntervals.Fit(0.5, [1], [1, 2]));
        Assert.Throws<ArgumentException>(static () => ConformalIntervals.Fit(0.5, [1, 2], [1, 2], [1, -1]));
        Assert.Throws<ArgumentException>(static () => ConformalIntervals.Fit(1, [1, 2], [1, 2]));
    }

    // Labels that are off by as much as the prediction is large.
    private static (float[] Labels, float[] Predictions) Drawn(Random random, int rows)
    {
        var (labels, predictions) = (new float[rows], new float[rows]);
        for (int i = 0; i < rows; i++)
        {
            predictions[i] = 1 + (9 * random.NextSingle());
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            labels[i] = (float)(predictions[i] * (1 + normal));
        }
        return (labels, predictions);
    }
}
