using static MlDsl.Onnx.OnnxElementType;
using static MlDsl.Onnx.OnnxValueInfo;

namespace MlDsl.Onnx.Gpu.Tests;

/// <summary>Small graphs for a card.</summary>
internal static class Nets
{
    /// <summary>Two convolutions and a dense layer over images of three channels.</summary>
    public static byte[] Convolution(int pixels, int classes)
    {
        var random = new Random(7);
        int side = (int)Math.Sqrt(pixels / 3);
        float[] Weights(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * scale))];
        return new OnnxGraphBuilder("net")
            .Opset("", 17)
            .Input(Tensor("image", Float, "n", 3, side, side))
            .Output(Tensor("scores", Float, "n", classes))
            .Constant<float>("w1", Weights(16 * 3 * 9, 0.4), 16, 3, 3, 3)
            .Constant<float>("b1", Weights(16, 0.2), 16)
            .Constant<float>("w2", Weights(32 * 16 * 9, 0.2), 32, 16, 3, 3)
            .Constant<float>("w3", Weights(32 * classes, 1), 32, classes)
            .Node("Conv", ["image", "w1", "b1"], ["c1"], OnnxSetting.Of("pads", [1L, 1, 1, 1]))
            .Node("Relu", ["c1"], ["r1"])
            .Node("Conv", ["r1", "w2"], ["c2"], OnnxSetting.Of("strides", [2L, 2]))
            .Node("Relu", ["c2"], ["r2"])
            .Node("GlobalAveragePool", ["r2"], ["p"])
            .Node("Flatten", ["p"], ["f"])
            .Node("MatMul", ["f", "w3"], ["scores"])
            .ToBytes();
    }

    /// <summary>Twice the input.</summary>
    public static byte[] Twice(int width) => new OnnxGraphBuilder("twice")
        .Opset("", 17)
        .Input(Tensor("x", Float, "n", width))
        .Output(Tensor("y", Float, "n", width))
        .Node("Add", ["x", "x"], ["y"])
        .ToBytes();

    /// <summary>Twice the input, and a constant as an output.</summary>
    public static byte[] WithConstant() => new OnnxGraphBuilder("constant")
        .Opset("", 17)
        .Input(Tensor("x", Float, "n", 1))
        .Output(Tensor("y", Float, "n", 1))
        .Output(Tensor("c", Float, 1))
        .Constant<float>("c", [7], 1)
        .Node("Add", ["x", "x"], ["y"])
        .ToBytes();
}
