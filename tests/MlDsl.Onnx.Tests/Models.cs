using static MlDsl.Onnx.OnnxElementType;
using static MlDsl.Onnx.OnnxValueInfo;

namespace MlDsl.Onnx.Tests;

/// <summary>Small model files, written by the project's own writer.</summary>
internal static class Models
{
    /// <summary>y = x · [[1, 10], [2, 20], [3, 30]] + [0.5, -0.5], over a batch.</summary>
    public static byte[] Linear { get; } = new OnnxGraphBuilder("linear")
        .Input(Tensor("x", Float, "N", 3))
        .Output(Tensor("y", Float, "N", 2))
        .Constant<float>("weights", [1, 10, 2, 20, 3, 30], 3, 2)
        .Constant<float>("bias", [0.5f, -0.5f], 2)
        .Node("MatMul", ["x", "weights"], ["product"])
        .Node("Add", ["product", "bias"], ["y"])
        .Metadata("mldsl.schema", "4711")
        .ToBytes();

    /// <summary>y = x, of any element type and with a fixed size of 4.</summary>
    public static byte[] Identity(OnnxElementType element) => Identity(element, 4);

    /// <summary>y = x, of any element type and shape.</summary>
    public static byte[] Identity(OnnxElementType element, params OnnxDimension[] shape) => new OnnxGraphBuilder("identity")
        .IrVersion(10)
        .Opset("", 21)
        .Input(Tensor("x", element, shape))
        .Output(Tensor("y", element, shape))
        .Node("Identity", ["x"], ["y"])
        .ToBytes();

    /// <summary>y = x, of whatever shape.</summary>
    public static byte[] IdentityOfAnyRank { get; } = new OnnxGraphBuilder("any rank")
        .Input(TensorOfAnyRank("x", Float))
        .Output(TensorOfAnyRank("y", Float))
        .Node("Identity", ["x"], ["y"])
        .ToBytes();

    /// <summary>Scores of three classes by name, one map per row, and the label: what scikit-learn's converter writes.</summary>
    public static byte[] ZipMap(params string[] classes) =>
        Classifier(Map("", OnnxElementType.String, Float), OnnxSetting.Of("classlabels_strings", classes));

    /// <summary>Scores of three classes by number.</summary>
    public static byte[] ZipMap(params long[] classes) =>
        Classifier(Map("", OnnxElementType.Int64, Float), OnnxSetting.Of("classlabels_int64s", classes));

    /// <summary>y = the x's above zero: a number of elements that only the run can tell, although the file says N.</summary>
    public static byte[] Positive { get; } = new OnnxGraphBuilder("positive")
        .Input(Tensor("x", Float, "N"))
        .Output(Tensor("y", Float, "N"))
        .Constant<float>("zero", [0f])
        .Node("Greater", ["x", "zero"], ["keep"])
        .Node("Compress", ["x", "keep"], ["y"], OnnxSetting.Of("axis", 0))
        .ToBytes();

    /// <summary>Long enough to be cancelled.</summary>
    public static byte[] Slow { get; } = Chain(400, 128);

    /// <summary>x is multiplied by itself, again and again.</summary>
    public static byte[] Chain(int nodes, long size)
    {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("chain")
            .Input(Tensor("x0", Float, size, size))
            .Output(Tensor($"x{nodes}", Float, size, size));
        for (int i = 0; i < nodes; i++) graph.Node("MatMul", [$"x{i}", "x0"], [$"x{i + 1}"]);
        return graph.ToBytes();
    }

    private static byte[] Classifier(OnnxValueInfo map, OnnxSetting classes) => new OnnxGraphBuilder("classifier")
        .Opset(OnnxGraphBuilder.MachineLearning, 3)
        .Input(Tensor("x", Float, "N", 3))
        .Output(Sequence("scores", map))
        .Node("Neg", ["x"], ["negative"])
        .Node("Neg", ["negative"], ["same"])
        .Node(OnnxGraphBuilder.MachineLearning, "ZipMap", ["same"], ["scores"], classes)
        .ToBytes();
}
