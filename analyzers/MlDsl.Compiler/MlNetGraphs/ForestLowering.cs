using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>
/// Makes a node of trees, whose numbers have double precision, because ML.NET sums the leaves so. A branch that asks whether any of some zeros
/// and ones is a one asks for the key that they are made of, which is a feature of its own behind the others.
/// </summary>
internal static class ForestLowering
{
    /// <exception cref="RefusedException">The forest is not compiled for these features.</exception>
    public static string Score(GraphWriter writer, string place, string column, ForestModel forest, GraphColumn features)
    {
        string value = PredictLowering.Features(place, features, forest.Width);
        int width = ColumnLowering.Fixed(place, features).Items;
        var keys = new List<GraphColumn>();
        Tree[] trees = [.. forest.Trees.Where(static tree => tree.Nodes is not null).Select(tree => Asked(place, tree, features, keys, width))];
        if (trees.Length == 0) trees = [new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(0, 0)] }];
        string wide = writer.Cast(column, value, typeof(float), typeof(double));
        if (keys.Count > 0) wide = writer.Node(column, "Concat", [wide, .. keys.Select(key => writer.Cast(key.Name, key.Value.Value, typeof(long), typeof(double)))], ("axis", 1L));
        var ensemble = new TreeEnsemble { IsDouble = true, FeatureCount = width + keys.Count, OutputCount = 1, Trees = trees };
        PackedTreeBytes packed;
        try
        {
            packed = new PackedTreeBytes(ensemble);
        }
        catch (Exception e) when (e is TreeEnsembleException or OverflowException)
        {
            throw new RefusedException($"{place}: {e.Message}");
        }
        string sum = writer.Node(column, OperatorAttribute.Ml, "TreeEnsemble", [wide], ("scorer", packed));
        string score = writer.Cast(column, sum, typeof(double), typeof(float));
        if (forest.IsAverage && forest.Trees.Count > 0) score = writer.Node(column, "Div", [score, writer.Constant(column, new Tensor<float>([forest.Trees.Count], 1, 1))]);
        return forest.IsExponential ? writer.Node(column, OperatorAttribute.Own, "WideExp", [score]) : score;
    }

    private static Tree Asked(string place, MlNetTree tree, GraphColumn features, List<GraphColumn> keys, int width)
    {
        var nodes = tree.Nodes!.Nodes.ToArray();
        var sets = new List<CategorySet>();
        for (int i = 0; i < nodes.Length; i++)
        {
            TreeNode node = nodes[i];
            if (node.IsLeaf) continue;
            if (!tree.Indicators.TryGetValue(i, out int[]? slots))
            {
                if (node.Feature >= width) throw new RefusedException($"{place}: a branch asks for feature {node.Feature} of {width}");
                continue;
            }

            // Any of the ones: the branch that is taken for x > threshold.
            GraphColumn? key = null;
            var asked = new List<double>();
            foreach (int slot in slots)
            {
                if (slot < 0 || slot >= features.Origins.Count || features.Origins[slot] is not { } origin || (key is not null && origin.Keys != key))
                    throw new RefusedException($"{place}: a branch asks for categories that are no zeros and ones of one key");
                key = origin.Keys;
                asked.Add(origin.Key);
            }
            if (key is null) throw new RefusedException($"{place}: a branch asks for no category");
            int feature = keys.IndexOf(key);
            if (feature < 0)
            {
                feature = keys.Count;
                keys.Add(key);
            }
            sets.Add(new CategorySet([.. asked.Distinct()], CategoryRounding.None));
            nodes[i] = TreeNode.Member(width + feature, sets.Count - 1, node.WhenFalse, node.WhenTrue);
        }
        return tree.Nodes with { Nodes = nodes, CategorySets = sets };
    }
}
