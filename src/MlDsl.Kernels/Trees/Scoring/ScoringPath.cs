using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>How the trees of one row are walked.</summary>
internal enum RowWalk
{
    /// <summary>Four trees side by side, by <see cref="ScalarWalk"/>.</summary>
    Scalar,

    /// <summary>Three levels of a tree at once, by <see cref="PermuteWalk"/>.</summary>
    Permute,

    /// <summary>By <see cref="MaskWalk"/> without vectors; this and the next for trees packed as masks only.</summary>
    MaskWords,

    /// <summary>By <see cref="MaskWalk"/> with vectors of 16 bytes.</summary>
    Mask128,

    /// <summary>The same with 32 bytes.</summary>
    Mask256,

    /// <summary>The same with 64 bytes.</summary>
    Mask512,

    /// <summary>By <see cref="CompactWalk"/> tree by tree; this and the next for compact trees only.</summary>
    Compact,

    /// <summary>The same with trees in vectors of 32 bytes.</summary>
    Compact256,

    /// <summary>The same with 64 bytes.</summary>
    Compact512,
}

/// <summary>How wide a batch's rows lie in lanes.</summary>
internal enum RowLanes
{
    /// <summary>Not at all: row by row.</summary>
    None,

    /// <summary>Compact trees by <see cref="CompactLanes"/> with vectors of 16 bytes.</summary>
    Vector128,

    /// <summary>By <see cref="LaneWalk256"/>; for trees packed as masks by <see cref="MaskLanes"/>, with the vectors of the walk; for compact ones by <see cref="CompactLanes"/>.</summary>
    Vector256,

    /// <summary>By <see cref="LaneWalk512"/>, <see cref="MaskLanes512"/> for masks, <see cref="CompactLanes"/> for compact trees.</summary>
    Vector512,
}

/// <summary>How many rows of a batch lie in the bits of a vector, by <see cref="BitWalk"/>; for compact trees only.</summary>
internal enum RowBits
{
    None,

    /// <summary>256.</summary>
    Vector256,

    /// <summary>512.</summary>
    Vector512,
}

/// <summary>The kernels a scorer uses, chosen once by what the processor can do and what was measured on such processors.</summary>
/// <param name="Walk">For single rows, trees deeper than 6, and leaves with several weights.</param>
/// <param name="Lanes">For the other trees of batches.</param>
/// <param name="Bits">For batches of compact trees that are large enough.</param>
internal readonly record struct ScoringPath(RowWalk Walk, RowLanes Lanes, RowBits Bits = RowBits.None)
{
    /// <summary>The fastest for an ensemble on this machine.</summary>
    public static ScoringPath Best(PackedTrees packed) => packed.Compact is { } compact
        ? new(
            CompactWalk.IsSupported512 && packed.SlotCount <= CompactWalk.MaxSlots ? RowWalk.Compact512 : Avx2.IsSupported && packed.SlotCount <= CompactWalk.MaxSlots ? RowWalk.Compact256 : RowWalk.Compact,
            Avx512BW.IsSupported ? RowLanes.Vector512 : Avx2.IsSupported ? RowLanes.Vector256 : Vector128.IsHardwareAccelerated ? RowLanes.Vector128 : RowLanes.None,
            BitsOf(packed, compact))
        : packed.Masks is { } masks
        ? new(
            Avx512F.IsSupported ? RowWalk.Mask512 : Avx2.IsSupported ? RowWalk.Mask256 : Vector128.IsHardwareAccelerated ? RowWalk.Mask128 : RowWalk.MaskWords,
            !masks.HasLaneTables || !Vector128.IsHardwareAccelerated ? RowLanes.None : MaskLanes512.IsSupported ? RowLanes.Vector512 : RowLanes.Vector256)
        : new(
            PermuteWalk.IsSupported && packed.SlotCount <= PermuteWalk.MaxSlots ? RowWalk.Permute : RowWalk.Scalar,
            LaneWalk512.IsSupported ? RowLanes.Vector512 : LaneWalk256.IsSupported ? RowLanes.Vector256 : RowLanes.None);

    /// <summary>The fewest rows for which a vector of them, filled or not, costs less than walking them one by one.</summary>
    public int LeastLaneRows => (Walk, Lanes) switch
    {
        (_, RowLanes.None) => int.MaxValue,
        (RowWalk.Permute or RowWalk.Mask256, _) => 16,
        (RowWalk.Mask512 or RowWalk.Mask128 or RowWalk.Compact512 or RowWalk.Compact256, _) => 24,
        _ => 8,
    };

    /// <summary>The fewest rows for which the bits of a whole block, filled or not, cost less than the other ways.</summary>
    public int LeastBitRows => Bits == RowBits.None ? int.MaxValue : Lanes == RowLanes.None ? 1 : 96;

    // Bits of conditions lie in the second-level cache, and pay where branches ask for the same ones again.
    private static RowBits BitsOf(PackedTrees packed, PackedCompact compact)
    {
        const int MostConditions = 1 << 15, MostWide = 1 << 12, LeastShared = 2;
        if (!Avx2.IsSupported || packed.HasLeafWeights || compact.ConditionCount > MostConditions || compact.BranchCount < (long)LeastShared * compact.ConditionCount) return RowBits.None;
        return Avx512BW.IsSupported && compact.ConditionCount <= MostWide ? RowBits.Vector512 : RowBits.Vector256;
    }

    /// <summary>The ranks of a row that are loaded, or the same memory for its lines.</summary>
    public int RankStride(PackedTrees packed)
    {
        const int Step = 32;
        if (Walk == RowWalk.Permute) return packed.SlotCount <= 32 ? 32 : packed.SlotCount <= 64 ? 64 : PermuteWalk.MaxSlots;
        if (packed.Compact is not null) return Math.Max(1, (packed.SlotCount + CompactWalk.MaxSlots - 1) / CompactWalk.MaxSlots) * (CompactWalk.MaxSlots / sizeof(short));
        int ranks = packed.Masks is { } masks ? (1 + masks.MaxLines) * (sizeof(int) / sizeof(short)) : packed.SlotCount;
        return Math.Max(Step, (ranks + Step - 1) / Step * Step);
    }
}
