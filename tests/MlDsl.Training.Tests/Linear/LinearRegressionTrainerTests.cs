namespace MlDsl.Training.Tests;

public class LinearRegressionTrainerTests
{
    private static readonly double[] Ridge = [0.7378271, -0.003743849, 1.440358, -0.05434427, -0.8348994, 0.8250612, 1.842572];
    private static readonly double[] RidgeWeighted = [0.726284, -0.003957924, 1.222693, 0.1600743, -0.722444, 0.9952455, 2.061759];
    private static readonly double[] RidgeNoIntercept = [0.7138125, -0.002424663, 1.814573, 0.30359, -0.4866499, 0.9135308, 0];
    private static readonly double[] Lasso = [0.7336351, -0.003768734, 1.234741, 0, -0.519212, 0.07739361, 1.839237];
    private static readonly double[] ElasticNet = [0.7181914, -0.003976932, 0.8023267, 0, -0.4535692, 0.1623499, 2.175682];

    [Fact]
    public void RidgeAgreesWithScikitLearn()
    {
        LinearWeights model = LinearRegressionTrainer.Train(Formula.Design(Formula.Score), new() { L2 = 0.01 });
        Reference.Equal([Ridge], model, 1e-6);
        Assert.Equal(1, model.Iterations);
    }

    [Fact]
    public void WeightedRidgeAgreesWithScikitLearn() => Reference.Equal(
        [RidgeWeighted], LinearRegressionTrainer.Train(Formula.Design(Formula.Score, weighted: true), new() { L2 = 0.01 }), 1e-6);

    [Fact]
    public void RidgeWithoutInterceptAgreesWithScikitLearn() => Reference.Equal(
        [RidgeNoIntercept], LinearRegressionTrainer.Train(Formula.Design(Formula.Score), new() { L2 = 0.01, FitIntercept = false }), 1e-6);

    [Fact]
    public void LassoAgreesWithScikitLearn()
    {
        LinearWeights model = LinearRegressionTrainer.Train(Formula.Design(Formula.Score), new() { L1 = 0.05, L2 = 0 });
        Reference.Equal([Lasso], model);
        Assert.Equal(0, model.Weights[3]);
    }

    [Fact]
    public void ElasticNetAgreesWithScikitLearn() => Reference.Equal(
        [ElasticNet], LinearRegressionTrainer.Train(Formula.Design(Formula.Score, weighted: true), new() { L1 = 0.05, L2 = 0.02 }));

    [Fact]
    public void OneFeatureGivesTheTextbookLine()
    {
        // Means 2 and 4; Sxy = 14, Sxx = 10.
        HeldDesign design = Designs.Make([[0], [1], [2], [3], [4]], [1, 3, 4, 5, 7]);
        LinearWeights model = LinearRegressionTrainer.Train(design, new() { L2 = 0 });
        Assert.Equal(1.4, model.Weights[0], 6);
        Assert.Equal(1.2, model.Biases[0], 6);
        Assert.Equal(0.5 * 0.4 / 5, model.Objective, 9);
    }

    [Fact]
    public void NoFeatureGivesTheWeightedMean()
    {
        HeldDesign design = Designs.Make([[], [], []], [1, 2, 6], [1, 1, 2]);
        LinearWeights model = LinearRegressionTrainer.Train(design);
        Assert.Equal(0, model.Width);
        Assert.Equal(3.75f, model.Biases[0]);
        Assert.Equal(0, LinearRegressionTrainer.Train(design, new() { FitIntercept = false }).Biases[0]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 0.01)]
    [InlineData(0.01, 0)]
    public void AColumnThatNeverChangesGetsNoWeightBesideAnIntercept(double l1, double l2)
    {
        float[][] rows = [.. Formula.Features.Select(static row => (float[])[.. row, 1234.567f, 0])];
        LinearWeights model = LinearRegressionTrainer.Train(Designs.Make(rows, Formula.Score), new() { L1 = l1, L2 = l2 });
        Assert.Equal(0, model.Weights[6]);
        Assert.Equal(0, model.Weights[7]);
        Assert.NotEqual(0, model.Weights[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void EqualLabelsGiveTheInterceptAlone(double l1)
    {
        float[] labels = [.. Enumerable.Repeat(0.1f, Formula.Rows)];
        LinearWeights model = LinearRegressionTrainer.Train(Formula.Design(labels), new() { L1 = l1 });
        Assert.True(model.Converged);
        Assert.All(model.Weights.ToArray(), static weight => Assert.Equal(0, weight, 1e-7f));
        Assert.Equal(0.1f, model.Biases[0], 1e-6f);
    }

    [Fact]
    public void LargeNearlyEqualValuesLoseNothing()
    {
        // Uncentred products would be 1e14 for a variance of about 8.
        float[][] rows = [.. Enumerable.Range(0, 100).Select(static i => (float[])[1e7f + (i % 10), i % 3])];
        float[] labels = [.. Enumerable.Range(0, 100).Select(static i => (i % 10 * 0.5f) - (2 * (i % 3)))];
        LinearWeights model = LinearRegressionTrainer.Train(Designs.Make(rows, labels), new() { L2 = 0 });
        Assert.Equal(0.5f, model.Weights[0], 1e-6f);
        Assert.Equal(-2f, model.Weights[1], 1e-6f);
    }

    [Fact]
    public void CollinearColumnsWithoutPenaltyPredictLikeIndependentOnes()
    {
        // All four values of a category beside an intercept, and the unscaled column twice.
        float[][] all = [.. Formula.Features.Select(static row => (float[])[.. row, row[2] + row[3] + row[4] == 0 ? 1 : 0, row[1]])];
        LinearWeights repaired = LinearRegressionTrainer.Train(Designs.Make(all, Formula.Score), new() { L2 = 0 });
        LinearWeights plain = LinearRegressionTrainer.Train(Formula.Design(Formula.Score), new() { L2 = 0 });
        for (int row = 0; row < Formula.Rows; row++)
            Assert.Equal(Predict(plain, Formula.Features[row]), Predict(repaired, all[row]), 1e-5);
        // Near the least norm the two copies share the weight.
        Assert.Equal(repaired.Weights[1], repaired.Weights[7], 1e-6f);
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(0.05, 0.02)]
    public void PassesOverAWideDesignGiveWhatTheProductsGive(double l1, double l2)
    {
        var options = new LinearRegressionOptions { L1 = l1, L2 = l2, Tolerance = 1e-8 };
        LinearWeights narrow = LinearRegressionTrainer.Train(Formula.Design(Formula.Score), options);
        HeldDesign padded = Designs.Make(Formula.Features, Formula.Score, width: LinearRegressionTrainer.WidestGram + 1);
        LinearWeights wide = LinearRegressionTrainer.Train(padded, options);
        Assert.True(wide.Iterations > 1);
        Reference.Equal([[.. narrow.Weights.ToArray(), .. new double[padded.Width - narrow.Width], narrow.Biases[0]]], wide);
        Assert.Equal(narrow.Objective, wide.Objective, 8);
    }

    private static double Predict(LinearWeights model, float[] row) =>
        model.Biases[0] + row.Select((value, position) => (double)value * model.Weights[position]).Sum();
}
