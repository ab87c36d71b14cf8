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
}
