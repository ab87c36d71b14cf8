using MlDsl.Onnx;

namespace CompiledModel.Training;

/// <summary>Writes boosted stumps as an ONNX file.</summary>
public static class DeliveryFile
{
    /// <summary>The content of <c>Models/delivery.onnx</c>.</summary>
    public static byte[] Bytes(IReadOnlyList<Stump> stumps)
    {
        // Three nodes for each tree: the question, the answer below and the answer above.
        long[] trees = Repeat<long>(stumps, static (_, i) => [i, i, i]), leafTrees = Repeat<long>(stumps, static (_, i) => [i, i]);
        return new OnnxGraphBuilder("delivery")
            .Opset(OnnxGraphBuilder.MachineLearning, 3)
            .Input(OnnxValueInfo.Tensor("delivery", OnnxElementType.Float, "batch", 3))
            .Output(OnnxValueInfo.Tensor("minutes", OnnxElementType.Float, "batch", 1))
            .Node(
                OnnxGraphBuilder.MachineLearning,
                "TreeEnsembleRegressor",
                ["delivery"],
                ["minutes"],
                OnnxSetting.Of("nodes_treeids", trees),
                OnnxSetting.Of("nodes_nodeids", Repeat<long>(stumps, static (_, _) => [0, 1, 2])),
                OnnxSetting.Of("nodes_featureids", Repeat<long>(stumps, static (s, _) => [s.Feature, 0, 0])),
                OnnxSetting.Of("nodes_values", Repeat<float>(stumps, static (s, _) => [s.Threshold, 0f, 0f])),
                OnnxSetting.Of("nodes_modes", Repeat<string>(stumps, static (_, _) => ["BRANCH_LT", "LEAF", "LEAF"])),
                OnnxSetting.Of("nodes_truenodeids", Repeat<long>(stumps, static (_, _) => [1, 0, 0])),
                OnnxSetting.Of("nodes_falsenodeids", Repeat<long>(stumps, static (_, _) => [2, 0, 0])),
                OnnxSetting.Of("target_treeids", leafTrees),
                OnnxSetting.Of("target_nodeids", Repeat<long>(stumps, static (_, _) => [1, 2])),
                OnnxSetting.Of("target_ids", Repeat<long>(stumps, static (_, _) => [0, 0])),
                OnnxSetting.Of("target_weights", Repeat<float>(stumps, static (s, _) => [s.Below, s.Above])),
                OnnxSetting.Of("n_targets", 1L))
            .ToBytes();
    }

    private static T[] Repeat<T>(IReadOnlyList<Stump> stumps, Func<Stump, int, T[]> entries) => [.. stumps.SelectMany(entries)];
}
