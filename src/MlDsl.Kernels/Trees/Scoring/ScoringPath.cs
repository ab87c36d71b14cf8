namespace MlDsl.Kernels;

/// <summary>How the trees of one row are walked.</summary>
internal enum RowWalk
{
    /// <summary>Four trees side by side, by <see cref="ScalarWalk"/>.</summary>
    Scalar,

    /// <summary>Three levels of a tree at once, by <see cref="PermuteWalk"/>.</summary>
    Permute,
}

/// <summary>How wide a batch's rows lie in lanes.</summary>
internal enum RowLanes
{
    /// <summary>Not at all: row by row.</summary>
    None,

    /// <summary>By <see cref="LaneWalk256"/>.</summary>
    Vector256,

    /// <summary>By <see cref="LaneWalk512"/>.</summary>
    Vector512,
}

/// <summary>The kernels a scorer uses, chosen once by what the processor can do and what was measured on such processors.</summary>
/// <param name="Walk">For single rows, trees deeper than 6, and leaves with several weights.</param>
/// <param name="Lanes">For the other trees of batches.</param>
internal readonly record struct ScoringPath(RowWalk Walk, RowLanes Lanes)
{
    /// <summary>The fastest for an ensemble on this machine.</summary>
    public static ScoringPath Best(PackedTrees packed) => new(
        PermuteWalk.IsSupported && packed.SlotCount <= PermuteWalk.MaxSlots ? RowWalk.Permute : RowWalk.Scalar,
        LaneWalk512.IsSupported ? RowLanes.Vector512 : LaneWalk256.IsSupported ? RowLanes.Vector256 : RowLanes.None);

    /// <summary>The fewest rows for which a vector of them, filled or not, costs less than walking them one by one.</summary>
    public int LeastLaneRows => (Walk, Lanes) switch
    {
        (_, RowLanes.None) => int.MaxValue,
        (RowWalk.Permute, _) => 16,
        _ => 8,
    };

    /// <summary>The ranks of a row that are loaded, from which its memory follows.</summary>
    public int RankStride(int slots)
    {
        if (Walk == RowWalk.Permute) return slots <= 32 ? 32 : slots <= 64 ? 64 : PermuteWalk.MaxSlots;
        return Math.Max(32, (slots + 31) / 32 * 32);
    }
}
