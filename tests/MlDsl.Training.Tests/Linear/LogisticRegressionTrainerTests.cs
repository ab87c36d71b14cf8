namespace MlDsl.Training.Tests;

public class LogisticRegressionTrainerTests
{
    private static readonly double[] Plain = [0.6478429, -0.003348779, 1.147996, -0.1115355, -0.5434051, 0.7975291, 1.129076];
    private static readonly double[] Weighted = [0.6612912, -0.003712632, 0.9338769, -0.03205215, -0.5295225, 0.9574033, 1.480419];
    private static readonly double[] Balanced = [0.6653325, -0.003419016, 1.198095, -0.1516299, -0.590382, 0.8888565, 1.938942];
    private static readonly double[] NoIntercept = [0.6321202, -0.002409598, 1.218252, 0.02574008, -0.422095, 0.8488685, 0];

    private static readonly double[][] Softmax =
    [
        [-0.4445059, 0.002493793, -0.6426801, 0.05600524, 0.4634449, -0.09597869, -1.20709],
        [-0.08889859, 0.0003031628, 0.1774758, -0.009709291, -0.2089428, -0.1550052, 0.4509493],
        [0.5334045, -0.002796956, 0.4652043, -0.04629595, -0.2545021, 0.2509839, 0.7561407],
    ];

    private static readonly double[][] SoftmaxBalanced =
    [
        [-0.4684156, 0.002611679, -0.6019149, 0.06634956, 0.4564655, -0.1075069, -1.740575],
        [-0.1116468, 0.0004061558, 0.1392215, -0.0141836, -0.1846653, -0.1874881, 0.4428936],
        [0.5800625, -0.003017835, 0.4626934, -0.05216596, -0.2718002, 0.294995, 1.297682],
    ];

    private static readonly double[] Elastic = [0.5728979, -0.6955005, 0.6925572, 0, 0, 0, 0.6598195];

    private static readonly double[][] SoftmaxElastic =
    [
        [-0.3242061, 0.4829268, -0.4526331, 0, 0.1646625, 0, -0.8327923],
        [0, 0, 0, 0, 0, 0, 0.4600849],
        [0.4282057, -0.4794598, 0, 0, 0, 0, 0.3727075],
    ];

    [Fact]
    public void TwoClassesAgreeWithScikitLearn() => Reference.Equal(
        [Plain], LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary), 2, new() { L2 = 0.01 }));

    [Fact]
    public void TwoClassesWithRowWeightsAgreeWithScikitLearn() => Reference.Equal(
        [Weighted], LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary, weighted: true), 2, new() { L2 = 0.01 }));

    [Fact]
    public void TwoBalancedClassesAgreeWithScikitLearn() => Reference.Equal(
        [Balanced],
        LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary), 2, new() { L2 = 0.01, ClassWeights = ClassWeights.Balanced }));

    [Fact]
    public void TwoClassesWithoutInterceptAgreeWithScikitLearn() => Reference.Equal(
        [NoIntercept], LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary), 2, new() { L2 = 0.01, FitIntercept = false }));

    [Fact]
    public void ThreeClassesAgreeWithScikitLearn() => Reference.Equal(
        Softmax, LogisticRegressionTrainer.Train(Formula.Design(Formula.Three), 3, new() { L2 = 0.01 }));

    [Fact]
    public void ThreeBalancedClassesAgreeWithScikitLearn() => Reference.Equal(
        SoftmaxBalanced,
        LogisticRegressionTrainer.Train(Formula.Design(Formula.Three), 3, new() { L2 = 0.01, ClassWeights = ClassWeights.Balanced }));

    [Fact]
    public void AnElasticNetAgreesWithScikitLearn()
    {
        var options = new LogisticRegressionOptions { L1 = 0.015, L2 = 0.005 };
        LinearWeights two = LogisticRegressionTrainer.Train(Formula.ShortDesign(Formula.Binary), 2, options);
        Reference.Equal([Elastic], two);
        Assert.Equal(3, two.Weights.Count(0f));
        LinearWeights three = LogisticRegressionTrainer.Train(Formula.ShortDesign(Formula.Three), 3, options);
        Reference.Equal(SoftmaxElastic, three);
        Assert.Equal(12, three.Weights.Count(0f));
    }

    [Fact]
    public void OneIndicatorGivesTheLogOddsRatio()
    {
        // Odds 1 : 3 without the indicator and 2 : 1 with it.
        float[][] rows = [[0], [0], [0], [0], [1], [1], [1]];
        LinearWeights model = LogisticRegressionTrainer.Train(Designs.Make(rows, [1, 0, 0, 0, 1, 1, 0]), 2, new() { L2 = 0 });
        Assert.Equal(Math.Log(1 / 3.0), model.Biases[0], 1e-5);
        Assert.Equal(Math.Log(2 * 3), model.Weights[0], 1e-5);
    }

    [Fact]
    public void NoFeatureGivesTheSharesOfTheClasses()
    {
        HeldDesign design = Designs.Make([[], [], [], []], [0, 1, 2, 2], [1, 2, 2, 3]);
        LinearWeights model = LogisticRegressionTrainer.Train(design, 3);
        Assert.Equal(0, model.Iterations);
        Assert.Equal(Math.Log(5 / 1.0), model.Biases[2] - model.Biases[0], 1e-6);
        Assert.Equal(0, model.Biases.ToArray().Sum(), 1e-6f);
        LinearWeights balanced = LogisticRegressionTrainer.Train(design, 3, new() { ClassWeights = ClassWeights.Balanced });
        Assert.All(balanced.Biases.ToArray(), static bias => Assert.Equal(0, bias, 1e-6f));
    }

    [Fact]
    public void ExchangingTheClassesTurnsTheSigns()
    {
        float[] exchanged = [.. Formula.Binary.Select(static label => 1 - label)];
        LinearWeights one = LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary), 2);
        LinearWeights other = LogisticRegressionTrainer.Train(Formula.Design(exchanged), 2);
        Assert.Equal(one.Weights.ToArray(), other.Weights.ToArray().Select(static weight => -weight));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void SeparableClassesWithoutPenaltyStayFinite(int classes)
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(static i => (float[])[i * 1e4f, i % 7])];
        float[] labels = [.. Enumerable.Range(0, 60).Select(i => (float)(i * classes / 60))];
        LinearWeights model = LogisticRegressionTrainer.Train(Designs.Make(rows, labels), classes, new() { L2 = 0 });
        Assert.InRange(model.Objective, 0, 1e-4);
        Assert.All(model.Weights.ToArray(), static weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void SoftmaxWeightsOfAPositionSumToZero()
    {
        LinearWeights model = LogisticRegressionTrainer.Train(Formula.Design(Formula.Three), 3, new() { L2 = 1e-6 });
        for (int position = 0; position < model.Width; position++)
            Assert.Equal(0, model.Row(0)[position] + model.Row(1)[position] + model.Row(2)[position], 1e-6f);
    }
}
