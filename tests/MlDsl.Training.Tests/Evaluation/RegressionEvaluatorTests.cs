namespace MlDsl.Training.Tests;

public sealed class RegressionEvaluatorTests
{
    private static readonly EvaluationOptions NoIntervals = new() { Resamples = 0 };

    // scikit-learn 1.2.1 by reference.py: RMSE, MAE, R², MAPE over labels other than 0, mean Poisson deviance. Tolerance 1e-12.
    [Theory]
    [InlineData(false, 2.420963941542707, 1.979625, 0.889023710002226, 0.5036733870858593, 0.584528270469579)]
    [InlineData(true, 2.4166099355769366, 1.9769479166666666, 0.8894033892066181, 0.5315225320866708, 0.5900139128667703)]
    public void AgreesWithScikitLearn(bool weighted, double rmse, double mae, double rSquared, double mape, double poisson)
    {
        var rows = new EvaluationRows { Weights = ReferenceData.WeightsIf(weighted) };
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(ReferenceData.Labels, ReferenceData.Predictions, rows);
        double[] values = [.. metrics.Named.Select(static named => named.Metric.Value)];
        Assert.All(values.Zip([rmse, mae, rSquared, mape, poisson]), static pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Equal(2, metrics.ZeroLabels);
        Assert.Equal(ReferenceData.Rows, metrics.Rows);
    }

    [Fact]
    public void PerfectPredictionsHaveNoError()
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate([1, 2, 4], [1, 2, 4], options: NoIntervals);
        Assert.Equal([0, 0, 1, 0, 0], metrics.Named.Select(static named => named.Metric.Value));
    }

    [Fact]
    public void AnIntegerWeightIsARepeatedRow()
    {
        EvaluationRows rows = new() { Weights = [3, 1, 2] };
        RegressionMetrics weighted = RegressionEvaluator.Evaluate([1, 5, 0], [2, 3, 1], rows, options: NoIntervals);
        RegressionMetrics repeated = RegressionEvaluator.Evaluate([1, 1, 1, 5, 0, 0], [2, 2, 2, 3, 1, 1], options: NoIntervals);
        Assert.All(
            weighted.Named.Zip(repeated.Named), static pair => Assert.Equal(pair.Second.Metric.Value, pair.First.Metric.Value, 1e-14));
    }

    [Fact]
    public void LargeLabelsDoNotCancel()
    {
        // Variance of 0, 1, 2, 3 around 16,777,000, where floats are one apart: SStot = 5, SSres = 4.
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(
            [16777000, 16777001, 16777002, 16777003], [16777001, 16777002, 16777003, 16777004], options: NoIntervals);
        Assert.Equal(0.2, metrics.RSquared.Value, 1e-12);
    }

    [Fact]
    public void TheMeanAsPredictionExplainsNothing()
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate([1, 2, 3, 6], [3, 3, 3, 3], baseline: 3, options: NoIntervals);
        Assert.Equal(0, metrics.RSquared.Value, 1e-14);
        Assert.NotNull(metrics.Baseline);
        Assert.Equal(metrics.Named, metrics.Baseline.Named);
    }

    [Theory]
    [InlineData(new float[] { 2, 2, 2 }, new float[] { 1, 2, 3 }, "R²")]
    [InlineData(new float[] { 0.1f, 0.1f, 0.1f }, new float[] { 1, 2, 3 }, "R²")]
    [InlineData(new float[] { 1, 2, -1 }, new float[] { 1, 2, 3 }, "Poisson deviance")]
    [InlineData(new float[] { 1, 2, 1 }, new float[] { 1, 0, 3 }, "Poisson deviance")]
    public void WhatTheRowsDoNotDefineIsUndefined(float[] labels, float[] predictions, string undefined)
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(labels, predictions, options: NoIntervals);
        Assert.Equal([undefined], metrics.Named.Where(static named => !named.Metric.IsDefined).Select(static named => named.Name));
    }

    [Fact]
    public void MapeOfLabelsThatAreAllZeroIsUndefined()
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate([0, 0], [1, 2], options: NoIntervals);
        Assert.Equal(Metric.Undefined, metrics.Mape);
        Assert.Equal(2, metrics.ZeroLabels);
    }

    [Fact]
    public void TextIsATable() => Culture.Finnish(static () => Assert.Equal(
        """
        Regression on 3 rows
        metric                value  baseline
        RMSE                  1.000     1.732
        MAE                   1.000     1.667
        R²                    0.654  -0.03846
        MAPE                  0.625     0.750
        Poisson deviance  undefined     2.053
        MAPE leaves out 1 row whose label is 0
        """,
        RegressionEvaluator.Evaluate([0, 1, 4], [-1, 2, 5], baseline: 2, options: NoIntervals).ToString()));

    [Fact]
    public void BadRowsAreNamed()
    {
        AssertFails("Row 1 of the test set has label NaN", [1, float.NaN], [1, 2], new(Side: "test"));
        AssertFails("Row 0 of the evaluated set has prediction Infinity", [1, 2], [float.PositiveInfinity, 2], new());
        AssertFails("Row 1 of the validation set has weight -1", [1, 2], [1, 2], new([1, -1], Side: "validation"));
        AssertFails("Row 0 of the evaluated set has weight NaN", [1, 2], [1, 2], new([float.NaN, 1]));
        AssertFails("Every weight of the test set is 0", [1, 2], [1, 2], new([0, 0], Side: "test"));
        AssertFails("The validation set has no rows", [], [], new(Side: "validation"));
    }

    [Fact]
    public void LengthsMustAgree()
    {
        AssertMisfit("There are 2 labels, but 1 predictions", [1, 2], [1], new());
        AssertMisfit("There are 2 labels, but 3 weights", [1, 2], [1, 2], new([1, 1, 1]));
        AssertMisfit("There are 2 labels, but 1 groups", [1, 2], [1, 2], new(Groups: [1]));
        AssertMisfit("There are 2 labels, but 1 values of 'sex'", [1, 2], [1, 2], new(Slices: [SliceColumn.From("sex", ["f"])]));
    }

    [Fact]
    public void ABaselineIsFinite()
    {
        var exception = Assert.Throws<ArgumentException>(() => RegressionEvaluator.Evaluate([1], [1], baseline: float.NaN));
        Assert.Contains("baseline is NaN", exception.Message);
    }

    private static void AssertFails(string message, float[] labels, float[] predictions, RowFacts facts) => Assert.StartsWith(
        message, Assert.Throws<EvaluationException>(() => RegressionEvaluator.Evaluate(labels, predictions, facts.Rows)).Message);

    private static void AssertMisfit(string message, float[] labels, float[] predictions, RowFacts facts) => Assert.StartsWith(
        message, Assert.Throws<ArgumentException>(() => RegressionEvaluator.Evaluate(labels, predictions, facts.Rows)).Message);
}
