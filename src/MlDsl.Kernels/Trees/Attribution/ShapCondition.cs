namespace MlDsl.Kernels;

/// <summary>A branch's condition as it is asked of one row, in double precision; single-precision trees have their numbers rounded before.</summary>
internal readonly struct ShapCondition
{
    private readonly TreeComparison comparison;
    private readonly bool missingIsTrue;
    private readonly bool zeroIsMissing;
    private readonly double threshold;
    private readonly double[]? categories;
    private readonly CategoryRounding rounding;

    /// <param name="node">The branch.</param>
    /// <param name="sets">The tree's category sets.</param>
    /// <param name="isDouble">Whether the tree compares doubles.</param>
    public ShapCondition(TreeNode node, IReadOnlyList<CategorySet> sets, bool isDouble)
    {
        (comparison, missingIsTrue, zeroIsMissing) = (node.Comparison, node.MissingIsTrue, node.ZeroIsMissing);
        threshold = isDouble ? node.Threshold : (float)node.Threshold;
        if (comparison != TreeComparison.Member) return;
        categories = [.. sets[node.Set].Values.Select(value => isDouble ? value : (float)value)];
        Array.Sort(categories);
        rounding = sets[node.Set].Rounding;
    }

    public bool Holds(double x)
    {
        if (zeroIsMissing && Math.Abs(x) <= TreeNode.LargestZero) return missingIsTrue;
        bool holds = comparison switch
        {
            TreeComparison.LessOrEqual => x <= threshold,
            TreeComparison.Less => x < threshold,
            TreeComparison.GreaterOrEqual => x >= threshold,
            TreeComparison.Greater => x > threshold,
            TreeComparison.Equal => x == threshold,
            TreeComparison.NotEqual => x != threshold,
            _ => IsMember(x),
        };
        return holds || (missingIsTrue && double.IsNaN(x));
    }

    private bool IsMember(double x)
    {
        // NaN is no category.
        if (double.IsNaN(x) || (rounding == CategoryRounding.NotNegative && x < 0)) return false;
        return Array.BinarySearch(categories!, rounding == CategoryRounding.None ? x : Math.Truncate(x)) >= 0;
    }
}
