namespace MlDsl.Training.Tests;

/// <summary>Compares with coefficients of scikit-learn 1.2.1, printed by reference.py.</summary>
internal static class Reference
{
    /// <summary>Each row of the expectation is one output's weights and, last, its intercept.</summary>
    public static void Equal(double[][] expected, LinearWeights actual, double tolerance = 1e-4)
    {
        Assert.True(actual.Converged);
        Assert.Equal(expected.Length, actual.Outputs);
        for (int output = 0; output < expected.Length; output++)
        {
            float[] found = [.. actual.Row(output), actual.Biases[output]];
            Assert.Equal(expected[output].Length, found.Length);
            for (int index = 0; index < found.Length; index++)
            {
                double difference = Math.Abs(expected[output][index] - found[index]);
                Assert.True(difference <= tolerance, $"Output {output}, position {index}: {found[index]:R} is {difference:R} off");
            }
        }
    }
}
