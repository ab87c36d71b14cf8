using MlDsl.Onnx;

namespace OnnxAdapter.Training;

/// <summary>Writes the model: a linear classifier of three surfaces by roughness and gloss. The same bytes every time.</summary>
public static class SurfaceFile
{
    /// <summary>The content of <c>Models/surface.onnx</c>.</summary>
    public static byte[] Bytes() => new OnnxGraphBuilder("surface")
        .Input(OnnxValueInfo.Tensor("features", OnnxElementType.Float, "batch", 2))
        .Output(OnnxValueInfo.Tensor("probabilities", OnnxElementType.Float, "batch", 3))
        .Constant<float>("weights", [-2f, 3f, 0.5f, 2f, -1f, -1f], 2, 3)
        .Constant<float>("bias", [0f, -1f, 0.5f], 3)
        .Node("Gemm", ["features", "weights", "bias"], ["scores"])
        .Node("Softmax", ["scores"], ["probabilities"])
        .ToBytes();
}
