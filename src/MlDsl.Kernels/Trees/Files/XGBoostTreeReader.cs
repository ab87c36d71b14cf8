using System.Text.Json;
using static MlDsl.Kernels.XGBoostJson;

namespace MlDsl.Kernels;

/// <summary>Reads one tree of an XGBoost model.</summary>
internal sealed class XGBoostTreeReader(int features, int outputs)
{
    private const int Categorical = 1;

    /// <param name="tree">The tree.</param>
    /// <param name="number">Its number, for messages.</param>
    /// <param name="output">The class or target it votes for.</param>
    /// <param name="scale">What dart multiplies its leaves with.</param>
    public Tree Read(JsonElement tree, int number, int output, float scale)
    {
        int[] left = Integers(Field("left_children"), "left_children"), right = Integers(Field("right_children"), "right_children");
        int[] split = Integers(Field("split_indices"), "split_indices"), missingLeft = Integers(Field("default_left"), "default_left");
        float[] values = Floats(Field("split_conditions"), "split_conditions");
        int[] kinds = Find(tree, "split_type") is { } types ? Integers(types, "split_type") : [];
        int count = left.Length;
        if (count == 0) throw new TreeEnsembleException("it has no nodes; a single leaf is the smallest tree", number);
        if (right.Length != count || split.Length != count || missingLeft.Length != count || values.Length != count || (kinds.Length != 0 && kinds.Length != count))
            throw new TreeEnsembleException($"its lists of nodes have different lengths; {count} left children are given", number);
        var leaves = XGBoostLeaves.Read(tree, values, right, outputs, output, number);
        if (output < 0 || output >= outputs) throw new TreeEnsembleException($"tree_info gives it class {output}; classes are 0 to {outputs - 1}", number);

        Dictionary<int, CategorySet> sets = kinds.Contains(Categorical) ? ReadSets(tree, number) : [];
        List<CategorySet> used = [];
        var nodes = new TreeNode[count];
        List<LeafWeight> weights = [];
        for (int i = 0; i < count; i++)
        {
            if (left[i] < 0)
            {
                nodes[i] = TreeNode.Leaf(weights.Count, leaves.Count);
                weights.AddRange(leaves.Of(i).Select(leaf => leaf with { Value = (float)leaf.Value * scale }));
            }
            else if (kinds.Length > 0 && kinds[i] == Categorical)
            {
                if (!sets.TryGetValue(i, out CategorySet? set)) throw new TreeEnsembleException("the node splits by categories, but has none", number, i);

                // The listed categories go right; all others, and what is no category at all, go left.
                nodes[i] = TreeNode.Member(split[i], used.Count, right[i], left[i], missingLeft[i] == 0);
                used.Add(set);
            }
            else nodes[i] = TreeNode.Branch(split[i], TreeComparison.Less, values[i], left[i], right[i], missingLeft[i] != 0);
        }
        float[] hessians = Find(tree, "sum_hessian") is { } sums ? Floats(sums, "sum_hessian") : [];
        if (hessians.Length > 0 && hessians.Length != count) throw new TreeEnsembleException($"its lists of nodes have different lengths; {count} left children and {hessians.Length} entries of sum_hessian are given", number);
        return Reached(new Tree { Nodes = nodes, Weights = weights, CategorySets = used, Covers = [.. hessians.Select(static h => (double)h)] }, number);

        JsonElement Field(string name) => Member(tree, name, $"tree {number}");
    }

    private static Dictionary<int, CategorySet> ReadSets(JsonElement tree, int number)
    {
        int[] categories = Integers(Member(tree, "categories", $"tree {number}"), "categories");
        int[] nodes = Integers(Member(tree, "categories_nodes", $"tree {number}"), "categories_nodes");
        int[] starts = Integers(Member(tree, "categories_segments", $"tree {number}"), "categories_segments");
        int[] sizes = Integers(Member(tree, "categories_sizes", $"tree {number}"), "categories_sizes");
        if (starts.Length != nodes.Length || sizes.Length != nodes.Length) throw new TreeEnsembleException("its lists of categories have different lengths", number);
        Dictionary<int, CategorySet> sets = [];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (starts[i] < 0 || sizes[i] < 0 || starts[i] > categories.Length - sizes[i])
                throw new TreeEnsembleException($"the categories {starts[i]} to {(long)starts[i] + sizes[i]} are not among its {categories.Length}", number, nodes[i]);
            var set = new CategorySet([.. categories.AsSpan(starts[i], sizes[i]).ToArray().Select(static category => (double)(float)category)], CategoryRounding.NotNegative);
            if (!sets.TryAdd(nodes[i], set)) throw new TreeEnsembleException("it has categories twice", number, nodes[i]);
        }
        return sets;
    }

    // Pruning leaves deleted nodes in the lists; only what the root leads to is kept.
    private Tree Reached(Tree tree, int number)
    {
        List<int> order = [0];
        var places = new Dictionary<int, int> { [0] = 0 };
        for (int i = 0; i < order.Count; i++)
        {
            TreeNode node = tree.Nodes[order[i]];
            if (node.IsLeaf) continue;
            if (node.Feature >= features || node.Feature < 0) throw new TreeEnsembleException($"feature {node.Feature} is not among the model's {features}", number, order[i]);
            foreach (int child in new[] { node.WhenTrue, node.WhenFalse })
            {
                if (child < 0 || child >= tree.Nodes.Count) throw new TreeEnsembleException($"the child {child} is not among the tree's {tree.Nodes.Count} nodes", number, order[i]);
                if (!places.TryAdd(child, order.Count)) throw new TreeEnsembleException($"the child {child} is reached twice; trees have no circles", number, order[i]);
                order.Add(child);
            }
        }
        return tree with { Nodes = [.. order.Select(place => Moved(tree.Nodes[place]))], Covers = tree.Covers.Count == 0 ? [] : [.. order.Select(place => tree.Covers[place])] };

        TreeNode Moved(TreeNode node) => node switch
        {
            { IsLeaf: true } => node,
            { Comparison: TreeComparison.Member } => TreeNode.Member(node.Feature, node.Set, places[node.WhenTrue], places[node.WhenFalse], node.MissingIsTrue),
            _ => TreeNode.Branch(node.Feature, node.Comparison, node.Threshold, places[node.WhenTrue], places[node.WhenFalse], node.MissingIsTrue),
        };
    }
}
