using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>
/// Writes trees as <c>TreeEnsembleRegressor</c> of ai.onnx.ml 3. ONNX Runtime compares and sums doubles where thresholds and leaves are given
/// as doubles, and rounds the sum to float at the end, as <see cref="TreePredictor"/> does.
/// </summary>
internal sealed class TreeGraph(GraphNodes nodes)
{
    /// <summary>The scores: floats, [N, k]; NaN where a number that no tree may miss is not finite.</summary>
    /// <exception cref="OnnxExportException">The sums are divided in a way that the operator does not know.</exception>
    public string Write(IReadOnlyList<FeaturePiece> pieces, TreePredictor predictor)
    {
        OnnxElementType element = predictor.Trees.IsDouble ? OnnxElementType.Double : OnnxElementType.Float;
        TreeColumns columns = new(nodes, pieces, predictor.Positions, element);
        Tree[] trees = [.. predictor.Trees.Trees.Select(tree => tree with { Nodes = [.. tree.Nodes.Select(node => node.IsLeaf ? node : columns.Moved(node, tree))], CategorySets = [] })];
        string features = columns.Write();
        string scores = predictor.Divisor == 1
            ? Sum(features, predictor.Trees with { Trees = trees })
            : predictor.RoundsFirst
            ? nodes.Call("Div", Sum(features, predictor.Trees with { Trees = trees }), nodes.Scalar((float)predictor.Divisor))
            : nodes.Beside([.. Enumerable.Range(0, predictor.Outputs).Select(output => Average(features, predictor, trees, output))]);
        return columns.NotFinite is { } difference ? nodes.Call("Add", scores, difference) : scores;
    }

    // The operator divides by its trees: those of each output are as many as the divisor.
    private string Average(string features, TreePredictor predictor, Tree[] trees, int output)
    {
        Tree[] own = [.. trees.Where(tree => tree.Weights.All(weight => weight.Output == output))
            .Select(static tree => tree with { Weights = [.. tree.Weights.Select(static weight => weight with { Output = 0 })] })];
        if (own.Length != predictor.Divisor || predictor.Trees.BaseValues.Count > 0)
        {
            throw new OnnxExportException(FormattableString.Invariant(
                $"The sums of the trees are divided by {predictor.Divisor}, and output {output} has {own.Length} trees: an operator of ONNX divides by the number of trees only; serve the model with MlDsl"));
        }
        return Sum(features, predictor.Trees with { OutputCount = 1, Aggregate = TreeAggregate.Average, Trees = own });
    }

    private string Sum(string features, TreeEnsemble trees)
    {
        TreeLists lists = new(trees);
        List<OnnxSetting> settings =
        [
            OnnxSetting.Of("n_targets", (long)trees.OutputCount),
            OnnxSetting.Of("aggregate_function", trees.Aggregate == TreeAggregate.Average ? "AVERAGE" : "SUM"),
            OnnxSetting.Of("post_transform", "NONE"),
            .. lists.Settings(),
        ];
        return nodes.CallMl("TreeEnsembleRegressor", features, OnnxElementType.Float, trees.OutputCount, [.. settings]);
    }

    /// <summary>Trees as the operator's lists.</summary>
    private sealed class TreeLists(TreeEnsemble trees)
    {
        private readonly List<long> treeIds = [], nodeIds = [], features = [], whenTrue = [], whenFalse = [], missing = [];
        private readonly List<long> leafTrees = [], leafNodes = [], outputs = [];
        private readonly List<double> values = [], weights = [];
        private readonly List<string> modes = [];

        public List<OnnxSetting> Settings()
        {
            for (int tree = 0; tree < trees.Trees.Count; tree++)
                for (int node = 0; node < trees.Trees[tree].Nodes.Count; node++) Add(tree, node, trees.Trees[tree].Nodes[node]);
            return
            [
                OnnxSetting.Of("nodes_treeids", [.. treeIds]),
                OnnxSetting.Of("nodes_nodeids", [.. nodeIds]),
                OnnxSetting.Of("nodes_featureids", [.. features]),
                OnnxSetting.Of("nodes_modes", [.. modes]),
                Numbers("nodes_values", values),
                OnnxSetting.Of("nodes_truenodeids", [.. whenTrue]),
                OnnxSetting.Of("nodes_falsenodeids", [.. whenFalse]),
                OnnxSetting.Of("nodes_missing_value_tracks_true", [.. missing]),
                OnnxSetting.Of("target_treeids", [.. leafTrees]),
                OnnxSetting.Of("target_nodeids", [.. leafNodes]),
                OnnxSetting.Of("target_ids", [.. outputs]),
                Numbers("target_weights", weights),
                .. trees.BaseValues.Count > 0 ? (OnnxSetting[])[Numbers("base_values", [.. trees.BaseValues])] : [],
            ];
        }

        private OnnxSetting Numbers(string name, List<double> numbers) => trees.IsDouble
            ? OnnxSetting.Tensor<double>($"{name}_as_tensor", [.. numbers], numbers.Count)
            : OnnxSetting.Of(name, [.. numbers.Select(static number => (float)number)]);

        private void Add(int tree, int number, TreeNode node)
        {
            treeIds.Add(tree);
            nodeIds.Add(number);
            features.Add(node.Feature);
            modes.Add(node.IsLeaf ? "LEAF" : Mode(node.Comparison));
            values.Add(node.IsLeaf ? 0 : node.Threshold);
            whenTrue.Add(node.WhenTrue);
            whenFalse.Add(node.WhenFalse);
            missing.Add(node.MissingIsTrue ? 1 : 0);
            for (int i = 0; node.IsLeaf && i < node.WeightCount; i++)
            {
                LeafWeight weight = trees.Trees[tree].Weights[node.FirstWeight + i];
                leafTrees.Add(tree);
                leafNodes.Add(number);
                outputs.Add(weight.Output);
                weights.Add(weight.Value);
            }
        }

        private static string Mode(TreeComparison comparison) => comparison switch
        {
            TreeComparison.LessOrEqual => "BRANCH_LEQ",
            TreeComparison.Less => "BRANCH_LT",
            TreeComparison.GreaterOrEqual => "BRANCH_GTE",
            TreeComparison.Greater => "BRANCH_GT",
            TreeComparison.Equal => "BRANCH_EQ",
            TreeComparison.NotEqual => "BRANCH_NEQ",
            _ => throw new NotSupportedException(comparison.ToString()),
        };
    }
}
