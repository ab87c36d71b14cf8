using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>An ensemble as ONNX Runtime scores it, one row per call or all at once.</summary>
internal static class OnnxTrees
{
    private const string Domain = OnnxGraphBuilder.MachineLearning;

    /// <summary>Scores row after row, and the label of each for a classifier.</summary>
    public static (float[] Scores, long[] Labels) Run<T>(TreeEnsemble ensemble, T[] rows, bool batch)
        where T : unmanaged =>
        Run<T, float>(File(ensemble), ensemble, rows, batch);

    /// <summary>The same of a file made of the ensemble.</summary>
    public static (TScore[] Scores, long[] Labels) Run<T, TScore>(byte[] file, TreeEnsemble ensemble, T[] rows, bool batch)
        where T : unmanaged
        where TScore : unmanaged
    {
        using OnnxSession session = OnnxSession.Load(file, "trees");
        int count = rows.Length / ensemble.FeatureCount, step = batch ? count : 1;
        var scores = new TScore[count * ensemble.OutputCount];
        var labels = new long[count];
        for (int i = 0; i < count; i += step)
        {
            using OnnxBinding call = session.Rent(step);
            call.SetInput<T>(0, rows.AsSpan(i * ensemble.FeatureCount, step * ensemble.FeatureCount));
            call.Run();
            call.CopyOutput(0, scores.AsSpan(i * ensemble.OutputCount, step * ensemble.OutputCount));
            if (ensemble.IsClassifier) call.CopyOutput(1, labels.AsSpan(i, step));
        }
        return (scores, labels);
    }

    /// <summary>The model file.</summary>
    public static byte[] File(TreeEnsemble ensemble)
    {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("trees")
            .Opset(Domain, 3)
            .Input(OnnxValueInfo.Tensor("x", ensemble.IsDouble ? OnnxElementType.Double : OnnxElementType.Float, "N", ensemble.FeatureCount))
            .Output(OnnxValueInfo.Tensor("scores", OnnxElementType.Float, "N", ensemble.OutputCount));
        if (!ensemble.IsClassifier) return graph.Node(Domain, "TreeEnsembleRegressor", ["x"], ["scores"], Attributes(ensemble)).ToBytes();
        return graph
            .Output(OnnxValueInfo.Tensor("labels", OnnxElementType.Int64, "N"))
            .Node(Domain, "TreeEnsembleClassifier", ["x"], ["labels", "scores"], Attributes(ensemble))
            .ToBytes();
    }

    private static OnnxSetting[] Attributes(TreeEnsemble ensemble)
    {
        var nodes = ensemble.Trees.SelectMany(static (tree, t) => tree.Nodes.Select((node, n) => (Tree: (long)t, Id: (long)n, Node: node))).ToArray();
        var weights = nodes
            .Where(static entry => entry.Node.IsLeaf)
            .SelectMany(entry => Enumerable.Range(entry.Node.FirstWeight, entry.Node.WeightCount).Select(i => (entry.Tree, entry.Id, Weight: ensemble.Trees[(int)entry.Tree].Weights[i])))
            .ToArray();
        string prefix = ensemble.IsClassifier ? "class" : "target";
        List<OnnxSetting> attributes =
        [
            OnnxSetting.Of("nodes_treeids", [.. nodes.Select(static entry => entry.Tree)]),
            OnnxSetting.Of("nodes_nodeids", [.. nodes.Select(static entry => entry.Id)]),
            OnnxSetting.Of("nodes_featureids", [.. nodes.Select(static entry => (long)entry.Node.Feature)]),
            Numbers("nodes_values", nodes.Select(static entry => entry.Node.Threshold)),
            OnnxSetting.Of("nodes_modes", [.. nodes.Select(static entry => Mode(entry.Node))]),
            OnnxSetting.Of("nodes_truenodeids", [.. nodes.Select(static entry => (long)entry.Node.WhenTrue)]),
            OnnxSetting.Of("nodes_falsenodeids", [.. nodes.Select(static entry => (long)entry.Node.WhenFalse)]),
            OnnxSetting.Of("nodes_missing_value_tracks_true", [.. nodes.Select(static entry => entry.Node.MissingIsTrue ? 1L : 0L)]),
            OnnxSetting.Of($"{prefix}_treeids", [.. weights.Select(static entry => entry.Tree)]),
            OnnxSetting.Of($"{prefix}_nodeids", [.. weights.Select(static entry => entry.Id)]),
            OnnxSetting.Of($"{prefix}_ids", [.. weights.Select(static entry => (long)entry.Weight.Output)]),
            Numbers($"{prefix}_weights", weights.Select(static entry => entry.Weight.Value)),
            OnnxSetting.Of("post_transform", Transform(ensemble.Transform)),
        ];
        if (ensemble.BaseValues.Count > 0) attributes.Add(Numbers("base_values", ensemble.BaseValues));
        if (ensemble.IsClassifier) attributes.Add(OnnxSetting.Of("classlabels_int64s", [.. Enumerable.Range(0, ensemble.OutputCount).Select(static i => (long)i)]));
        else
        {
            attributes.Add(OnnxSetting.Of("n_targets", (long)ensemble.OutputCount));
            attributes.Add(OnnxSetting.Of("aggregate_function", ensemble.Aggregate.ToString().ToUpperInvariant()));
        }
        return [.. attributes];
    }

    // A list where single precision knows all the numbers, else a tensor of doubles.
    private static OnnxSetting Numbers(string name, IEnumerable<double> numbers)
    {
        double[] all = [.. numbers];
        return all.All(static number => (float)number == number)
            ? OnnxSetting.Of(name, [.. all.Select(static number => (float)number)])
            : OnnxSetting.Tensor<double>(name + "_as_tensor", all, all.Length);
    }

    private static string Transform(ScoreTransform transform) => transform switch
    {
        ScoreTransform.Logistic => "LOGISTIC",
        ScoreTransform.Softmax => "SOFTMAX",
        ScoreTransform.SoftmaxZero => "SOFTMAX_ZERO",
        ScoreTransform.Probit => "PROBIT",
        _ => "NONE",
    };

    private static string Mode(TreeNode node) => node switch
    {
        { IsLeaf: true } => "LEAF",
        { Comparison: TreeComparison.LessOrEqual } => "BRANCH_LEQ",
        { Comparison: TreeComparison.Less } => "BRANCH_LT",
        { Comparison: TreeComparison.GreaterOrEqual } => "BRANCH_GTE",
        { Comparison: TreeComparison.Greater } => "BRANCH_GT",
        { Comparison: TreeComparison.Equal } => "BRANCH_EQ",
        _ => "BRANCH_NEQ",
    };
}
