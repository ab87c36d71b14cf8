namespace MlDsl.Kernels.Tests.Linear;

/// <summary>Layers compute what the sums in double precision say.</summary>
public sealed class DenseLayerTests
{
    [Theory]
    [InlineData(1, 1, Activation.None)]
    [InlineData(64, 64, Activation.Relu)]
    [InlineData(64, 1, Activation.Sigmoid)]
    [InlineData(7, 3, Activation.Tanh)]
    [InlineData(5, 16, Activation.None)]
    [InlineData(33, 31, Activation.Relu)]
    [InlineData(12, 48, Activation.None)]
    [InlineData(20, 150, Activation.Tanh)]
    public void OutputsEqualTheClosedForm(int inputs, int outputs, Activation activation)
    {
        var random = new Random((inputs * 1000) + outputs);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        float[] weights = Numbers(inputs * outputs), bias = Numbers(outputs), rows = Numbers(3 * inputs), y = new float[3 * outputs];
        var layer = new DenseLayer(weights, bias, inputs, outputs, activation);
        layer.ApplyBatch(rows, y);
        for (int row = 0; row < 3; row++)
        {
            for (int k = 0; k < outputs; k++)
            {
                double sum = bias[k];
                for (int i = 0; i < inputs; i++) sum += (double)rows[(row * inputs) + i] * weights[(i * outputs) + k];
                double expected = activation switch
                {
                    Activation.Relu => Math.Max(0, sum),
                    Activation.Sigmoid => 1 / (1 + Math.Exp(-sum)),
                    Activation.Tanh => Math.Tanh(sum),
                    _ => sum,
                };
                Assert.Equal(expected, y[(row * outputs) + k], 1e-5);
            }
        }
    }

    [Fact]
    public void RowsAllocateNothing()
    {
        var layer = new DenseLayer(new float[64 * 64], new float[64], 64, 64, Activation.Relu);
        float[] x = new float[64], y = new float[64];
        for (int i = 0; i < 50; i++) layer.Apply(x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) layer.Apply(x, y);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void OtherLengthsAreRefused()
    {
        Assert.Contains("need 6", Assert.Throws<ArgumentException>(static () => new DenseLayer(new float[5], [], 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("2 biases", Assert.Throws<ArgumentException>(static () => new DenseLayer(new float[6], new float[2], 2, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DenseLayer([], [], 0, 3));
        var layer = new DenseLayer(new float[6], [], 2, 3);
        Assert.Contains("takes 2", Assert.Throws<ArgumentException>(() => layer.Apply(new float[3], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("has 3", Assert.Throws<ArgumentException>(() => layer.Apply(new float[2], new float[2])).Message, StringComparison.Ordinal);
        Assert.Contains("whole rows", Assert.Throws<ArgumentException>(() => layer.ApplyBatch(new float[3], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("places for 2 rows", Assert.Throws<ArgumentException>(() => layer.ApplyBatch(new float[4], new float[3])).Message, StringComparison.Ordinal);
    }
}
