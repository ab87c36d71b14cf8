namespace MlDsl.Kernels;

/// <summary>A node of a <see cref="Tree"/>: a branch with a condition and two children, or a leaf with weights.</summary>
public readonly record struct TreeNode
{
    /// <summary>What counts as zero where zeros are missing: numbers up to this size, as LightGBM has it (<c>kZeroThreshold</c> in its include/LightGBM/meta.h).</summary>
    public const float LargestZero = 1e-35f;

    /// <summary>Whether this is a leaf.</summary>
    public bool IsLeaf { get; private init; }

    /// <summary>The feature, by its position in the row.</summary>
    public int Feature { get; private init; }

    /// <summary>The comparison.</summary>
    public TreeComparison Comparison { get; private init; }

    /// <summary>The threshold; not used by <see cref="TreeComparison.Member"/>.</summary>
    public double Threshold { get; private init; }

    /// <summary>For <see cref="TreeComparison.Member"/>: the set, by its position in <see cref="Tree.CategorySets"/>.</summary>
    public int Set { get; private init; }

    /// <summary>The child taken when the condition holds, by its position in <see cref="Tree.Nodes"/>.</summary>
    public int WhenTrue { get; private init; }

    /// <summary>The child taken otherwise.</summary>
    public int WhenFalse { get; private init; }

    /// <summary>Whether a missing value makes the condition hold.</summary>
    public bool MissingIsTrue { get; private init; }

    /// <summary>
    /// Whether zero counts as missing, as LightGBM's <c>zero_as_missing</c> has it: anything within <see cref="LargestZero"/> of zero. The condition is then
    /// <see cref="MissingIsTrue"/> for it, whatever the comparison says.
    /// </summary>
    public bool ZeroIsMissing { get; private init; }

    /// <summary>A leaf's first weight, by its position in <see cref="Tree.Weights"/>.</summary>
    public int FirstWeight { get; private init; }

    /// <summary>How many weights the leaf has, one after another.</summary>
    public int WeightCount { get; private init; }

    /// <summary>A leaf.</summary>
    public static TreeNode Leaf(int firstWeight, int weightCount = 1) =>
        new() { IsLeaf = true, FirstWeight = firstWeight, WeightCount = weightCount };

    /// <summary>A branch that compares a feature with a threshold.</summary>
    public static TreeNode Branch(
        int feature,
        TreeComparison comparison,
        double threshold,
        int whenTrue,
        int whenFalse,
        bool missingIsTrue = false,
        bool zeroIsMissing = false) =>
        new()
        {
            Feature = feature,
            Comparison = comparison,
            Threshold = threshold,
            WhenTrue = whenTrue,
            WhenFalse = whenFalse,
            MissingIsTrue = missingIsTrue,
            ZeroIsMissing = zeroIsMissing,
        };

    /// <summary>The same branch on another feature.</summary>
    public TreeNode On(int feature) => this with { Feature = feature };

    /// <summary>A branch that looks a feature up in a set of categories.</summary>
    public static TreeNode Member(int feature, int set, int whenTrue, int whenFalse, bool missingIsTrue = false) =>
        new()
        {
            Feature = feature,
            Comparison = TreeComparison.Member,
            Set = set,
            WhenTrue = whenTrue,
            WhenFalse = whenFalse,
            MissingIsTrue = missingIsTrue,
        };
}
