namespace MlDsl.Kernels;

/// <summary>
/// Chooses the compact form where it scores single rows faster as well: many trees of one shape, as trainers give that grow level by level,
/// over slots that a few registers hold. Their branches are two bytes each, and a vector of trees passes over them without waiting for memory.
/// </summary>
internal static class CompactLayout
{
    // As measured, with AVX-512 and with AVX2: benchmarks/MlDsl.Benchmarks/Results/Models.md.
    private const int LeastTrees = 256, LeastLeaves = 32, MostLeaves = 64, MostSlots = 64;

    /// <summary>The forest; null where another form suits it better.</summary>
    public static CompactForest? Choose(TreeEnsemble ensemble, Tree[] trees, LeafTable leaves)
    {
        bool isSum = ensemble.Aggregate is TreeAggregate.Sum or TreeAggregate.Average;
        if (!isSum || ensemble.IsDouble || trees.Length < LeastTrees || (leaves.Flags & PackedFlags.LeafWeights) != 0) return null;

        // Of n leaves there are n − 1 branches.
        int nodes = trees[0].Nodes.Count;
        if (nodes is < (2 * LeastLeaves) - 1 or > (2 * MostLeaves) - 1 || trees.Any(tree => tree.Nodes.Count != nodes)) return null;
        return CompactForest.Within(MostSlots, ensemble, trees) is { HasOneShape: true } forest ? forest : null;
    }
}
