using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// Batches of compact ensembles: each tree passes once over its branches with rows in the bytes of vectors, four vectors at a time, so that
/// a branch is spread once for all of them and their chains overlap. For single precision and trees of one output each.
/// </summary>
internal static unsafe class CompactLanes
{
    private const int Together = 4;

    /// <summary>The bytes of memory that <see cref="Run"/> works in: the rows' leaves in a tree, and the values of its leaves.</summary>
    public const int Memory = LaneRows.Count + ((CompactForest.MaxLeaves + 1) * sizeof(float));

    /// <summary>Adds the results of all trees.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="columns">The ranks of the rows, slot after slot; what lies behind the last row is worked at like rows.</param>
    /// <param name="count">How many rows there are, at most <see cref="LaneRows.Count"/>.</param>
    /// <param name="sums">The scores of the rows, output after output.</param>
    /// <param name="memory">As much as <see cref="Memory"/> says, at a multiple of 64.</param>
    public static void Run<TLanes>(PackedTrees packed, PackedCompact compact, byte* columns, int count, float* sums, byte* memory)
        where TLanes : struct, IByteLanes<TLanes>
    {
        byte* left = memory;
        var table = (float*)(memory + LaneRows.Count);
        int* outputs = packed.OutputCount > 1 ? packed.TreeOutputs : null;
        for (int group = 0; group < packed.BlockCount; group++)
        {
            GroupBranches branches = compact.Branches(group);
            int width = compact.Groups[group].Width, pieces = compact.Pieces(group);
            for (int lane = 0; lane < pieces; lane++)
            {
                int piece = (group * CompactForest.Lanes) + lane;
                for (int row = 0; row < count;)
                {
                    bool isFew = count - row <= TLanes.Size * Together / 2;
                    if (compact.IsWide) Find<TLanes, ushort>(branches, lane, columns + row, left + row, isFew);
                    else Find<TLanes, byte>(branches, lane, columns + row, left + row, isFew);
                    row += isFew ? TLanes.Size : TLanes.Size * Together;
                }
                float* values = LeafLookup.Values(packed, compact, group, lane, table);
                LeafLookup.Add(values, width, left, count, sums + (outputs == null ? 0 : (nint)outputs[piece] << LaneRows.Shift));
            }
        }
    }

    /// <summary>Writes the leaves of one vector of rows, or of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find<TLanes, TSlot>(GroupBranches branches, int lane, byte* columns, byte* left, bool isFew)
        where TLanes : struct, IByteLanes<TLanes>
        where TSlot : unmanaged
    {
        TSlot* slot = (TSlot*)branches.Slots + lane;
        byte* limit = branches.Limits + lane, first = branches.First + (lane * branches.ShapeLane), next = branches.Next + (lane * branches.ShapeLane);
        nint stride = branches.Stride, shapeStride = branches.ShapeStride;
        TLanes a = TLanes.Create(0), b = a, c = a, d = a;
        for (int i = branches.Count; i > 0; i--)
        {
            byte* ranks = columns + ((nuint)(sizeof(TSlot) == sizeof(byte) ? *(byte*)slot : *(ushort*)slot) << LaneRows.Shift);
            TLanes most = TLanes.Create(*limit), from = TLanes.Create(*first), to = TLanes.Create(*next);
            a = a.Move(ranks, most, from, to);
            if (!isFew)
            {
                b = b.Move(ranks + TLanes.Size, most, from, to);
                c = c.Move(ranks + (2 * TLanes.Size), most, from, to);
                d = d.Move(ranks + (3 * TLanes.Size), most, from, to);
            }
            slot = (TSlot*)((byte*)slot + stride);
            limit += stride;
            first += shapeStride;
            next += shapeStride;
        }
        a.Store(left);
        if (isFew) return;
        b.Store(left + TLanes.Size);
        c.Store(left + (2 * TLanes.Size));
        d.Store(left + (3 * TLanes.Size));
    }
}
