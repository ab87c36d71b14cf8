namespace MlDsl.Training.Tests;

public class PoissonRegressionTrainerTests
{
    private static readonly double[] Plain = [0.3487659, -0.001820267, 0.5414783, 0.03304011, -0.4069398, 0.1873399, 1.303828];
    private static readonly double[] Weighted = [0.3473316, -0.00193505, 0.4444735, 0.1064141, -0.4053955, 0.4725572, 1.428779];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AgreesWithScikitLearn(bool weighted) => Reference.Equal(
        [weighted ? Weighted : Plain],
        PoissonRegressionTrainer.Train(Formula.Design(Formula.Count, weighted), new() { L2 = 0.01 }));

    [Fact]
    public void OneIndicatorGivesTheMeansOfBothGroups()
    {
        HeldDesign design = Designs.Make([[0], [0], [1], [1], [1]], [1, 2, 6, 0.5f, 0]);
        LinearWeights model = PoissonRegressionTrainer.Train(design, new() { L2 = 0 });
        Assert.Equal(Math.Log(1.5), model.Biases[0], 1e-5);
        Assert.Equal(Math.Log(6.5 / 3 / 1.5), model.Weights[0], 1e-5);
    }

    [Fact]
    public void NoFeatureGivesTheLogOfTheMean() =>
        Assert.Equal((float)Math.Log(2), PoissonRegressionTrainer.Train(Designs.Make([[], []], [1, 3])).Biases[0]);

    [Fact]
    public void WithoutInterceptAnEmptyRowHasMeanOne()
    {
        HeldDesign design = Designs.Make([[1], [1], [0]], [2, 6, 100]);
        LinearWeights model = PoissonRegressionTrainer.Train(design, new() { L2 = 0, FitIntercept = false });
        Assert.Equal(0, model.Biases[0]);
        Assert.Equal(Math.Log(4), model.Weights[0], 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    public void HugeFeaturesAndLabelsDoNotOverflow(double l1)
    {
        // A first step without care goes far beyond the 709 at which exp overflows.
        float[][] rows = [.. Enumerable.Range(0, 50).Select(static i => (float[])[i * 1e6f, i % 2 == 0 ? 1e-3f : 0])];
        float[] labels = [.. Enumerable.Range(0, 50).Select(static i => i == 49 ? 1e9f : i % 5)];
        LinearWeights model = PoissonRegressionTrainer.Train(Designs.Make(rows, labels), new() { L1 = l1, L2 = 0 });
        Assert.True(double.IsFinite(model.Objective));
        Assert.True(model.Weights[0] > 0);
    }

    [Fact]
    public void EqualLabelsGiveTheInterceptAlone()
    {
        float[] labels = [.. Enumerable.Repeat(0.7f, Formula.Rows)];
        LinearWeights model = PoissonRegressionTrainer.Train(Formula.Design(labels));
        Assert.True(model.Converged);
        Assert.Equal(Math.Log(0.7), model.Biases[0], 1e-6);
    }
}
