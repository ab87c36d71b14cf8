using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Platt's line of scores of any size beside its closed forms.</summary>
public sealed class PlattLineTests
{
    public static TheoryData<double> Sizes => new() { 1e-30, 1e-5, 1e-2, 1, 1e3, 1e6, 1e10, 1e30, -1e6 };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void IsTheLineThatLabelsWereDrawnBy(double size)
    {
        const int Rows = 20_000;
        var random = new Random(5);
        float[] labels = new float[Rows], scores = new float[Rows], weights = new float[Rows];
        for (int i = 0; i < Rows; i++)
        {
            double q = (random.NextDouble() * 4) - 2;
            (labels[i], scores[i], weights[i]) = (random.NextDouble() < 1 / (1 + Math.Exp(-2 * q)) ? 1 : 0, (float)(q * size), 1);
        }
        var (slope, offset) = PlattLine.Of(labels, scores, weights, "");
        // The deviation of the slope is about 0.02.
        Assert.InRange(slope * size, 1.9, 2.1);
        Assert.InRange(offset, -0.08, 0.08);
    }

    // Of two scores the line goes through the log-odds of both groups' mean targets.
    [Theory]
    [InlineData(-1e-5, 1e-5)]
    [InlineData(-1, 3)]
    [InlineData(1e10, 3e10)]
    [InlineData(1e6, 1000001)]
    [InlineData(2e-38, 1e-38)]
    public void GoesThroughTwoGroups(float low, float high)
    {
        bool[] isHigh = [.. Enumerable.Range(0, 60).Select(static i => i >= 20)];
        // 5 of 20 rows of the low score are positive, and 30 of 40 of the high one; rows of weight 0 count for nothing.
        float[] labels = [.. Enumerable.Range(0, 60).Select(static i => i is < 5 or (>= 20 and < 50) ? 1f : 0f), 1, 1, 0];
        float[] scores = [.. isHigh.Select(side => side ? high : low), high * 3, low, low / 2], weights = [.. Enumerable.Repeat(1f, 60), 0, 0, 0];
        var (slope, offset) = PlattLine.Of(labels, scores, weights, "");
        double yes = 36 / 37.0, no = 1 / 27.0;
        double ofLow = Odds(((5 * yes) + (15 * no)) / 20), ofHigh = Odds(((30 * yes) + (10 * no)) / 40);
        double expected = (ofHigh - ofLow) / ((double)high - low);
        Assert.Equal(1, slope / expected, 1e-5);
        Assert.Equal(ofLow, (slope * low) + offset, 1e-5);

        static double Odds(double share) => Math.Log(share / (1 - share));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ScoresThatAreNotFiniteAreRefused(float wrong)
    {
        float[] labels = [.. Enumerable.Range(0, 30).Select(static i => i % 2f)], scores = [.. Enumerable.Range(0, 30).Select(i => i == 7 ? wrong : i)], weights = [.. Enumerable.Repeat(1f, 30)];
        Assert.Equal(
            "The scores of training rows are not finite: the training has diverged; give numbers a Scale, or lower LearningRate",
            Assert.Throws<TrainingException>(() => PlattLine.Of(labels, scores, weights, "give numbers a Scale, or lower LearningRate")).Message);
    }

    [Fact]
    public void ScoresThatAreAllOneHaveTheShareOfTheLabels()
    {
        float[] labels = [.. Enumerable.Range(0, 40).Select(static i => i < 10 ? 1f : 0f)];
        var (slope, offset) = PlattLine.Of(labels, [.. Enumerable.Repeat(5f, 40)], [.. Enumerable.Repeat(1f, 40)], "");
        double share = ((10 * (11 / 12.0)) + (30 * (1 / 32.0))) / 40;
        Assert.Equal(Math.Log(share / (1 - share)), (5 * slope) + offset, 1e-5);
    }
}
