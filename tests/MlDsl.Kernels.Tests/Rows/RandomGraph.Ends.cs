using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Rows;

// What becomes of all columns: functions of a row, linear models, trees.
internal sealed partial class RandomGraph
{
    private void Finish()
    {
        string all = random.Next(2) == 0 ? Node("", "Concat", columns, OnnxSetting.Of("axis", 1L)) : Node(Ml, "FeatureVectorizer", columns, OnnxSetting.Of("inputdimensions", [.. widths.Select(static w => (long)w)]));
        int width = widths.Sum();
        if (Kind == GraphKind.Together)
        {
            // Every row is measured by the whole batch.
            IsRounded = true;
            string mean = Node("", "ReduceMean", [all], OnnxSetting.Of("axes", new long[] { 0 }), OnnxSetting.Of("keepdims", 1L));
            all = Node("", "Sub", [all, mean]);
        }
        else if (Kind == GraphKind.Mixed)
        {
            Output(Node("", "CumSum", [all, Axis()]), typeof(float), width);
            IsRounded = true;
        }
        else if (random.Next(3) == 0)
        {
            all = OfAll(all, ref width);
            Output(all, typeof(float), width);
            return;
        }
        if (Kind == GraphKind.ByRows && random.Next(3) == 0) all = RandomLayers(all, ref width);
        switch (random.Next(5))
        {
            case 0: Output(Node("", "Identity", [all]), typeof(float), width); break;
            case 1: Classifier(all, width); break;
            case 2 when !hasLayers: Output(Trees(all, width), typeof(float), 1); break;
            default:
                IsRounded = true;
                int targets = random.Next(1, 3);
                string transform = random.Next(3) switch { 0 => "LOGISTIC", 1 => "SOFTMAX", _ => "NONE" };
                Output(Node(Ml, "LinearRegressor", [all], OnnxSetting.Of("coefficients", Weights(targets * width)), OnnxSetting.Of("intercepts", Weights(targets)), OnnxSetting.Of("targets", targets), OnnxSetting.Of("post_transform", transform)), typeof(float), targets);
                break;
        }
    }

    // No trees behind it: what is rounded otherwise may fall on the other side of a threshold.
    private string OfAll(string all, ref int width)
    {
        IsRounded = true;
        int kind = random.Next(8);
        if (kind < 2) return Node("", kind == 0 ? "Softmax" : "LogSoftmax", [all], OnnxSetting.Of("axis", random.Next(2) == 0 ? 1L : -1L));
        if (kind < 4) return Node(Ml, "Normalizer", [all], OnnxSetting.Of("norm", kind == 2 ? "L1" : "L2"));
        width = 1;
        if (kind > 4) return Node("", kind switch { 5 => "ReduceMean", 6 => "ReduceL1", _ => "ReduceSumSquare" }, [all], OnnxSetting.Of("axes", new long[] { -1 }), OnnxSetting.Of("keepdims", 1L));
        string axes = Name();
        builder.Constant<long>(axes, [1L], 1);
        return Node("", "ReduceSum", [all, axes], OnnxSetting.Of("keepdims", 1L));
    }

    private string Axis()
    {
        string name = Name();
        builder.Constant<long>(name, [0L]);
        return name;
    }

    private void Classifier(string all, int width)
    {
        IsRounded = true;
        int classes = random.Next(2, 4);
        string label = Name(), scores = Name();
        builder.Node(Ml, "LinearClassifier", [all], [label, scores], OnnxSetting.Of("coefficients", Weights(classes * width)), OnnxSetting.Of("intercepts", Weights(classes)), OnnxSetting.Of("classlabels_strings", [.. Enumerable.Range(0, classes).Select(static k => $"class {k}")]), OnnxSetting.Of("post_transform", "SOFTMAX"));
        Outputs.Add((label, typeof(string), 0));
        builder.Output(OnnxValueInfo.Tensor(label, OnnxElementType.String, "N"));
        Output(scores, typeof(float), classes);
    }

    // Stumps, which one-hot places, numbers and the missing ones all meet.
    private string Trees(string all, int width)
    {
        int count = random.Next(1, 6);
        long[] ids = [.. Enumerable.Range(0, count).SelectMany(static t => new long[] { t, t, t })];
        return Node(
            Ml,
            "TreeEnsembleRegressor",
            [all],
            OnnxSetting.Of("nodes_treeids", ids),
            OnnxSetting.Of("nodes_nodeids", [.. ids.Select(static (_, i) => (long)(i % 3))]),
            OnnxSetting.Of("nodes_featureids", [.. ids.Select((_, i) => i % 3 == 0 ? (long)random.Next(width) : 0)]),
            OnnxSetting.Of("nodes_modes", [.. ids.Select(static (_, i) => i % 3 == 0 ? "BRANCH_LEQ" : "LEAF")]),
            OnnxSetting.Of("nodes_values", [.. ids.Select((_, i) => i % 3 == 0 ? Weights(1)[0] : 0f)]),
            OnnxSetting.Of("nodes_truenodeids", [.. ids.Select(static (_, i) => i % 3 == 0 ? 1L : 0)]),
            OnnxSetting.Of("nodes_falsenodeids", [.. ids.Select(static (_, i) => i % 3 == 0 ? 2L : 0)]),
            OnnxSetting.Of("nodes_missing_value_tracks_true", [.. ids.Select(_ => (long)random.Next(2))]),
            OnnxSetting.Of("target_treeids", [.. Enumerable.Range(0, count).SelectMany(static t => new long[] { t, t })]),
            OnnxSetting.Of("target_nodeids", [.. Enumerable.Range(0, 2 * count).Select(static i => 1L + (i % 2))]),
            OnnxSetting.Of("target_ids", new long[2 * count]),
            OnnxSetting.Of("target_weights", Weights(2 * count)),
            OnnxSetting.Of("n_targets", 1L));
    }

    private void Output(string name, Type element, int width)
    {
        Outputs.Add((name, element, width));
        builder.Output(OnnxValueInfo.Tensor(name, OnnxElementType.Float, "N", width));
    }
}
