namespace MlDsl.Kernels;

/// <summary>One decision tree. The root is the first node; every node but the root is the child of exactly one branch.</summary>
public sealed record Tree
{
    /// <summary>The nodes.</summary>
    public required IReadOnlyList<TreeNode> Nodes { get; init; }

    /// <summary>What the leaves give, leaf after leaf.</summary>
    public required IReadOnlyList<LeafWeight> Weights { get; init; }

    /// <summary>
    /// The linear models of leaves, one for each of <see cref="Weights"/>, whose values are then what leaves give where a feature is missing; empty where
    /// leaves are constants. For sums of single weights.
    /// </summary>
    public IReadOnlyList<LinearLeaf> LinearLeaves { get; init; } = [];

    /// <summary>The sets of <see cref="TreeComparison.Member"/> nodes.</summary>
    public IReadOnlyList<CategorySet> CategorySets { get; init; } = [];

    /// <summary>
    /// How many training rows reached each node, or the weight of those, at least 0; empty where that is not known. Scores do not depend on it:
    /// <see cref="TreeShap"/> asks for it.
    /// </summary>
    public IReadOnlyList<double> Covers { get; init; } = [];
}
