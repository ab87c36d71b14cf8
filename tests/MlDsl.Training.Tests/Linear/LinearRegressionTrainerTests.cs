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
}
