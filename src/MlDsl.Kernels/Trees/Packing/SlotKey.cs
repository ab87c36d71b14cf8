namespace MlDsl.Kernels;

/// <summary>What a slot of a row's ranks is computed from.</summary>
internal enum SlotKind
{
    /// <summary>How many of the slot's thresholds the feature reaches.</summary>
    Rank,

    /// <summary>1 where the feature equals a number.</summary>
    Equal,

    /// <summary>1 where the feature is one of a set of categories.</summary>
    Member,
}

/// <summary>A slot before its thresholds are known.</summary>
/// <param name="Kind">How it is computed.</param>
/// <param name="Feature">The feature, by its position in the row.</param>
/// <param name="MissingIsHigh">Whether a missing value counts as above everything, or as 1; else as below everything, or as 0.</param>
/// <param name="ZeroIsMissing">Whether zero counts as missing.</param>
/// <param name="Operand">The key of the number it equals, or the category set's place among the ensemble's.</param>
internal readonly record struct SlotKey(SlotKind Kind, int Feature, bool MissingIsHigh, bool ZeroIsMissing, long Operand);

/// <summary>
/// A node's condition in the one form that kernels know: the slot's value reaches <paramref name="Key"/>, or not. It holds for missing
/// values or not by the choice of the slot, so that kernels never look for NaN.
/// </summary>
internal readonly record struct Condition(SlotKey Slot, long Key, int WhenReached, int WhenNot)
{
    /// <summary>The condition of a branch.</summary>
    /// <param name="node">The branch.</param>
    /// <param name="key">The key of its threshold.</param>
    /// <param name="set">Its category set's place among the ensemble's.</param>
    public static Condition Of(TreeNode node, long key, int set)
    {
        bool high = node.MissingIsTrue;
        int yes = node.WhenTrue, no = node.WhenFalse;
        return node.Comparison switch
        {
            // x ≤ t is: x does not reach the number after t. The key after infinity's is no number's, so even x ≤ ∞ comes out right.
            TreeComparison.LessOrEqual => new(Ranked(node, !high), key + 1, no, yes),
            TreeComparison.Less => new(Ranked(node, !high), key, no, yes),
            TreeComparison.GreaterOrEqual => new(Ranked(node, high), key, yes, no),
            TreeComparison.Greater => new(Ranked(node, high), key + 1, yes, no),
            TreeComparison.Equal => new(new(SlotKind.Equal, node.Feature, high, false, key), 0, yes, no),

            // A missing value differs from every number, whatever the node says of missing values.
            TreeComparison.NotEqual => new(new(SlotKind.Equal, node.Feature, false, false, key), 0, no, yes),
            _ => new(new(SlotKind.Member, node.Feature, high, false, set), 0, yes, no),
        };
    }

    private static SlotKey Ranked(TreeNode node, bool missingIsHigh) => new(SlotKind.Rank, node.Feature, missingIsHigh, node.ZeroIsMissing, 0);
}
