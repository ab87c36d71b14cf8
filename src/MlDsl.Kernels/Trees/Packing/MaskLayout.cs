namespace MlDsl.Kernels;

/// <summary>How trees are packed.</summary>
internal enum TreeLayout
{
    /// <summary>Chunks of three levels, which are walked.</summary>
    Chunks,

    /// <summary>Masks of leaves, which are looked up.</summary>
    Masks,

    /// <summary>Pieces side by side, a few bytes for each branch.</summary>
    Compact,
}

/// <summary>
/// Chooses between chunks and masks by what one row costs with each. Masks pay for each column of a strip and each piece of a tree,
/// however deep; chunks pay for each step down. So masks suit trees as trainers grow them, leaf by leaf, over tens of columns, and chunks
/// suit shallow complete trees, trees of very many leaves, and wide data.
/// </summary>
internal static class MaskLayout
{
    // Nanoseconds on an AMD EPYC (Zen 5) with AVX-512; benchmarks/MlDsl.Benchmarks/Results/Models.md has the measurements.
    private const double MaskCost = 0.6, PieceCost = 0.9, RegularStepCost = 1.25, StepCost = 2.5;

    // Of flags, such as the places of an encoded category, few are set in a row.
    private const double FlagShare = 0.25;

    private const long MaxBytes = 1L << 30;

    /// <summary>The forest as masks; null where chunks suit it better.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="trees">Its trees, as they are scored.</param>
    /// <param name="slots">Reads their conditions.</param>
    /// <param name="layout">The layout that is wanted; null for the better one.</param>
    public static MaskForest? Choose(TreeEnsemble ensemble, Tree[] trees, SlotTable slots, TreeLayout? layout)
    {
        // The smallest and the largest of leaves have no value that changes nothing.
        if (layout == TreeLayout.Chunks || ensemble.Aggregate is TreeAggregate.Min or TreeAggregate.Max) return null;
        double walk = layout is null ? WalkCost(trees) : double.PositiveInfinity;
        if (LeastCost(trees, DenseColumns(ensemble, trees)) > walk) return null;
        var reader = new ReachReader(slots, ensemble.IsDouble);
        Reach[][] reaches = [.. trees.Select(tree => tree.Nodes.Select(node => node.IsLeaf ? default : reader.Read(tree, node)).ToArray())];
        MaskColumns columns = MaskColumns.Of(reaches.SelectMany(static tree => tree).Where(static reach => reach.Turns is not null), ensemble.FeatureCount);
        if (columns.Dense.Any(static column => column.Keys.Length > SlotTable.MaxThresholds)) return null;
        var best = new Way(Cut(trees, reaches, 32), columns, 32);
        // Wide masks cost at least what they cost where no tree is cut.
        if (best.Cost >= Way.CostOf(trees.Length, columns.Dense.Length, columns.Flags.Length, 64) && new Way(Cut(trees, reaches, 64), columns, 64) is var wide && best.Cost >= wide.Cost) best = wide;
        if (best.Pieces is null || best.Cost > walk || best.Bytes > MaxBytes) return null;
        return MaskForest.Make(best.Pieces, columns, best.Width);
    }

    private static List<MaskPiece>? Cut(Tree[] trees, Reach[][] reaches, int width)
    {
        var cutter = new TreeCutter(width);
        List<MaskPiece> pieces = [];
        for (int i = 0; i < trees.Length; i++)
        {
            if (cutter.Cut(i, trees[i], reaches[i]) is not { } cut) return null;
            pieces.AddRange(cut);
        }
        return pieces;
    }

    // However trees are cut, no piece has more leaves than it is wide: what that costs needs no cutting.
    private static double LeastCost(Tree[] trees, int dense)
    {
        return Math.Min(Of(32), Of(64));

        double Of(int width) => Way.CostOf(trees.Sum(tree => ((tree.Nodes.Count / 2) + width) / width), dense, 0, width);
    }

    // Features that are compared with two numbers, as all but few are that trees look at often.
    private static int DenseColumns(TreeEnsemble ensemble, Tree[] trees)
    {
        var first = new double[ensemble.FeatureCount];
        var isDense = new bool[ensemble.FeatureCount];
        Array.Fill(first, double.NaN);
        foreach (Tree tree in trees)
        {
            foreach (TreeNode node in tree.Nodes)
            {
                double threshold = ensemble.IsDouble ? node.Threshold : (float)node.Threshold;
                if (node.IsLeaf || node.Comparison == TreeComparison.Member || !double.IsFinite(threshold)) continue;
                if (double.IsNaN(first[node.Feature])) first[node.Feature] = threshold;
                else isDense[node.Feature] |= first[node.Feature] != threshold;
            }
        }
        return isDense.Count(static dense => dense);
    }

    private static double WalkCost(Tree[] trees)
    {
        double cost = 0;
        foreach (Tree[] block in trees.Chunk(PackedBlock.MaxTrees))
        {
            int depth = block.Max(ChunkBuilder.Depth), steps = Math.Max(1, (depth + ChunkForest.Levels - 1) / ChunkForest.Levels);
            cost += block.Length * steps * (depth <= ChunkForest.RegularDepth ? RegularStepCost : StepCost);
        }
        return cost;
    }

    /// <summary>One width of masks.</summary>
    private readonly record struct Way(List<MaskPiece>? Pieces, MaskColumns Columns, int Width)
    {
        public double Cost => Pieces is null ? double.PositiveInfinity : CostOf(Pieces.Count, Columns.Dense.Length, Columns.Flags.Length, Width);

        /// <summary>At most so many bytes.</summary>
        public long Bytes
        {
            get
            {
                long strips = Strips(Pieces!.Count, Width), masks = strips * (1 + Columns.Dense.Length + Columns.Flags.Length) + Pieces.Sum(static piece => piece.Conditions.Sum(static condition => condition.Reach.Turns.Length + 1L));
                return (masks * MaskForest.MaskSize) + (Columns.Lines * strips * sizeof(ushort)) + ((long)Pieces.Count * Width * sizeof(double));
            }
        }

        public static double CostOf(int pieces, int dense, int flags, int width) =>
            (Strips(pieces, width) * (dense + (FlagShare * flags)) * MaskCost) + (pieces * PieceCost);

        private static long Strips(int pieces, int width) => (pieces + MaskForest.StripPieces(width) - 1) / MaskForest.StripPieces(width);
    }
}
