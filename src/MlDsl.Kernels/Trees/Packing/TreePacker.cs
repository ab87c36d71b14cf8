using System.Numerics;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// Turns a <see cref="TreeEnsemble"/> into the bytes that <see cref="TreeScorer"/> runs as they lie: no parsing at start-up, only checks.
/// The same ensemble gives the same bytes.
/// </summary>
public static class TreePacker
{
    /// <summary>Checks and packs an ensemble.</summary>
    /// <exception cref="TreeEnsembleException">The ensemble is malformed (the message names tree and node), or larger than 2 GiB.</exception>
    public static byte[] Pack(TreeEnsemble ensemble) => Pack(ensemble, TreePacking.Fast, null);

    /// <summary>Checks an ensemble and packs it for memory or for the speed of single rows.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="packing">How; with leaves of 16 or 8 bits <see cref="TreeScorer.ErrorBound"/> says how far scores may move.</param>
    /// <exception cref="TreeEnsembleException">
    /// The ensemble is malformed, larger than 2 GiB, or cannot be packed so: it asks for the least or the greatest of leaves; a tree's branches
    /// lead more than some 250 levels deep beside more leaves than that; leaves are linear models; or leaves that are to be rounded vote for several outputs, are not
    /// finite, or lie too far apart.
    /// </exception>
    public static byte[] Pack(TreeEnsemble ensemble, TreePacking packing)
    {
        if (!Enum.IsDefined(packing)) throw new ArgumentOutOfRangeException(nameof(packing), packing, "It is no way to pack trees");
        return Pack(ensemble, packing, null);
    }

    /// <summary>The same in a layout of the caller's choice, where that is possible; null for the one that suits the trees.</summary>
    internal static byte[] Pack(TreeEnsemble ensemble, TreeLayout? layout) => Pack(ensemble, layout == TreeLayout.Compact ? TreePacking.Compact : TreePacking.Fast, layout);

    private static byte[] Pack(TreeEnsemble ensemble, TreePacking packing, TreeLayout? layout)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        TreeChecks.Check(ensemble);
        Tree[] trees = [.. ensemble.Trees.Select(tree => ensemble.OutputCount == 1 ? FirstWeights(tree) : tree)];
        var slots = new SlotTable(ensemble.IsDouble);
        var leaves = new LeafTable(ensemble, trees);
        var header = new PackedHeader
        {
            FeatureCount = ensemble.FeatureCount,
            OutputCount = ensemble.OutputCount,
            TreeCount = trees.Length,
            Aggregate = (int)ensemble.Aggregate,
            Transform = (int)ensemble.Transform,
            BaseValueCount = ensemble.BaseValues.Count,
            Flags = (int)(leaves.Flags | (ensemble.IsClassifier ? PackedFlags.Classifier : PackedFlags.None)),
        };
        var writer = new SectionWriter();
        bool isLinear = ensemble.HasLinearLeaves;
        if (isLinear && packing != TreePacking.Fast)
            throw new TreeEnsembleException($"The leaves are linear models of the row, which cannot be packed as {packing}; pack them as {TreePacking.Fast}");
        CompactForest? compact = isLinear ? null : packing != TreePacking.Fast ? CompactForest.Make(ensemble, trees, (leaves.Flags & PackedFlags.LeafWeights) == 0 ? LeafSize(ensemble, packing) : null) : layout is null ? CompactLayout.Choose(ensemble, trees, leaves) : null;
        if (compact is not null) WriteCompact(writer, ref header, ensemble, compact, new MaskLeaves(compact.Pieces, compact.Widths, CompactSections.LeavesBeyond, trees, leaves), packing);
        else if (!isLinear && MaskLayout.Choose(ensemble, trees, slots, layout) is { } masks)
        {
            // One place more, which is what a mask without leaves leads to; none of ours does.
            int[] widths = new int[masks.LineLength * MaskForest.StripPieces(masks.Width)];
            Array.Fill(widths, masks.Width);
            var places = new MaskLeaves(masks.Pieces, widths, 1, trees, leaves);
            if (ensemble.IsDouble) MaskSections.Write<double, long>(writer, ref header, masks, places);
            else MaskSections.Write<float, int>(writer, ref header, masks, places);
        }
        else WriteChunks(writer, ref header, ensemble, trees, slots, leaves);
        header.BaseValues = ensemble.IsDouble ? writer.Write<double>([.. ensemble.BaseValues]) : writer.Write<float>([.. ensemble.BaseValues.Select(static value => (float)value)]);
        header.VotedOutputs = writer.Write<byte>(leaves.VotedOutputs);
        return writer.Finish(header);
    }

    private static double LeafSize(TreeEnsemble ensemble, TreePacking packing) => packing switch
    {
        TreePacking.Leaves8 => sizeof(byte),
        TreePacking.Leaves16 => sizeof(ushort),
        _ => ensemble.IsDouble ? sizeof(double) : (double)NarrowLeaves.BlockSize / NarrowLeaves.Block,
    };

    private static void WriteCompact(SectionWriter writer, ref PackedHeader header, TreeEnsemble ensemble, CompactForest forest, MaskLeaves places, TreePacking packing)
    {
        var flags = new CompactFlags(forest.Slots, ensemble);
        header.SlotCount = forest.Slots.Slots.Count;
        new CategoryRuns(forest).Write(writer, ref header);
        if (ensemble.IsDouble)
        {
            WriteSlots<double, long>(writer, ref header, forest.Described, flags.Numbers);
            flags.Write<double>(writer, ref header);
            CompactSections.Write<double>(writer, ref header, ensemble, forest, places, packing);
        }
        else
        {
            // Of trees of one shape, whose branches take two bytes, thresholds and leaves are the most; of others narrow numbers save little and cost single rows more.
            bool isNarrow = packing != TreePacking.Fast && forest.HasOneShape;
            if (isNarrow) WriteNarrowSlots(writer, ref header, forest.Described, flags.Numbers);
            else WriteSlots<float, int>(writer, ref header, forest.Described, flags.Numbers);
            flags.Write<float>(writer, ref header);
            if (isNarrow && packing == TreePacking.Compact && places.Values.Length > 0) CompactSections.WriteNarrow(writer, ref header, forest, places);
            else CompactSections.Write<float>(writer, ref header, ensemble, forest, places, packing);
        }
    }

    private static void WriteChunks(SectionWriter writer, ref PackedHeader header, TreeEnsemble ensemble, Tree[] trees, SlotTable slots, LeafTable leaves)
    {
        foreach (Tree tree in trees)
            foreach (TreeNode node in tree.Nodes)
                if (!node.IsLeaf) slots.Collect(slots.Read(tree, node));
        slots.Close();
        var forest = new ChunkForest();
        List<int> roots = [];
        List<PackedBlock> blocks = PackTrees(trees, slots, leaves, forest, roots);
        forest.Add();
        (header.SlotCount, header.BlockCount) = (slots.Slots.Count, blocks.Count);
        if (ensemble.IsDouble) WriteNumbers<double, long>(writer, ref header, slots, leaves);
        else WriteNumbers<float, int>(writer, ref header, slots, leaves);
        header.Blocks = writer.Write<PackedBlock>(CollectionsMarshal.AsSpan(blocks));
        header.Roots = writer.Write<int>(CollectionsMarshal.AsSpan(roots));
        header.TreeOutputs = writer.Write<int>(leaves.TreeOutputs);
        header.LeafStarts = writer.Write<int>(leaves.Starts);
        header.Chunks = writer.Write(forest.Bytes);
    }

    private static void WriteNumbers<T, TKey>(SectionWriter writer, ref PackedHeader header, SlotTable slots, LeafTable leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        WriteSlots<T, TKey>(writer, ref header, slots.Slots, []);
        PackedWeight<T>[] weights = [.. leaves.Weights.Select(static weight => new PackedWeight<T> { Output = weight.Output, Value = T.CreateTruncating(weight.Value) })];
        header.LeafWeights = writer.Write<PackedWeight<T>>(weights);
        header.LeafValues = writer.Write<T>(leaves.Values.Select(T.CreateTruncating).ToArray());
    }

    private static void WriteSlots<T, TKey>(SectionWriter writer, ref PackedHeader header, IReadOnlyList<SlotTable.Slot> slots, int[] flags)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var keys = new KeySections<T, TKey>(slots);
        foreach (int flag in flags) keys.Slots[flag].Kind |= PackedSlot.IsFlag;
        header.Slots = writer.Write<PackedSlot>(keys.Slots);
        header.Keys = writer.Write<TKey>(keys.Keys);
        header.Categories = writer.Write<T>(keys.Categories);
    }

    private static void WriteNarrowSlots(SectionWriter writer, ref PackedHeader header, IReadOnlyList<SlotTable.Slot> slots, int[] flags)
    {
        var keys = new NarrowKeySections(slots, flags);
        header.Flags |= (int)PackedFlags.NarrowKeys;
        header.Slots = writer.Write<PackedSlot>(keys.Slots);
        header.Keys = writer.Write<byte>(keys.Keys);
        header.Categories = writer.Write<float>(keys.Categories);
    }

    // With one output ONNX Runtime takes the first weight of a leaf and leaves the others out.
    private static Tree FirstWeights(Tree tree) => tree.Nodes.All(static node => !node.IsLeaf || node.WeightCount == 1)
        ? tree
        : tree with { Nodes = [.. tree.Nodes.Select(static node => node.IsLeaf ? TreeNode.Leaf(node.FirstWeight) : node)] };

    private static List<PackedBlock> PackTrees(Tree[] trees, SlotTable slots, LeafTable leaves, ChunkForest forest, List<int> roots)
    {
        var builder = new ChunkBuilder(forest, slots);
        int[] depths = [.. trees.Select(ChunkBuilder.Depth)];
        List<PackedBlock> blocks = [];
        for (int start = 0; start < trees.Length; start += PackedBlock.MaxTrees)
        {
            int end = Math.Min(trees.Length, start + PackedBlock.MaxTrees);
            int depth = depths[start..end].Max();
            int steps = Math.Max(1, (depth + ChunkForest.Levels - 1) / ChunkForest.Levels);
            bool regular = depth <= ChunkForest.RegularDepth;
            blocks.Add(new PackedBlock
            {
                Steps = steps,
                TreeCount = end - start,
                FanOut = regular && steps == 2 ? 1 << (depth - ChunkForest.Levels) : regular ? 1 : 0,
            });
            for (int i = start; i < end; i++)
            {
                Tree tree = trees[i];
                int number = i;
                roots.Add(builder.Add(tree, regular ? depth : depths[i], steps, regular, leaf => leaves.Result(number, leaf)));
            }
        }
        return blocks;
    }
}
