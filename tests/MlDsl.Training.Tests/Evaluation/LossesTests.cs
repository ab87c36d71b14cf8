using MlDsl.Testing;

namespace MlDsl.Training.Tests;

/// <summary>The bare losses equal the metrics of the same name, which are held to scikit-learn.</summary>
[Collection(Alone.Name)]
public sealed class LossesTests
{
    private static readonly EvaluationOptions NoIntervals = new() { Resamples = 0 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EqualTheMetrics(bool weighted)
    {
        float[] weights = ReferenceData.WeightsIf(weighted);
        EvaluationRows rows = new() { Weights = weights };
        Assert.Equal(
            RegressionEvaluator.Evaluate(ReferenceData.Labels, ReferenceData.Predictions, rows, options: NoIntervals).Rmse.Value,
            Losses.Rmse(ReferenceData.Labels, ReferenceData.Predictions, weights),
            1e-12);
        Assert.Equal(
            BinaryEvaluator.Evaluate(
                ReferenceData.Positives, ReferenceData.Probabilities, new(0.5f), rows, options: NoIntervals).LogLoss.Value,
            Losses.LogLoss(ReferenceData.Positives, ReferenceData.Probabilities, weights),
            1e-12);

        MulticlassMetrics multiclass = MulticlassEvaluator.Evaluate(
            ReferenceData.ClassLabels, ReferenceData.ClassProbabilities, ReferenceData.Classes, rows, options: NoIntervals);
        Assert.Equal(
            multiclass.LogLoss.Value,
            Losses.LogLoss(ReferenceData.ClassLabels, ReferenceData.ClassProbabilities, 4, weights),
            1e-12);
    }

    [Fact]
    public void AllocateNothing()
    {
        double expected = Sum(), sum = 0;
        Allocations.AssertNone(() => sum = Sum(), 10);
        Assert.Equal(expected, sum);
    }

    // Closed forms of the clip at 2⁻²³: certain and wrong costs 23·ln 2, certain and right next to nothing.
    [Fact]
    public void CertaintyHasAFiniteLoss()
    {
        double wrong = 23 * Math.Log(2), right = -Math.Log(1 - Math.Pow(2, -23));
        Assert.Equal(wrong, Losses.LogLoss([true, false], [0f, 1f]), 1e-12);
        Assert.Equal(right, Losses.LogLoss([true, false], [1f, 0f]), 1e-12);
        Assert.Equal(wrong, Losses.LogLoss([1, 0], [1f, 0f, 0f, 1f], 2), 1e-12);
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([true, false], [0f, 1f], (Probability)0.5f, default, (Probability)1f);
        Assert.Equal(wrong, metrics.LogLoss.Value, 1e-12);
        Assert.All(metrics.Baseline!.Named, static named => Assert.False(double.IsInfinity(named.Metric.Value)));
    }

    [Fact]
    public void LengthsMustAgree()
    {
        Assert.StartsWith(
            "Labels need 2 predictions and as many or no weights, not 1 and 0",
            Assert.Throws<ArgumentException>(static () => Losses.Rmse([1, 2], [1])).Message);
        Assert.Throws<ArgumentException>(static () => Losses.LogLoss([true], [0.5f], [1, 1]));
        Assert.Throws<ArgumentException>(static () => Losses.LogLoss([0, 1], [0.5f, 0.5f, 1], 2));
        Assert.Throws<ArgumentException>(static () => Losses.LogLoss([0], [0.5f, 0.5f], 2, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Losses.LogLoss([0], [], 0));
    }

    private static double Sum() =>
        Losses.Rmse(ReferenceData.Labels, ReferenceData.Predictions, ReferenceData.Weights)
        + Losses.LogLoss(ReferenceData.Positives, ReferenceData.Probabilities, ReferenceData.Weights)
        + Losses.LogLoss(ReferenceData.ClassLabels, ReferenceData.ClassProbabilities, 4, ReferenceData.Weights);
}
