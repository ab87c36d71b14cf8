namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Every combination of kernels that this process can run; fewer when instruction sets are switched off.</summary>
internal static class Paths
{
    public static IEnumerable<ScoringPath> Runnable(int slots)
    {
        RowWalk[] walks = PermuteWalk.IsSupported && slots <= PermuteWalk.MaxSlots ? [RowWalk.Scalar, RowWalk.Permute] : [RowWalk.Scalar];
        List<RowLanes> lanes = [RowLanes.None];
        if (LaneWalk256.IsSupported) lanes.Add(RowLanes.Vector256);
        if (LaneWalk512.IsSupported) lanes.Add(RowLanes.Vector512);
        return from walk in walks from width in lanes select new ScoringPath(walk, width);
    }

    /// <summary>A scorer for each of them.</summary>
    public static IEnumerable<(ScoringPath Path, TreeScorer Scorer)> Scorers(TreeEnsemble ensemble)
    {
        byte[] packed = TreePacker.Pack(ensemble);
        int slots = TreeScorer.Load(packed).SlotCount;
        return Runnable(slots).Select(path => (path, TreeScorer.Load(packed, path)));
    }
}
