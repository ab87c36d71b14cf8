using System.Text.Json;
using static MlDsl.Kernels.XGBoostJson;

namespace MlDsl.Kernels;

/// <summary>
/// What the leaves of an XGBoost tree give: a number to one output, or since 2.0 (<c>multi_strategy=multi_output_tree</c>) one to each. Those
/// vectors are the nodes' own weights up to 3.2, later a list of their own, whose place in it a leaf has for its right child.
/// </summary>
/// <param name="Values">The numbers, leaf after leaf or node after node.</param>
/// <param name="Places">The place of each node's numbers; −1 for none.</param>
/// <param name="Count">The numbers of a leaf.</param>
/// <param name="Output">The first output that is given to.</param>
internal sealed record XGBoostLeaves(float[] Values, int[] Places, int Count, int Output)
{
    /// <param name="tree">The tree.</param>
    /// <param name="conditions">The number of each node, which is a leaf's value where that is one.</param>
    /// <param name="right">The right child of each node.</param>
    /// <param name="outputs">The outputs of the model.</param>
    /// <param name="output">The output that a tree of single numbers votes for.</param>
    /// <param name="number">The tree's number, for messages.</param>
    /// <exception cref="TreeEnsembleException">The vectors are not of the outputs, or not of the nodes.</exception>
    public static XGBoostLeaves Read(JsonElement tree, float[] conditions, int[] right, int outputs, int output, int number)
    {
        int size = Whole(Member(tree, "tree_param", $"tree {number}"), "size_leaf_vector", 0);
        int[] own = [.. Enumerable.Range(0, right.Length)];
        if (size <= 1) return new(conditions, own, 1, output);
        if (size != outputs) throw new TreeEnsembleException($"its leaves are vectors of {size} numbers, and the model has {outputs} outputs", number);
        bool isApart = Find(tree, "leaf_weights") is not null;
        float[] values = Floats(Member(tree, isApart ? "leaf_weights" : "base_weights", $"tree {number}"), "leaf weights");
        return isApart || values.Length == (long)right.Length * size
            ? new(values, isApart ? right : own, size, 0)
            : throw new TreeEnsembleException($"its lists of nodes have different lengths; {right.Length} nodes and {values.Length} weights of vectors of {size} are given", number);
    }

    /// <summary>The weights of a leaf.</summary>
    /// <exception cref="TreeEnsembleException">They are not among those of the tree.</exception>
    public IEnumerable<LeafWeight> Of(int node)
    {
        long first = (long)Places[node] * Count;
        if (first < 0 || first + Count > Values.Length) throw new TreeEnsembleException($"The leaf at node {node} has its weights at {Places[node]}, which is not among the {Values.Length / Count} of its tree");
        return Enumerable.Range(0, Count).Select(i => new LeafWeight(Output + i, Values[first + i]));
    }
}
