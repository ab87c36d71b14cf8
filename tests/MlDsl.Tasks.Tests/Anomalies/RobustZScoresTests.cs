using MathNet.Numerics.Distributions;
using MlDsl.Training;
using static MlDsl.Tasks.Tests.Anomalies.MadeRows;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>Medians, spreads and what becomes of them.</summary>
public sealed class RobustZScoresTests
{
    // numpy 1.24: c = np.median(X, 0), np.median(abs(X - c), 0) of the same rows in double.
    private static readonly double[] Medians = [-6.125, -11.08203125, -3.4375, -2.22265625, 1.4375], Deviations = [31.1875, 64.53125, 29.625, 34.24609375, 31.0625];

    [Theory]
    [InlineData(DeviationNorm.Largest)]
    [InlineData(DeviationNorm.RootMeanSquare)]
    public void ScoresAreDistancesFromNumpysMedians(DeviationNorm norm)
    {
        float[] values = Correlated();
        HeldDesign rows = Design(values, 5);
        var predictor = (DeviationPredictor)Train(new RobustZScoresOptions { Norm = norm }, rows).Predictor;
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(Medians[i], predictor.Centers[i], 1e-9);
            Assert.Equal(1 / (1.4826 * Deviations[i]), predictor.Factors[i], 1e-12);
        }
        float[] scores = Scores(predictor, rows);
        for (int row = 0; row < scores.Length; row++)
        {
            double[] each = [.. Enumerable.Range(0, 5).Select(i => Math.Abs(values[(row * 5) + i] - Medians[i]) / (1.4826 * Deviations[i]))];
            Assert.Equal(norm == DeviationNorm.Largest ? each.Max() : Math.Sqrt(each.Average(static z => z * z)), scores[row], 1e-6);
        }
    }

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, new double[] { 1, 1, 1 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, new double[] { 1, 1, 1, 1 }, 2.5)]
    [InlineData(new double[] { 4, 1, 3, 2 }, new double[] { 1, 1, 1, 4 }, 2)]
    [InlineData(new double[] { 10, 20 }, new double[] { 3, 1 }, 10)]
    [InlineData(new double[] { 7 }, new double[] { 2 }, 7)]
    public void AMedianHasHalfOfTheWeight(double[] values, double[] weights, double median) => Assert.Equal(median, WeightedMedian.Of(values, weights));

    [Fact]
    public void AWeightOfTwoIsTheRowTwice()
    {
        float[] once = [1, 5, 2, 9, 30, 4, 8];
        var weighted = (DeviationPredictor)Train(new RobustZScoresOptions(), Design(once, 1, [1, 2, 1, 3, 1, 0, 2])).Predictor;
        var repeated = (DeviationPredictor)Train(new RobustZScoresOptions(), Design([1, 5, 5, 2, 9, 9, 9, 30, 8, 8], 1)).Predictor;
        Assert.Equal((repeated.Centers[0], repeated.Factors[0]), (weighted.Centers[0], weighted.Factors[0]));
    }

    // A flag that one row in twenty has: the median absolute deviation is 0, and the flag is as far off as normal values are that are as rare.
    [Fact]
    public void WithoutADeviationWhatDiffersIsAsFarAsItIsRare()
    {
        float[] flags = [.. Enumerable.Range(0, 200).Select(static i => i % 20 == 0 ? 1f : 0f)], counts = [.. Enumerable.Range(0, 200).Select(static i => i % 20 == 0 ? 3f : i % 20 == 1 ? 5f : 1f)];
        var flag = (DeviationPredictor)Train(new RobustZScoresOptions(), Design(flags, 1)).Predictor;
        Assert.Equal(0, flag.Centers[0]);
        Assert.Equal(Normal.InvCDF(0, 1, 1 - 0.025), flag.Factors[0], 1e-12);
        // One in ten is on average 3 off.
        var count = (DeviationPredictor)Train(new RobustZScoresOptions(), Design(counts, 1)).Predictor;
        Assert.Equal(1, count.Centers[0]);
        Assert.Equal(Normal.InvCDF(0, 1, 1 - 0.05) / 3, count.Factors[0], 1e-12);
        // At a half it is the other unit: 0.6745 for what half of normal values are within.
        Assert.Equal(1 / 1.4826, Normal.InvCDF(0, 1, 0.75), 1e-4);
    }

    // What rounding leaves of numbers that are equal, beside 40 that are not: those would all be farther off than a float tells apart.
    [Fact]
    public void WhatRoundingLeftIsOneValue()
    {
        HeldDesign rows = Design([.. Enumerable.Range(0, 200).Select(static i => i % 5 == 0 ? 1 + (i / 5) : ((i % 7) - 3) * 1e-17f)], 1);
        TrainedPredictor trained = Train(new RobustZScoresOptions { Contamination = 0.05 }, rows);
        Assert.Equal(Normal.InvCDF(0, 1, 1 - 0.1) / 20.5, ((DeviationPredictor)trained.Predictor).Factors[0], 1e-9);
        float threshold = Assert.IsType<ThresholdStep>(Assert.Single(trained.Steps)).Probability.Value;
        Assert.Equal(10, Scores(trained.Predictor, rows).Count(score => Outcome.ShareOfOdds(score) >= threshold));
        // One that is as far off is an outlier, and changes nothing for the others.
        var one = (DeviationPredictor)Train(new RobustZScoresOptions(), Design([.. Enumerable.Range(0, 200).Select(static i => i == 9 ? 1e12f : (i % 7) - 3)], 1)).Predictor;
        Assert.Equal(1 / (1.4826 * 2), one.Factors[0], 1e-12);
    }

    [Fact]
    public void AConstantColumnSaysNothing()
    {
        float[] values = [.. Enumerable.Range(0, 60).SelectMany(static i => new float[] { 4, i % 7, 4 })];
        HeldDesign rows = Design(values, 3);
        var predictor = (DeviationPredictor)Train(new RobustZScoresOptions { Norm = DeviationNorm.RootMeanSquare }, rows).Predictor;
        Assert.Equal((0.0, 0.0, 1.0), (predictor.Factors[0], predictor.Factors[2], predictor.Unit));
        Assert.Equal(Scores(predictor, rows)[0], Scores(predictor, Design([999, 0, -5], 3))[0]);
    }

    [Fact]
    public void ContaminationSetsTheThreshold()
    {
        HeldDesign rows = Design(Correlated(), 5);
        TrainedPredictor trained = Train(new RobustZScoresOptions { Contamination = 0.05 }, rows);
        Assert.Equal(Link.Odds, trained.Link);
        float threshold = Assert.IsType<ThresholdStep>(Assert.Single(trained.Steps)).Probability.Value;
        Assert.Equal(10, Scores(trained.Predictor, rows).Count(score => Outcome.ShareOfOdds(score) >= threshold));
    }

    [Fact]
    public void WhatCannotBeLearnedFromIsNamed()
    {
        Refused("do not differ in any column", Design([4, 4, 4, 4, 4, 4], 2));
        Refused("One training row has a weight above 0", Design([1, 2, 3, 4], 2, [1, 0]));
        Refused("No training row has a weight above 0", Design([1, 2, 3, 4], 2, [0, 0]));
        Refused("Training row 2 has the weight -1", Design([1, 2, 3, 4], 2, [1, -1]));
        Refused("Training row 2 has a feature that is not a finite number", Design([1, 2, 3, float.NaN], 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new RobustZScoresOptions { Contamination = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new RobustZScoresOptions { Norm = (DeviationNorm)2 });

        static void Refused(string problem, HeldDesign rows) => Assert.Contains(problem, Assert.Throws<TrainingException>(() => Train(new RobustZScoresOptions(), rows)).Message, StringComparison.Ordinal);
    }
}
