using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>Packs the trees of a node: its attributes become the bytes that the scorer runs as they lie.</summary>
internal static class TreeLowering
{
    /// <param name="node">A node of trees.</param>
    /// <param name="widths">The last dimension of each of its inputs; 0 where it is not known.</param>
    /// <param name="left">The node's attributes; those of the trees are taken out.</param>
    /// <exception cref="UnsupportedException">The trees are malformed, or calculate in double precision.</exception>
    public static PackedTreeBytes Pack(OnnxNode node, IReadOnlyList<long> widths, Dictionary<string, (string Name, object? Value)> left)
    {
        bool isClassifier = node.Operator == "TreeEnsembleClassifier";
        string prefix = isClassifier ? "class_" : "target_";
        var attributes = new Taken(left);
        try
        {
            var nodes = new OnnxTreeNodes
            {
                TreeIds = attributes.Wholes("nodes_treeids"),
                NodeIds = attributes.Wholes("nodes_nodeids"),
                FeatureIds = attributes.Wholes("nodes_featureids"),
                Modes = attributes.Texts("nodes_modes"),
                Values = attributes.Singles("nodes_values"),
                TrueNodeIds = attributes.Wholes("nodes_truenodeids"),
                FalseNodeIds = attributes.Wholes("nodes_falsenodeids"),
                MissingValueTracksTrue = attributes.Wholes("nodes_missing_value_tracks_true"),
                WeightTreeIds = attributes.Wholes(prefix + "treeids"),
                WeightNodeIds = attributes.Wholes(prefix + "nodeids"),
                WeightOutputs = attributes.Wholes(prefix + "ids"),
                Weights = attributes.Singles(prefix + "weights"),
            };
            attributes.Singles("nodes_hitrates");
            var ensemble = new TreeEnsemble
            {
                FeatureCount = widths.Count > 0 && widths[0] > 0 ? checked((int)widths[0]) : nodes.FeaturesUsed,
                OutputCount = isClassifier ? Labels(node) : (int)attributes.Whole("n_targets", 1),
                Trees = nodes.ToTrees(),
                IsClassifier = isClassifier,
                Aggregate = Aggregate(attributes.Text("aggregate_function", "SUM")),
                Transform = Transform(attributes.Text("post_transform", "NONE")),
                BaseValues = attributes.Singles("base_values"),
            };
            return new PackedTreeBytes(TreePacker.Pack(ensemble));
        }
        catch (Exception e) when (e is TreeEnsembleException or OverflowException)
        {
            throw new UnsupportedException(e.Message);
        }
    }

    private static int Labels(OnnxNode node) =>
        node.Attributes.GetValueOrDefault("classlabels_strings") is string[] { Length: > 0 } texts ? texts.Length
        : node.Attributes.GetValueOrDefault("classlabels_int64s") is long[] numbers ? numbers.Length
        : throw new UnsupportedException("it has no labels for its classes");

    private static TreeAggregate Aggregate(string name) => name switch
    {
        "SUM" => TreeAggregate.Sum,
        "AVERAGE" => TreeAggregate.Average,
        "MIN" => TreeAggregate.Min,
        "MAX" => TreeAggregate.Max,
        _ => throw new UnsupportedException($"its aggregate_function '{name}' is unknown"),
    };

    private static ScoreTransform Transform(string name) => name switch
    {
        "NONE" => ScoreTransform.None,
        "LOGISTIC" => ScoreTransform.Logistic,
        "SOFTMAX" => ScoreTransform.Softmax,
        "SOFTMAX_ZERO" => ScoreTransform.SoftmaxZero,
        "PROBIT" => ScoreTransform.Probit,
        _ => throw new UnsupportedException($"its post_transform '{name}' is unknown"),
    };

    /// <summary>Takes attributes by name, each once; numbers may be given as a list or as a tensor.</summary>
    private sealed class Taken(Dictionary<string, (string Name, object? Value)> left)
    {
        public long[] Wholes(string name) => Take(name) as long[] ?? [];

        public string[] Texts(string name) => Take(name) as string[] ?? [];

        public string Text(string name, string otherwise) => Take(name) as string ?? otherwise;

        public long Whole(string name, long otherwise) => Take(name) as long? ?? otherwise;

        public float[] Singles(string name)
        {
            object? list = Take(name), tensor = Take(name + "_as_tensor");
            return tensor switch
            {
                null => list as float[] ?? [],
                Tensor<float> singles => singles.Values.ToArray(),
                _ => throw new UnsupportedException($"its attribute '{name}_as_tensor' is not of float"),
            };
        }

        private object? Take(string name) => left.Remove(name.Replace("_", "", StringComparison.Ordinal), out var given) ? given.Value : null;
    }
}
