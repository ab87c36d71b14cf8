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

    /// <summary>A step function of one feature: a number lies in the first bin whose upper bound it does not exceed, the last bin has none, and a missing number lies in the first of all.</summary>
    /// <param name="feature">The feature, by its position in the row.</param>
    /// <param name="bounds">The upper bounds of the bins but the last, which go up; more are not looked at.</param>
    /// <param name="weights">What each bin gives; at least one.</param>
    /// <exception cref="ArgumentException">There is no bin, or there are fewer bounds than bins but one.</exception>
    public static Tree OfBins(int feature, IReadOnlyList<double> bounds, IReadOnlyList<LeafWeight> weights)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0 || bounds.Count < weights.Count - 1) throw new ArgumentException($"{weights.Count} bins with {bounds.Count} bounds are no step function; give a weight for each bin, and the bound of each but the last", nameof(weights));
        var nodes = new List<TreeNode>((2 * weights.Count) - 1);
        Add(0, weights.Count - 1);
        return new Tree { Nodes = nodes, Weights = weights };

        int Add(int first, int last)
        {
            int place = nodes.Count;
            if (first == last)
            {
                nodes.Add(TreeNode.Leaf(first));
                return place;
            }
            int middle = first + ((last - first) / 2);
            nodes.Add(default);
            int lower = Add(first, middle), upper = Add(middle + 1, last);
            nodes[place] = TreeNode.Branch(feature, TreeComparison.LessOrEqual, bounds[middle], lower, upper, missingIsTrue: true);
            return place;
        }
    }
}
