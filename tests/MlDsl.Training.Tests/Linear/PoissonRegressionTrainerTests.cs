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
}
