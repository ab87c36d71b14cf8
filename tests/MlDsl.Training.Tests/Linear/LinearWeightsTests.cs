namespace MlDsl.Training.Tests;

public class LinearWeightsTests
{
    [Fact]
    public void HoldsOneRowPerOutput()
    {
        var weights = new LinearWeights([1, 2, 3, 4, 5, 6], [7, 8], 3, converged: true, 0.5);
        Assert.Equal((2, 3), (weights.Outputs, weights.Width));
        Assert.Equal([4f, 5f, 6f], weights.Row(1).ToArray());
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 3 }, new float[] { 1, 2 })]
    [InlineData(new float[] { 1 }, new float[0])]
    [InlineData(new float[] { float.NaN }, new float[] { 1 })]
    [InlineData(new float[] { 1 }, new[] { float.PositiveInfinity })]
    public void RefusesWhatIsNoModel(float[] weights, float[] biases) =>
        Assert.Throws<ArgumentException>(() => new LinearWeights(weights, biases, 1, converged: true, 0));
}
