using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

public sealed class ScalerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AgreesWithOnnxRuntime(int width)
    {
        var random = new Random(7);
        for (int trial = 0; trial < 50; trial++)
        {
            int rows = random.Next(1, 5);
            float[] offset = [.. Enumerable.Range(0, width).Select(_ => random.NextSingle())], scale = [.. Enumerable.Range(0, width).Select(_ => random.NextSingle() * 3)];
            var input = new Tensor<float>([.. Enumerable.Range(0, rows * 3).Select(_ => (random.NextSingle() * 10) - 5)], rows, 3);
            Assert.True(OperatorOracle.Agrees(OperatorAttribute.Ml, "Scaler", 1, [OnnxSetting.Of("offset", offset), OnnxSetting.Of("scale", scale)], [input], relative: 1e-6));
        }
    }
}
