using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Every combination of layouts and kernels that this process can run; fewer when instruction sets are switched off.</summary>
internal static class Paths
{
    public static IEnumerable<ScoringPath> Runnable(PackedTrees packed) => packed.Compact is not null ? Compact(packed) : packed.Masks is { } masks ? Masks(masks) : Chunks(packed.SlotCount);

    /// <summary>A scorer for each of them, in all layouts that the ensemble can have.</summary>
    public static IEnumerable<(ScoringPath Path, TreeScorer Scorer)> Scorers(TreeEnsemble ensemble) =>
        Layouts(ensemble).SelectMany(static packed => Runnable(TreeScorer.Load(packed).Packed).Select(path => (path, TreeScorer.Load(packed, path))));

    /// <summary>The layouts, the chosen one first.</summary>
    public static IEnumerable<byte[]> Layouts(TreeEnsemble ensemble)
    {
        byte[] chosen = TreePacker.Pack(ensemble);
        yield return chosen;
        bool isMasks = TreeScorer.Load(chosen).Packed.Masks is not null;
        byte[] other = TreePacker.Pack(ensemble, isMasks ? TreeLayout.Chunks : TreeLayout.Masks);
        if ((TreeScorer.Load(other).Packed.Masks is not null) != isMasks) yield return other;
        if (!ensemble.HasLinearLeaves && ensemble.Aggregate is TreeAggregate.Sum or TreeAggregate.Average && Compact(ensemble) is { } compact) yield return compact;
    }

    // Long chains are refused.
    private static byte[]? Compact(TreeEnsemble ensemble)
    {
        try
        {
            return TreePacker.Pack(ensemble, TreePacking.Compact);
        }
        catch (TreeEnsembleException e) when (e.Message.Contains("lead too deep", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static IEnumerable<ScoringPath> Compact(PackedTrees packed)
    {
        yield return new(RowWalk.Compact, RowLanes.None);
        if (Vector128.IsHardwareAccelerated) yield return new(RowWalk.Compact, RowLanes.Vector128);
        if (Avx2.IsSupported) yield return new(packed.SlotCount <= CompactWalk.MaxSlots ? RowWalk.Compact256 : RowWalk.Compact, RowLanes.Vector256);
        if (Avx2.IsSupported) yield return new(RowWalk.Compact, RowLanes.None, RowBits.Vector256);
        if (Avx512BW.IsSupported) yield return new(RowWalk.Compact, RowLanes.Vector512, RowBits.Vector512);
        if (Avx512BW.IsSupported) yield return new(RowWalk.Compact, RowLanes.None, RowBits.Vector512);
        if (Avx512BW.IsSupported) yield return new(CompactWalk.IsSupported512 && packed.SlotCount <= CompactWalk.MaxSlots ? RowWalk.Compact512 : RowWalk.Compact, RowLanes.Vector512);
    }

    private static IEnumerable<ScoringPath> Chunks(int slots)
    {
        RowWalk[] walks = PermuteWalk.IsSupported && slots <= PermuteWalk.MaxSlots ? [RowWalk.Scalar, RowWalk.Permute] : [RowWalk.Scalar];
        List<RowLanes> lanes = [RowLanes.None];
        if (LaneWalk256.IsSupported) lanes.Add(RowLanes.Vector256);
        if (LaneWalk512.IsSupported) lanes.Add(RowLanes.Vector512);
        return from walk in walks from width in lanes select new ScoringPath(walk, width);
    }

    private static IEnumerable<ScoringPath> Masks(PackedMasks masks)
    {
        yield return new(RowWalk.MaskWords, RowLanes.None);
        if (Vector128.IsHardwareAccelerated) yield return new(RowWalk.Mask128, RowLanes.None);
        if (Avx2.IsSupported) yield return new(RowWalk.Mask256, RowLanes.None);
        if (Avx512F.IsSupported) yield return new(RowWalk.Mask512, RowLanes.None);
        if (!masks.HasLaneTables) yield break;
        if (Vector128.IsHardwareAccelerated) yield return new(RowWalk.Mask128, RowLanes.Vector256);
        if (Avx2.IsSupported) yield return new(RowWalk.Mask256, RowLanes.Vector256);
        if (Avx512F.IsSupported) yield return new(RowWalk.Mask512, RowLanes.Vector256);
        if (MaskLanes512.IsSupported) yield return new(RowWalk.Mask512, RowLanes.Vector512);
    }
}
