using MlDsl.Monitoring.Estimates;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Estimates;

public sealed class MulticlassEstimatorTests
{
    private static MulticlassEstimator Estimator(EstimateOptions? options = null, int rows = 4000)
    {
        var made = new KnownClasses(1);
        var (said, truly) = made.Rows(rows, 0);
        return MulticlassEstimator.Of(said, made.Labels(truly), KnownClasses.Names, options);
    }

    [Fact]
    public void LabelsThatAreThereGiveTheMetricsOfTheEvaluator()
    {
        var made = new KnownClasses(3);
        var (said, truly) = made.Rows(600, 0);
        int[] labels = made.Labels(truly);
        float[] values = Array.ConvertAll(said, static p => p.Value);
        MulticlassMetrics expected = MulticlassEvaluator.Evaluate(labels, values, KnownClasses.Names, options: new() { Resamples = 0 });
        double[] metrics = new ClassSums(values, KnownClasses.Count).Expected(KnownClasses.Certain(labels));
        double brier = Enumerable.Range(0, labels.Length).Average(row => Enumerable.Range(0, 3).Sum(k => Math.Pow(values[(row * 3) + k] - (labels[row] == k ? 1 : 0), 2)));
        double[] wanted =
        [
            expected.LogLoss.Value, brier, expected.MicroAccuracy.Value, expected.MacroAccuracy.Value, expected.Classes.Average(static of => of.Precision.Value), expected.MacroF1.Value,
            .. expected.Classes.SelectMany(of => new[] { of.Rows / 600.0, of.Precision.Value, of.Recall.Value, of.F1.Value }),
        ];
        Assert.Equal(metrics.Length, wanted.Length);
        for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], metrics[i], 5);
    }

    [Fact]
    public void ExpectedMetricsAreThoseOfTheirFormulas()
    {
        float[] said = [0.7f, 0.2f, 0.1f, 0.1f, 0.6f, 0.3f], truly = [0.5f, 0.3f, 0.2f, 0.25f, 0.5f, 0.25f];
        double[] metrics = new ClassSums(said, 3).Expected(truly);
        Assert.Equal((0.5 + 0.5) / 2, metrics[2], 6);
        Assert.Equal(-((0.5 * Math.Log(0.7)) + (0.3 * Math.Log(0.2)) + (0.2 * Math.Log(0.1)) + (0.25 * Math.Log(0.1)) + (0.5 * Math.Log(0.6)) + (0.25 * Math.Log(0.3))) / 2, metrics[0], 6);
        // Of the first class: half a row right of 0.75 rows, and one predicted.
        double[] first = [0.375, 0.5, 0.5 / 0.75, 1 / 1.75];
        for (int i = 0; i < first.Length; i++) Assert.Equal(first[i], metrics[6 + i], 6);
        // The third is predicted of no row.
        Assert.True(double.IsNaN(metrics[6 + 8 + 1]));
        Assert.Equal((0.5 + 0.5) / 2, metrics[4], 6);
    }

    [Fact]
    public void AClassCountsInAMeanAsMuchAsItIsProbableThatItHasARow()
    {
        const int Rows = 200, Classes = 10;
        const float Rare = 0.0003f;
        float[] said = new float[Rows * Classes], labels = new float[Rows * Classes];
        var random = new Random(5);
        for (int i = 0; i < said.Length; i++) said[i] = i % Classes == 9 ? Rare : i % Classes == i / Classes % 9 ? 0.9f : (0.1f - Rare) / 8;
        var sums = new ClassSums(said, Classes);
        double[] expected = sums.Expected(said), mean = new double[6];
        const int Draws = 4000;
        for (int draw = 0; draw < Draws; draw++)
        {
            Array.Clear(labels);
            for (int row = 0; row < Rows; row++) labels[(row * Classes) + ClassSums.DrawOf(said.AsSpan(row * Classes, Classes), random.NextDouble())] = 1;
            double[] drawn = sums.Expected(labels);
            for (int i = 0; i < mean.Length; i++) mean[i] += drawn[i] / Draws;
        }
        // Counted as if it always had rows, the rare class would take a tenth of the mean of recalls.
        Assert.InRange(expected[3], 0.89, 0.90);
        for (int i = 2; i < mean.Length; i++) Assert.InRange(expected[i], mean[i] - 0.005, mean[i] + 0.005);
    }

    [Fact]
    public void OfAClassThatProbablyHasNoRowNothingIsSaidButItsShare()
    {
        var random = new Random(8);
        var said = new Probability[4000 * 3];
        int[] labels = new int[4000];
        for (int row = 0; row < labels.Length; row++)
        {
            float rare = 0.004f + (0.008f * random.NextSingle()), first = 0.2f + (0.6f * random.NextSingle());
            (said[row * 3], said[(row * 3) + 1], said[(row * 3) + 2]) = ((Probability)first, (Probability)(1 - first - rare), (Probability)rare);
            labels[row] = ClassSums.DrawOf([first, 1 - first - rare, rare], random.NextDouble());
        }
        MulticlassEstimator estimator = MulticlassEstimator.Of(said, labels, KnownClasses.Names);
        ClassEstimate few = estimator.Estimate(said.AsSpan(0, 40 * 3)).Classes[2], many = estimator.Estimate(said.AsSpan(0, 1000 * 3)).Classes[2];
        Assert.Equal((true, false, false, false), (few.Share.HasInterval, few.Precision.IsDefined, few.Recall.IsDefined, few.F1.IsDefined));
        Assert.Equal((true, false, true, true), (many.Share.HasInterval, many.Precision.IsDefined, many.Recall.HasInterval, many.F1.HasInterval));
    }

    [Fact]
    public void TheCurveFindsWhatTheModelIsWrongBy()
    {
        var made = new KnownClasses(11);
        var (said, truly) = made.Rows(60_000, 0);
        float[] logs = ClassSums.LogsOf(Array.ConvertAll(said, static p => p.Value)), own = new float[3];
        DirichletCurve curve = new DirichletFit(logs, made.Labels(truly), 3).Curve;
        for (int row = 0; row < 200; row++)
        {
            curve.At(logs.AsSpan(row * 3, 3), own);
            for (int k = 0; k < 3; k++) Assert.InRange(own[k], truly[(row * 3) + k] - 0.02, truly[(row * 3) + k] + 0.02);
        }
    }

    [Fact]
    public void ADrawIsFittedAsIfItsRowsWereThere()
    {
        var made = new KnownClasses(12);
        var (said, truly) = made.Rows(1500, 0);
        float[] logs = ClassSums.LogsOf(Array.ConvertAll(said, static p => p.Value));
        int[] labels = made.Labels(truly), counts = [.. Enumerable.Range(0, 1500).Select(static row => row % 3)];
        int[] rows = [.. Enumerable.Range(0, 1500).SelectMany(row => Enumerable.Repeat(row, counts[row]))];
        DirichletCurve drawn = new DirichletFit(logs, labels, 3).Again(counts);
        DirichletCurve whole = new DirichletFit([.. rows.SelectMany(row => logs[(row * 3)..((row * 3) + 3)])], [.. rows.Select(row => labels[row])], 3).Curve;
        float[] one = new float[3], other = new float[3];
        for (int row = 0; row < 200; row++)
        {
            drawn.At(logs.AsSpan(row * 3, 3), one);
            whole.At(logs.AsSpan(row * 3, 3), other);
            for (int k = 0; k < 3; k++) Assert.Equal(other[k], one[k], 0.004f);
        }
    }

    [Theory]
    [InlineData(Calibration.Beta)]
    [InlineData(Calibration.Temperature)]
    [InlineData(Calibration.Platt)]
    [InlineData(Calibration.Isotonic)]
    public void AModelThatIsTooSureIsSeenThrough(Calibration calibration)
    {
        var window = new KnownClasses(2).Rows(8_000, 0.2);
        MulticlassEstimate estimate = Estimator(new EstimateOptions { Calibration = calibration, Replicates = 40 }).Estimate(window.Said);
        double right = 0, claimed = 0;
        for (int row = 0; row < 8_000; row++)
        {
            float[] said = [.. window.Said[(row * 3)..((row * 3) + 3)].Select(static p => p.Value)];
            int best = MulticlassRow.Best(said);
            (right, claimed) = (right + (window.True[(row * 3) + best] / 8_000.0), claimed + (said[best] / 8_000.0));
        }
        Assert.True(claimed > right + 0.05, $"{claimed} {right}");
        Assert.InRange(estimate.MicroAccuracy.Value, right - 0.025, right + 0.025);
        Assert.All(estimate.Named, static m => Assert.True(m.Metric.Low < m.Metric.Value && m.Metric.Value < m.Metric.High));
        Assert.Equal(KnownClasses.Names, estimate.Classes.Select(static of => of.Class));
        Assert.Equal(1, estimate.Classes.Sum(static of => of.Share.Value), 4);
    }

    [Fact]
    public void TheSameSeedGivesTheSameFigures()
    {
        Probability[] window = new KnownClasses(2).Rows(300, 0.2).Said;
        Assert.Equal(Estimator().Estimate(window), Estimator().Estimate(window));
        Assert.NotEqual(Estimator().Estimate(window).MicroAccuracy, Estimator(new EstimateOptions { Seed = 1 }).Estimate(window).MicroAccuracy);
    }

    [Fact]
    public void WhatIsPredictedMayChangeAndTheEstimateCannotKnow()
    {
        // The same inputs, and classes that changed places: the interval is as sure as before and wrong. Only labels tell.
        var made = new KnownClasses(4);
        var (said, truly) = made.Rows(2000, 0);
        MulticlassEstimate estimate = Estimator().Estimate(said);
        int[] labels = Array.ConvertAll(made.Labels(truly), static label => (label + 1) % 3);
        double shown = new ClassSums(Array.ConvertAll(said, static p => p.Value), 3).Expected(KnownClasses.Certain(labels))[2];
        Assert.True(estimate.IsEstimable);
        Assert.True(shown < estimate.MicroAccuracy.Low - 0.2, $"{shown} {estimate.MicroAccuracy}");
    }

    [Fact]
    public void AWindowBeyondTheValidationRowsHasNoFigure()
    {
        Probability[] one = [(Probability)0.9999f, (Probability)0.00005f, (Probability)0.00005f];
        MulticlassEstimate beyond = Estimator().Estimate([.. Enumerable.Repeat(one, 50).SelectMany(static row => row)]);
        Assert.False(beyond.IsEstimable);
        Assert.Empty(beyond.Classes);
        Assert.All(beyond.Named, static m => Assert.False(m.Metric.IsDefined));
        Assert.StartsWith("Not estimable: ", beyond.ToString(), StringComparison.Ordinal);
        Assert.Contains("'probability of ", beyond.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsReadAsText()
    {
        string text = Estimator().Estimate(new KnownClasses(2).Rows(300, 0).Said).ToString();
        Assert.StartsWith("Estimated without labels on 300 rows", text, StringComparison.Ordinal);
        Assert.Contains("macro F1", text, StringComparison.Ordinal);
        Assert.Contains("\nsouth ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeEstimatedIsRefused()
    {
        Probability[] third = [.. Enumerable.Repeat((Probability)(1 / 3f), 3 * 500)];
        int[] labels = [.. Enumerable.Range(0, 500).Select(static i => i < 19 ? 1 : i % 2 == 0 ? 0 : 2)];
        Assert.Contains("19 of the 500 validation rows are of the class 'south'", Assert.Throws<EvaluationException>(() => MulticlassEstimator.Of(third, labels, KnownClasses.Names)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MulticlassEstimator.Of(third, labels.AsSpan(1), KnownClasses.Names));
        Assert.Throws<ArgumentException>(() => MulticlassEstimator.Of(third, labels, ["one"]));
        labels[3] = 3;
        Assert.Contains("class index 3", Assert.Throws<EvaluationException>(() => MulticlassEstimator.Of(third, labels, KnownClasses.Names)).Message, StringComparison.Ordinal);
        third[4] = (Probability)0.9f;
        Assert.Contains("sum to", Assert.Throws<EvaluationException>(() => MulticlassEstimator.Of(third, labels, KnownClasses.Names)).Message, StringComparison.Ordinal);
        Assert.Throws<EvaluationException>(() => Estimator().Estimate(default(ReadOnlySpan<Probability>)));
        Assert.Throws<ArgumentException>(() => Estimator().Estimate(third.AsSpan(0, 4)));
    }

    [Theory]
    [InlineData("estimator.Estimate(scores)", "CS1503")]
    [InlineData("MulticlassEstimator.Of(scores, new int[1], new[] { \"a\", \"b\" })", "CS1503")]
    [InlineData("estimator.Estimate(numbers)", "CS1503")]
    public void AScoreIsNoProbability(string call, string error)
    {
        string use = $"using MlDsl; public static class Use {{ public static object Call(MulticlassEstimator estimator, Score[] scores, float[] numbers) => {call}; }}";
        Assert.Equal([error], CSharp.Compile(use).GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(static d => d.Id));
    }
}
