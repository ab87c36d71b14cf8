using MlDsl.Monitoring.Estimates;
using MlDsl.Testing;

namespace MlDsl.Monitoring.Tests.Estimates;

public sealed class BinaryEstimatorTests
{
    private static readonly Probability Half = (Probability)0.5f;

    private static BinaryEstimator Estimator(EstimateOptions? options = null, int rows = 4000)
    {
        var made = new KnownProbabilities(1);
        var (said, truly) = made.Rows(rows, 0);
        return BinaryEstimator.Of(said, made.Labels(truly), Half, options);
    }

    [Fact]
    public void ExpectedMetricsAreThoseOfTheirFormulas()
    {
        Probability[] said = [(Probability)0.2f, (Probability)0.6f, (Probability)0.6f, (Probability)0.9f];
        double[] truly = [0.1, 0.5, 0.7, 0.8], metrics = new double[BinarySums.Metrics];
        new BinarySums(said, Half).Measure(truly, metrics);
        double tp = 2, fp = 1, fn = 0.1;
        Assert.Equal((4 - fp - fn) / 4, metrics[0], 12);
        Assert.Equal(tp / (tp + fp), metrics[1], 12);
        Assert.Equal(tp / (tp + fn), metrics[2], 12);
        Assert.Equal(2 * tp / ((2 * tp) + fp + fn), metrics[3], 12);
        // Every pair of two rows by hand.
        double right = 0, pairs = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                if (i == j) continue;
                double weight = truly[i] * (1 - truly[j]);
                pairs += weight;
                right += weight * (said[i] > said[j] ? 1 : said[i] == said[j] ? 0.5 : 0);
            }
        }
        Assert.Equal(right / pairs, metrics[4], 12);
        Assert.Equal(Enumerable.Range(0, 4).Average(i => -(truly[i] * Math.Log(said[i].Value)) - ((1 - truly[i]) * Math.Log(1.0 - said[i].Value))), metrics[5], 12);
        Assert.Equal(Enumerable.Range(0, 4).Average(i => (truly[i] * Math.Pow(1.0 - said[i].Value, 2)) + ((1 - truly[i]) * Math.Pow(said[i].Value, 2))), metrics[6], 12);
    }

    [Fact]
    public void LabelsThatAreThereGiveTheMetricsOfTheEvaluator()
    {
        var made = new KnownProbabilities(3);
        var (said, truly) = made.Rows(500, 0);
        // Some scores are equal.
        for (int i = 0; i < said.Length; i++) said[i] = (Probability)(float)Math.Round(said[i].Value, 2);
        bool[] labels = made.Labels(truly);
        BinaryMetrics expected = Training.BinaryEvaluator.Evaluate(labels, [.. said.Select(static p => p.Value)], Half, options: new() { Resamples = 0 });
        float[] keys = [.. said.Select(static p => p.Value)];
        Array.Sort(keys, labels);
        double[] metrics = new double[BinarySums.Metrics];
        new BinarySums(said, Half).Measure([.. labels.Select(static y => y ? 1.0 : 0.0)], metrics);
        double[] wanted = [expected.Accuracy.Value, expected.Precision.Value, expected.Recall.Value, expected.F1.Value, expected.RocAuc.Value, expected.LogLoss.Value, expected.Brier.Value];
        for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], metrics[i], 6);
    }

    [Theory]
    [InlineData(Calibration.Beta)]
    [InlineData(Calibration.Platt)]
    [InlineData(Calibration.Isotonic)]
    public void AModelThatIsTooSureIsSeenThrough(Calibration calibration)
    {
        var window = new KnownProbabilities(2).Rows(20_000, 0.4);
        BinaryEstimate estimate = Estimator(new EstimateOptions { Calibration = calibration, Replicates = 60 }).Estimate(window.Said);
        double right = window.Said.Zip(window.True).Average(static row => row.First.Value >= 0.5f ? row.Second : 1 - row.Second);
        double claimed = window.Said.Average(static p => Math.Max(p.Value, 1 - p.Value));
        Assert.InRange(estimate.Accuracy.Value, right - 0.015, right + 0.015);
        Assert.True(claimed > right + 0.03);
        Assert.All(estimate.Named, static m => Assert.True(m.Metric.Low < m.Metric.Value && m.Metric.Value < m.Metric.High));
    }

    [Fact]
    public void TheSameSeedGivesTheSameFigures()
    {
        Probability[] window = new KnownProbabilities(2).Rows(300, 0.3).Said;
        Assert.Equal(Estimator().Estimate(window), Estimator().Estimate(window));
        Assert.NotEqual(Estimator().Estimate(window).Accuracy, Estimator(new EstimateOptions { Seed = 1 }).Estimate(window).Accuracy);
    }

    [Fact]
    public void WhatIsPredictedMayChangeAndTheEstimateCannotKnow()
    {
        // The same inputs, and a truth that turned: the interval is as sure as before and wrong. Only labels tell.
        var made = new KnownProbabilities(4);
        var (said, truly) = made.Rows(2000, 0);
        BinaryEstimate estimate = Estimator().Estimate(said);
        bool[] labels = made.Labels(Array.ConvertAll(truly, static p => 1 - p));
        double shown = said.Zip(labels).Average(static row => row.First.Value >= 0.5f == row.Second ? 1 : 0);
        Assert.True(estimate.IsEstimable);
        Assert.True(shown < estimate.Accuracy.Low - 0.2);
    }

    [Fact]
    public void AWindowBeyondTheValidationRowsHasNoFigure()
    {
        BinaryEstimator estimator = Estimator();
        BinaryEstimate beyond = estimator.Estimate([.. Enumerable.Repeat((Probability)0.99999f, 50)]);
        Assert.False(beyond.IsEstimable);
        Assert.All(beyond.Named, static m => Assert.False(m.Metric.IsDefined));
        Assert.StartsWith("Not estimable: ", beyond.ToString(), StringComparison.Ordinal);
        // In the thin end of the scores, and not beyond it.
        Probability[] ends = [.. new KnownProbabilities(9).Rows(3000, 3).Said.Where(static p => p.Value is > 0.994f and < 0.999f)];
        BinaryEstimate thin = estimator.Estimate(ends);
        Assert.True(thin.Support.EffectiveRows < 400, thin.ToString());
        Assert.Contains("'score'", Estimator(new EstimateOptions { FewestEffectiveRows = 400 }).Estimate(ends).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRowAndOneRow()
    {
        Assert.Throws<EvaluationException>(() => Estimator().Estimate(default(ReadOnlySpan<Probability>)));
        // One row says nothing of how its window lies.
        Assert.False(Estimator().Estimate([Half]).IsEstimable);
        BinaryEstimate two = Estimator().Estimate([(Probability)0.4f, (Probability)0.6f]);
        Assert.True(two.IsEstimable, two.Problem);
        Assert.Contains("Estimated without labels on 2 rows", two.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeCalibratedIsRefused()
    {
        Assert.Contains("19 of the 500", Assert.Throws<EvaluationException>(() => BinaryEstimator.Of(
            [.. Enumerable.Repeat(Half, 500)], [.. Enumerable.Range(0, 500).Select(static i => i < 19)], Half)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BinaryEstimator.Of([Half], [true, false], Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimateOptions { Replicates = 39 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimateOptions { Level = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimateOptions { MostOutside = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimateOptions { FewestEffectiveRows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimateOptions { MostRows = 10 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EstimateOptions { Calibration = (Calibration)99 });
    }

    [Theory]
    [InlineData("estimator.Estimate(scores)", "CS1503")]
    [InlineData("BinaryEstimator.Of(scores, new bool[3], (Probability)0.5f)", "CS1503")]
    [InlineData("estimator.Estimate(numbers)", "CS1503")]
    public void AScoreIsNoProbability(string call, string error)
    {
        string use = $"using MlDsl; public static class Use {{ public static object Call(BinaryEstimator estimator, Score[] scores, float[] numbers) => {call}; }}";
        Assert.Equal([error], CSharp.Compile(use).GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(static d => d.Id));
    }
}
