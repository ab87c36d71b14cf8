using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>An ensemble as a file with ONNX's TreeEnsemble of version 5.</summary>
internal static class OnnxBranches
{
    private const string Domain = OnnxGraphBuilder.MachineLearning;

    public static byte[] File(TreeEnsemble ensemble) => new OnnxGraphBuilder("trees")
        .Opset(Domain, 5)
        .Input(OnnxValueInfo.Tensor("x", Element(ensemble), "N", ensemble.FeatureCount))
        .Output(OnnxValueInfo.Tensor("scores", Element(ensemble), "N", ensemble.OutputCount))
        .Node(Domain, "TreeEnsemble", ["x"], ["scores"], Attributes(ensemble))
        .ToBytes();

    /// <summary>The same ensemble as the operator can hold it: every leaf has one weight, and the root is a branch.</summary>
    public static TreeEnsemble Fitting(TreeEnsemble ensemble) => ensemble with { Trees = [.. ensemble.Trees.Select(Fitting)], BaseValues = [] };

    private static Tree Fitting(Tree tree)
    {
        TreeNode[] nodes = [.. tree.Nodes.Select(static node => node.IsLeaf ? TreeNode.Leaf(node.FirstWeight) : node)];
        if (nodes.Length == 1) nodes = [TreeNode.Branch(0, TreeComparison.Less, 0f, 1, 2), nodes[0], nodes[0]];
        return tree with { Nodes = nodes };
    }

    private static OnnxSetting[] Attributes(TreeEnsemble ensemble)
    {
        List<long> roots = [], features = [], yes = [], no = [], yesLeafs = [], noLeafs = [], missing = [], targets = [];
        List<byte> modes = [];
        List<double> splits = [], members = [], weights = [];
        foreach (Tree tree in ensemble.Trees)
        {
            var places = new Dictionary<int, int>();
            int leaves = weights.Count, branches = features.Count;
            for (int i = 0; i < tree.Nodes.Count; i++) places[i] = tree.Nodes[i].IsLeaf ? leaves++ : branches++;
            roots.Add(places[0]);
            foreach (TreeNode node in tree.Nodes)
            {
                if (node.IsLeaf)
                {
                    targets.Add(tree.Weights[node.FirstWeight].Output);
                    weights.Add(tree.Weights[node.FirstWeight].Value);
                    continue;
                }
                features.Add(node.Feature);
                modes.Add((byte)node.Comparison);
                splits.Add(node.Threshold);
                yes.Add(places[node.WhenTrue]);
                no.Add(places[node.WhenFalse]);
                yesLeafs.Add(tree.Nodes[node.WhenTrue].IsLeaf ? 1 : 0);
                noLeafs.Add(tree.Nodes[node.WhenFalse].IsLeaf ? 1 : 0);
                missing.Add(node.MissingIsTrue ? 1 : 0);
                if (node.Comparison == TreeComparison.Member) members.AddRange([.. tree.CategorySets[node.Set].Values, double.NaN]);
            }
        }
        List<OnnxSetting> attributes =
        [
            OnnxSetting.Of("tree_roots", [.. roots]),
            OnnxSetting.Of("nodes_featureids", [.. features]),
            OnnxSetting.Of("nodes_truenodeids", [.. yes]),
            OnnxSetting.Of("nodes_falsenodeids", [.. no]),
            OnnxSetting.Of("nodes_trueleafs", [.. yesLeafs]),
            OnnxSetting.Of("nodes_falseleafs", [.. noLeafs]),
            OnnxSetting.Of("nodes_missing_value_tracks_true", [.. missing]),
            OnnxSetting.Tensor<byte>("nodes_modes", modes.ToArray(), modes.Count),
            Numbers("nodes_splits", splits),
            OnnxSetting.Of("leaf_targetids", [.. targets]),
            Numbers("leaf_weights", weights),
            OnnxSetting.Of("n_targets", (long)ensemble.OutputCount),
            OnnxSetting.Of("aggregate_function", ensemble.Aggregate switch { TreeAggregate.Average => 0L, TreeAggregate.Sum => 1L, TreeAggregate.Min => 2L, _ => 3L }),
            OnnxSetting.Of("post_transform", (long)ensemble.Transform),
        ];
        if (members.Count > 0) attributes.Add(Numbers("membership_values", members));
        return [.. attributes];

        OnnxSetting Numbers(string name, List<double> numbers) => ensemble.IsDouble
            ? OnnxSetting.Tensor<double>(name, numbers.ToArray(), numbers.Count)
            : OnnxSetting.Tensor<float>(name, numbers.Select(static number => (float)number).ToArray(), numbers.Count);
    }

    private static OnnxElementType Element(TreeEnsemble ensemble) => ensemble.IsDouble ? OnnxElementType.Double : OnnxElementType.Float;
}
