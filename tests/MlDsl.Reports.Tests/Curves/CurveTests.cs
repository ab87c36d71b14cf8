using MlDsl.Training;

namespace MlDsl.Reports.Tests.Curves;

/// <summary>Curves and bins beside the metrics that they draw, and beside closed forms.</summary>
public sealed class CurveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheAreaUnderTheCurveIsTheMetric(int seed)
    {
        var random = new Random(seed);
        ReportRows rows = Rows(500, row => row % 3 == 0, label => (float)Math.Round(Math.Clamp((label ? 0.6 : 0.4) + (random.NextDouble() - 0.5), 0, 1), 1), _ => 1 + random.Next(3));
        BinaryMetrics metrics = BinaryEvaluator.Evaluate(rows.Labels, rows.Predictions, (Probability)0.5f, new EvaluationRows { Weights = rows.Weights }, null, new EvaluationOptions { Resamples = 0 });
        var curve = ThresholdCurve.Of(rows);
        double[] x = curve.FalsePositiveRate, y = curve.Recall, precision = curve.Precision;
        double area = 0, average = 0;
        for (int i = 1; i < x.Length; i++)
        {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
            average += (y[i] - y[i - 1]) * precision[i];
        }
        Assert.Equal(metrics.RocAuc.Value, area, 1e-9);
        Assert.Equal(metrics.PrAuc.Value, average, 1e-9);
        Assert.Equal((0, 0, 1, 1), (x[0], y[0], x[^1], y[^1]));
        int at = Array.FindIndex(curve.Thresholds, static t => t < 0.5) - 1;
        Assert.Equal(metrics.Recall.Value, y[at], 1e-9);
        Assert.Equal(metrics.Precision.Value, precision[at], 1e-9);
        Assert.Equal(1, curve.Selected[^1], 1e-12);
    }

    [Fact]
    public void OneClassHasNoCurve()
    {
        Assert.False(ThresholdCurve.Of(Rows(10, static _ => true, static _ => 0.5f)).IsDefined);
        Assert.False(ThresholdCurve.Of(Rows(10, static _ => false, static _ => 0.5f)).IsDefined);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(1000, 10)]
    [InlineData(5000, 1)]
    [InlineData(317, 25)]
    public void NoBinHasFewerRowsThanItMustAndNoneIsLost(int count, int least)
    {
        foreach (Func<Random, double> make in new Func<Random, double>[]
        {
            static r => r.NextDouble(), static r => Math.Exp(r.NextDouble() * 20), static _ => 7, static r => r.Next(3), static r => r.Next(50) == 0 ? 1e6 : r.NextDouble(), static r => -r.NextDouble() * 1e-9, static r => 1e-13 * (1 + r.NextDouble()),
        })
        {
            var random = new Random(count);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => make(random))];
            Histogram? histogram = Histogram.Of([.. values, double.NaN, double.PositiveInfinity], 20, least);
            if (count < least || count == 0)
            {
                Assert.Null(histogram);
                continue;
            }
            Assert.Equal(count, histogram!.Rows.Sum());
            Assert.All(histogram.Rows, rows => Assert.True(rows == 0 || rows >= least));
            Assert.InRange(histogram.Rows.Length, 1, 25);
            for (int i = 1; i < histogram.Rows.Length; i++) Assert.Equal(histogram.To[i - 1], histogram.From[i], Math.Abs(histogram.To[i] - histogram.From[i]) * 1e-6);
            Assert.Equal(1, histogram.Heights.Max());
            Assert.All(histogram.Heights, static h => Assert.InRange(h, 0, 1));
            Assert.True(histogram.Rows.Length == 1 || histogram.From.Zip(histogram.To).All(static b => b.First < b.Second));
        }
    }

    // Round decimal numbers are those that their texts say.
    [Theory]
    [InlineData(0.1)]
    [InlineData(1e-13)]
    [InlineData(1e-30)]
    [InlineData(1e15)]
    public void EndsOfBinsAreRound(double size)
    {
        Histogram histogram = Histogram.Of(Enumerable.Range(0, 1000).Select(i => size * i / 1000), 20, 10)!;
        Assert.Equal(20, histogram.Rows.Length);
        Assert.All(histogram.From, from => Assert.InRange(from.ToString("G14", System.Globalization.CultureInfo.InvariantCulture).Split('E')[0].Length, 1, size > 1 ? 20 : 5));
    }

    [Fact]
    public void StepsOfACurveAreOfEnoughRows()
    {
        var random = new Random(6);
        ReportRows rows = Rows(203, row => row % 3 == 0, label => (float)((label ? 0.2 : 0) + (0.5 * random.NextDouble()) + 0.1));
        ThresholdCurve all = ThresholdCurve.Of(rows), steps = all.InSteps(10);
        Assert.InRange(steps.Selected.Length, 15, 21);
        for (int i = 1; i < steps.Selected.Length; i++) Assert.InRange((steps.Selected[i] - steps.Selected[i - 1]) * 203, 9.999, 20);
        Assert.All(steps.Thresholds[..^1], threshold => Assert.Contains(threshold, all.Thresholds));
        Assert.Equal((0, 0, 0, 1, 1, 0), (steps.Selected[0], steps.Recall[0], steps.FalsePositiveRate[0], steps.Recall[^1], steps.FalsePositiveRate[^1], steps.Thresholds[^1]));
        Assert.Equal(2, all.InSteps(150).Selected.Length);
    }

    [Fact]
    public void ABarsAreaIsItsShare()
    {
        Histogram histogram = Histogram.Of([.. Enumerable.Repeat(0.5, 5), .. Enumerable.Repeat(1.5, 100), .. Enumerable.Repeat(2.5, 100)], 3, 10)!;
        double[] areas = [.. histogram.Heights.Select((h, i) => h * (histogram.To[i] - histogram.From[i]))];
        for (int i = 0; i < areas.Length; i++) Assert.Equal((double)histogram.Rows[i] / histogram.Rows.Sum(), areas[i] / areas.Sum(), 1e-9);
    }

    // s/√n and Student's quantile with 11 degrees of freedom, 2.20099, by hand.
    [Fact]
    public void AMeanOfRowsHasTheTextbooksInterval()
    {
        double[] values = [.. Enumerable.Range(1, 12).Select(static i => (double)i)];
        Metric mean = WeightedMean.Of(values, [.. values.Select(static _ => 2.0)], [], 0.95);
        double half = 2.2009851601 * Math.Sqrt(13.0 / 12);
        Assert.Equal(6.5, mean.Value, 1e-12);
        Assert.Equal((6.5 - half, 6.5 + half), (mean.Low, mean.High), EqualityComparer<(double, double)>.Create(static (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-8 && Math.Abs(a.Item2 - b.Item2) < 1e-8, static _ => 0));
        Assert.Equal(mean, WeightedMean.Of(values, [.. values.Select(static _ => 2.0)], [.. values.Select(static v => (ulong)v)], 0.95));
        Assert.False(WeightedMean.Of(values[..9], [.. values[..9]], [], 0.95).HasInterval);
        Assert.False(WeightedMean.Of(values, [.. values.Select(static _ => 0.0)], [], 0.95).IsDefined);
    }

    // Each row four times over, in groups of four, tells no more than once.
    [Fact]
    public void RowsOfAGroupTellNoMoreThanOne()
    {
        double[] once = [.. Enumerable.Range(0, 30).Select(static i => (double)(i * 7 % 11))], four = [.. once.SelectMany(static v => Enumerable.Repeat(v, 4))];
        Metric alone = WeightedMean.Of(once, [.. once.Select(static _ => 1.0)], [], 0.9);
        Metric grouped = WeightedMean.Of(four, [.. four.Select(static _ => 1.0)], [.. four.Select(static (_, i) => (ulong)(i / 4))], 0.9);
        Assert.Equal(alone.Low, grouped.Low, 1e-12);
        Assert.Equal(alone.High, grouped.High, 1e-12);
    }

    [Fact]
    public void BinsOfPredictionsHoldAllRowsAndMeetTheirLabels()
    {
        var random = new Random(4);
        float[] predictions = [.. Enumerable.Range(0, 1000).Select(_ => (float)random.NextDouble() * 10)];
        var rows = new ReportRows
        {
            Outputs = 1,
            Of = 1000,
            Predictions = predictions,
            Labels = [.. predictions.Select(static p => p + 1)],
            Weights = [.. predictions.Select(static _ => 1f)],
            Keys = [.. predictions.Select(static (_, i) => (ulong)i)],
            IsGrouped = false,
            Intervals = [.. predictions.Select(static (p, i) => i % 4 == 0 ? (p - 1, p) : (p - 1, p + 2))],
        };
        IReadOnlyList<PredictionBin> bins = PredictionBin.Of(rows, 20, 10, 0.95);
        Assert.Equal((20, 1000), (bins.Count, bins.Sum(static b => b.Rows)));
        Assert.All(bins, static b => Assert.Equal((1, 1, 1), (Math.Round(b.Median, 5), Math.Round(b.Low, 5), Math.Round(b.Label.Value - b.Prediction, 5))));
        Assert.Equal(0.75, bins.Average(static b => b.Covered), 1e-9);
        Assert.Empty(PredictionBin.Of(rows, 20, 2000, 0.95));
    }

    internal static ReportRows Rows(int count, Func<int, bool> isPositive, Func<bool, float> probability, Func<int, float>? weight = null) => new()
    {
        Outputs = 1,
        Of = count,
        IsGrouped = false,
        Intervals = [],
        Labels = [.. Enumerable.Range(0, count).Select(row => isPositive(row) ? 1f : 0f)],
        Predictions = [.. Enumerable.Range(0, count).Select(row => probability(isPositive(row)))],
        Weights = [.. Enumerable.Range(0, count).Select(row => weight?.Invoke(row) ?? 1)],
        Keys = [.. Enumerable.Range(0, count).Select(static row => (ulong)row)],
    };
}
