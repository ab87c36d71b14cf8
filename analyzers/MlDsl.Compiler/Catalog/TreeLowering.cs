using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>Packs the trees of a node: its attributes become the bytes that the scorer runs as they lie.</summary>
internal static class TreeLowering
{
    /// <param name="node">A node of trees.</param>
    /// <param name="isDouble">Whether its features are in double precision; the numbers of the trees then are, too.</param>
    /// <param name="widths">The last dimension of each of its inputs; 0 where it is not known.</param>
    /// <param name="left">The node's attributes; those of the trees are taken out.</param>
    /// <exception cref="UnsupportedException">The trees are malformed.</exception>
    public static PackedTreeBytes Pack(OnnxNode node, bool isDouble, IReadOnlyList<long> widths, Dictionary<string, (string Name, object? Value)> left)
    {
        var attributes = new TreeAttributes(left, isDouble);
        long width = widths.Count > 0 ? widths[0] : 0;
        try
        {
            TreeEnsemble ensemble = node.Operator == "TreeEnsemble" ? OfBranches(attributes, width) : OfNodes(node, attributes, width);
            return new PackedTreeBytes(ensemble with { IsDouble = isDouble });
        }
        catch (Exception e) when (e is TreeEnsembleException or OverflowException)
        {
            throw new UnsupportedException(e.Message);
        }
    }

    private static TreeEnsemble OfNodes(OnnxNode node, TreeAttributes attributes, long width)
    {
        bool isClassifier = node.Operator == "TreeEnsembleClassifier";
        string prefix = isClassifier ? "class_" : "target_";
        var nodes = new OnnxTreeNodes
        {
            TreeIds = attributes.Wholes("nodes_treeids"),
            NodeIds = attributes.Wholes("nodes_nodeids"),
            FeatureIds = attributes.Wholes("nodes_featureids"),
            Modes = attributes.Texts("nodes_modes"),
            Values = attributes.Numbers("nodes_values"),
            TrueNodeIds = attributes.Wholes("nodes_truenodeids"),
            FalseNodeIds = attributes.Wholes("nodes_falsenodeids"),
            MissingValueTracksTrue = attributes.Wholes("nodes_missing_value_tracks_true"),
            WeightTreeIds = attributes.Wholes(prefix + "treeids"),
            WeightNodeIds = attributes.Wholes(prefix + "nodeids"),
            WeightOutputs = attributes.Wholes(prefix + "ids"),
            Weights = attributes.Numbers(prefix + "weights"),
        };
        attributes.Numbers("nodes_hitrates");
        return new TreeEnsemble
        {
            FeatureCount = Features(width, nodes.FeaturesUsed),
            OutputCount = isClassifier ? Labels(node) : checked((int)attributes.Whole("n_targets", 1)),
            Trees = nodes.ToTrees(),
            IsClassifier = isClassifier,
            Aggregate = Named<TreeAggregate>("aggregate_function", attributes.Text("aggregate_function", "SUM")),
            Transform = Named<ScoreTransform>("post_transform", attributes.Text("post_transform", "NONE")),
            BaseValues = attributes.Numbers("base_values"),
        };
    }

    private static TreeEnsemble OfBranches(TreeAttributes attributes, long width)
    {
        var branches = new OnnxTreeBranches
        {
            Roots = attributes.Wholes("tree_roots"),
            FeatureIds = attributes.Wholes("nodes_featureids"),
            Modes = attributes.Values<byte>("nodes_modes"),
            Splits = attributes.NumberTensor("nodes_splits"),
            TrueNodeIds = attributes.Wholes("nodes_truenodeids"),
            FalseNodeIds = attributes.Wholes("nodes_falsenodeids"),
            TrueLeafs = attributes.Wholes("nodes_trueleafs"),
            FalseLeafs = attributes.Wholes("nodes_falseleafs"),
            MissingValueTracksTrue = attributes.Wholes("nodes_missing_value_tracks_true"),
            MembershipValues = attributes.NumberTensor("membership_values"),
            LeafTargets = attributes.Wholes("leaf_targetids"),
            LeafWeights = attributes.NumberTensor("leaf_weights"),
        };
        attributes.NumberTensor("nodes_hitrates");
        return new TreeEnsemble
        {
            FeatureCount = Features(width, branches.FeaturesUsed),
            OutputCount = checked((int)attributes.Whole("n_targets", 1)),
            Trees = branches.ToTrees(),
            Aggregate = Numbered("aggregate_function", attributes.Whole("aggregate_function", 1), TreeAggregate.Average, TreeAggregate.Sum, TreeAggregate.Min, TreeAggregate.Max),

            // The specification says 1 for SOFTMAX and 2 for LOGISTIC; ONNX Runtime 1.30 reads them the other way round, and is what is followed.
            Transform = Numbered(
                "post_transform",
                attributes.Whole("post_transform", 0),
                ScoreTransform.None,
                ScoreTransform.Logistic,
                ScoreTransform.Softmax,
                ScoreTransform.SoftmaxZero,
                ScoreTransform.Probit),
        };
    }

    private static int Features(long width, int used) => width > 0 ? checked((int)width) : used;

    private static int Labels(OnnxNode node) =>
        node.Attributes.GetValueOrDefault("classlabels_strings") is string[] { Length: > 0 } texts ? texts.Length
        : node.Attributes.GetValueOrDefault("classlabels_int64s") is long[] numbers ? numbers.Length
        : throw new UnsupportedException("it has no labels for its classes");

    // SOFTMAX_ZERO is SoftmaxZero.
    private static T Named<T>(string attribute, string name)
        where T : struct, Enum
    {
        string plain = name.Replace("_", "", StringComparison.Ordinal);
        foreach (T value in Enum.GetValues<T>())
            if (value.ToString().Equals(plain, StringComparison.OrdinalIgnoreCase)) return value;
        throw new UnsupportedException($"its {attribute} '{name}' is unknown");
    }

    private static T Numbered<T>(string attribute, long number, params T[] values) =>
        number >= 0 && number < values.Length ? values[number] : throw new UnsupportedException($"its {attribute} {number} is unknown");
}
