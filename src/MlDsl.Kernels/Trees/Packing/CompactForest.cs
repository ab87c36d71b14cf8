using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// A forest whose branches are a few bytes each. Trees, or pieces of large ones, stand side by side in groups of 64; for each branch number
/// of a group there are 64 slots, then 64 limits of ranks, then what a branch that is reached does to the leaf that is left.
/// </summary>
/// <remarks>
/// Leaves are numbered from left to right. Branches come parents first, left sides before right sides; each knows the first leaf of its left
/// side and that of its right side. The leaf that is left starts as 0, and a branch that is reached moves it from the former to the latter:
/// whatever is not on the row's way finds another leaf there and changes nothing. So trees of any shape take one pass over their branches,
/// with rows or with trees in the lanes of a vector. Where all trees of a group have one shape, its numbers are stored once.
/// </remarks>
internal sealed class CompactForest
{
    /// <summary>The pieces of a group.</summary>
    public const int Lanes = 64;

    /// <summary>The most leaves of a piece, and the most thresholds of a slot; a feature with more takes further slots.</summary>
    public const int MaxLeaves = 255, MaxThresholds = 255;

    /// <summary>The most branches of a piece: its own, and those that lead to it, which may share a leaf.</summary>
    public const int MaxBranches = 1 << 20;

    /// <summary>The limit that no rank exceeds.</summary>
    public const byte Never = 255;

    /// <summary>What turns ranks and limits into signed bytes of the same order.</summary>
    public const byte Bias = 128;

    // As the places of a reach, which the cutter passes on.
    private static readonly long[][] Limits = [.. Enumerable.Range(0, MaxThresholds).Select(static limit => new long[] { limit })];

    private readonly List<PackedGroup> groups = [];
    private byte[] bytes = new byte[1 << 16];
    private int length;

    private CompactForest(List<MaskPiece> pieces, SlotTable slots, int described, double? leafSize)
    {
        (Pieces, Slots, Described, IsWide) = (pieces, slots, [.. slots.Slots.Take(described)], slots.Slots.Count > 256);
        int leaf = 0;
        Widths = new int[(pieces.Count + Lanes - 1) / Lanes * Lanes];
        for (int first = 0; first < pieces.Count; first += Lanes)
        {
            MaskPiece[] group = [.. pieces.Skip(first).Take(Lanes)];
            if (leafSize is { } size && !HaveOneShape(group))
            {
                group = CompleteShape.Fill(group, IsWide, size);
                for (int i = 0; i < group.Length; i++) pieces[first + i] = group[i];
            }
            int width = (group.Max(static piece => piece.Leaves.Count) + 7) / 8 * 8;
            Widths.AsSpan(first, Lanes).Fill(width);
            Add(group, leaf, width);
            leaf = checked(leaf + (Lanes * width));
        }
    }

    public IReadOnlyList<MaskPiece> Pieces { get; }

    public SlotTable Slots { get; }

    /// <summary>The first of them, which are described one by one; the others ask for sets that <see cref="CategoryRuns"/> are made of.</summary>
    public IReadOnlyList<SlotTable.Slot> Described { get; }

    /// <summary>Whether slots have 16 bits.</summary>
    public bool IsWide { get; }

    /// <summary>The places of leaves of each lane of each group.</summary>
    public int[] Widths { get; }

    /// <summary>Whether the trees of each group have one shape.</summary>
    public bool HasOneShape => groups.TrueForAll(static group => group.Shape != 0);

    public ReadOnlySpan<PackedGroup> Groups => CollectionsMarshal.AsSpan(groups);

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Makes the tables, of trees filled up where that takes less.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="trees">Its trees, as they are scored.</param>
    /// <param name="leafSize">The bytes of a leaf; null where trees stay as they are, as leaves with several weights would be stored more than once.</param>
    /// <exception cref="TreeEnsembleException">The trees cannot be packed so; the message says why.</exception>
    public static CompactForest Make(TreeEnsemble ensemble, Tree[] trees, double? leafSize) => Make(int.MaxValue, ensemble, trees, leafSize)!;

    /// <summary>Makes the tables of trees as they are; null, before there are any, where they have more slots.</summary>
    /// <exception cref="TreeEnsembleException">The trees cannot be packed so; the message says why.</exception>
    public static CompactForest? Within(int mostSlots, TreeEnsemble ensemble, Tree[] trees) => Make(mostSlots, ensemble, trees, leafSize: null);

    private static CompactForest? Make(int mostSlots, TreeEnsemble ensemble, Tree[] trees, double? leafSize)
    {
        if (ensemble.Aggregate is TreeAggregate.Min or TreeAggregate.Max)
            throw new TreeEnsembleException($"Trees of which the {(ensemble.Aggregate == TreeAggregate.Min ? "least" : "greatest")} counts cannot be packed compactly; pack them with {nameof(TreePacking)}.{nameof(TreePacking.Fast)}");
        var slots = new SlotTable(ensemble.IsDouble, MaxThresholds);
        Condition[][] conditions = [.. trees.Select(tree => tree.Nodes.Select(node => node.IsLeaf ? default : slots.Read(tree, node)).ToArray())];
        for (int i = 0; i < trees.Length; i++)
            for (int node = 0; node < conditions[i].Length; node++)
                if (!trees[i].Nodes[node].IsLeaf) slots.Collect(conditions[i][node]);
        HashSet<SlotKey> sets = CategoryRuns.Suited(slots);
        slots.Close(sets);
        if (slots.Slots.Count > mostSlots) return null;
        var cutter = new TreeCutter(MaxLeaves);
        List<MaskPiece> pieces = [];
        for (int i = 0; i < trees.Length; i++)
        {
            Tree tree = trees[i];
            Reach[] reaches = [.. conditions[i].Select((condition, node) => tree.Nodes[node].IsLeaf ? default : Place(slots, condition))];
            List<MaskPiece>? cut = cutter.Cut(i, tree, reaches);
            pieces.AddRange(cut is not null && cut.All(static piece => piece.Conditions.Count <= MaxBranches) ? cut : throw new TreeEnsembleException($"its branches lead too deep to be packed compactly; pack it with {nameof(TreePacking)}.{nameof(TreePacking.Fast)}", i));
        }
        return new CompactForest(pieces, slots, slots.Slots.Count - sets.Count, leafSize);
    }

    private static Reach Place(SlotTable slots, Condition condition)
    {
        (ushort slot, short limit) = slots.Place(condition);
        return new Reach(slot, Limits[limit], false, condition.WhenReached, condition.WhenNot);
    }

    private void Add(MaskPiece[] group, int leaf, int width)
    {
        int nodes = group.Max(static piece => piece.Conditions.Count);
        bool isShared = HaveOneShape(group), isAsFirst = isShared && groups is [{ Shape: PackedGroup.Own }, ..] && HasShapeOf(group[0], Pieces[0]);
        var packed = new PackedGroup { Start = length, NodeCount = nodes, Shape = isAsFirst ? PackedGroup.AsFirst : isShared ? PackedGroup.Own : 0, FirstLeaf = leaf, Width = width };
        groups.Add(packed);
        int shape = packed.ShapeSize, stride = packed.NodeStride(IsWide), limitsAt = Lanes * (IsWide ? 2 : 1);
        int size = checked(shape + (nodes * stride));
        if (length > Array.MaxLength - size) throw new TreeEnsembleException("The packed trees are larger than 2 GiB; use fewer or smaller trees");
        if (length + size > bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * bytes.Length, length + size)));
        Span<byte> all = bytes.AsSpan(length, size);
        for (int i = 0; i < nodes; i++) all.Slice(shape + (i * stride) + limitsAt, Lanes).Fill(Never - Bias);
        for (int lane = 0; lane < group.Length; lane++)
        {
            for (int i = 0; i < group[lane].Conditions.Count; i++)
            {
                (Reach reach, int first, int count) = group[lane].Conditions[i];
                Span<byte> node = all.Slice(shape + (i * stride), stride);
                if (IsWide) BinaryPrimitives.WriteUInt16LittleEndian(node[(2 * lane)..], (ushort)reach.Feature);
                else node[lane] = (byte)reach.Feature;
                node[limitsAt + lane] = (byte)(reach.Turns[0] ^ Bias);
                if (isAsFirst) continue;
                Span<byte> firsts = isShared ? all.Slice(i, 1) : node.Slice(limitsAt + Lanes + lane, 1), next = isShared ? all.Slice((shape / 2) + i, 1) : node.Slice(limitsAt + (2 * Lanes) + lane, 1);
                (firsts[0], next[0]) = ((byte)first, (byte)(first + count));
            }
        }
        length += size;
    }

    private static bool HaveOneShape(MaskPiece[] group) => group.All(piece => HasShapeOf(piece, group[0]));

    private static bool HasShapeOf(MaskPiece piece, MaskPiece other) =>
        piece.Conditions.Count == other.Conditions.Count && piece.Conditions.Zip(other.Conditions).All(static pair => pair.First.First == pair.Second.First && pair.First.Count == pair.Second.Count);
}
