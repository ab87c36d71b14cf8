using MlDsl.Onnx;

namespace MlDsl.Adapters.Models;

/// <summary>A classifier of trees in double precision: its thresholds differ from the features by less than single precision can tell.</summary>
internal static class MarginFile
{
    public const int Features = 4;

    private const int Trees = 12, Depth = 3, Leaves = 1 << Depth, Inner = Leaves - 1, Nodes = Inner + Leaves;

    /// <summary>The content of <c>Compiled/margin.onnx</c>.</summary>
    public static byte[] Bytes()
    {
        long[] all = [.. Enumerable.Range(0, Trees * Nodes).Select(static i => (long)i)];
        long[] leaves = [.. all.Where(static i => i % Nodes >= Inner)];
        return new OnnxGraphBuilder("margin")
            .Opset(OnnxGraphBuilder.MachineLearning, 3)
            .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Double, "N", Features))
            .Output(OnnxValueInfo.Tensor("side", OnnxElementType.Int64, "N"))
            .Output(OnnxValueInfo.Tensor("scores", OnnxElementType.Float, "N", 2))
            .Node(
                OnnxGraphBuilder.MachineLearning,
                "TreeEnsembleClassifier",
                ["x"],
                ["side", "scores"],
                OnnxSetting.Of("nodes_treeids", [.. all.Select(static i => i / Nodes)]),
                OnnxSetting.Of("nodes_nodeids", [.. all.Select(static i => i % Nodes)]),
                OnnxSetting.Of("nodes_featureids", [.. all.Select(static i => i % Features)]),
                OnnxSetting.Of("nodes_modes", [.. all.Select(static i => i % Nodes < Inner ? "BRANCH_LEQ" : "LEAF")]),
                OnnxSetting.Tensor<double>("nodes_values_as_tensor", [.. all.Select(static i => Threshold((int)i))], all.Length),
                OnnxSetting.Of("nodes_truenodeids", [.. all.Select(static i => Child(i % Nodes, 1))]),
                OnnxSetting.Of("nodes_falsenodeids", [.. all.Select(static i => Child(i % Nodes, 2))]),
                OnnxSetting.Of("class_treeids", [.. leaves.Select(static i => i / Nodes)]),
                OnnxSetting.Of("class_nodeids", [.. leaves.Select(static i => i % Nodes)]),
                OnnxSetting.Of("class_ids", [.. leaves.Select(static i => i % 2)]),
                OnnxSetting.Tensor<double>("class_weights_as_tensor", [.. leaves.Select(static i => Math.Sin(i) / 3)], leaves.Length),
                OnnxSetting.Of("classlabels_int64s", 0L, 1L),
                OnnxSetting.Of("post_transform", "LOGISTIC"))
            .ToBytes();
    }

    /// <summary>A threshold near 1; the <paramref name="number"/>th differs from its neighbours in the 40th bit.</summary>
    public static double Threshold(int number) => 1 + (number % 50 * Math.ScaleB(1, -40));

    private static long Child(long node, long side) => node < Inner ? (2 * node) + side : 0;
}
