using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Scores one row of a compact ensemble: 64 trees lie in the bytes of a vector and pass over their branches together, the ranks of their
/// slots picked out of registers; without such vectors, or with more slots than these hold, each tree is walked.
/// </summary>
internal static unsafe class CompactWalk
{
    private const int Lanes = CompactForest.Lanes, Table = 16;

    /// <summary>The most slots of the kernels with vectors.</summary>
    public const int MaxSlots512 = 128, MaxSlots256 = 64;

    public static bool IsSupported512 => Avx512Vbmi.IsSupported && Avx512BW.IsSupported;

    /// <summary>Gives a sink the leaves of some groups.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="walk">The kernel.</param>
    /// <param name="ranks">The ranks of the row, and memory up to a multiple of 128.</param>
    /// <param name="firstGroup">The first group.</param>
    /// <param name="endGroup">The end of the groups.</param>
    /// <param name="sink">Takes the leaves, piece after piece.</param>
    [SkipLocalsInit]
    public static void Run<TSink>(PackedTrees packed, PackedCompact compact, RowWalk walk, byte* ranks, int firstGroup, int endGroup, ref TSink sink)
        where TSink : struct, ILeafSink
    {
        byte* left = stackalloc byte[Lanes];
        for (int group = firstGroup; group < endGroup; group++)
        {
            GroupBranches branches = compact.Branches(group);
            int pieces = compact.Pieces(group), width = compact.Groups[group].Width;
            if (walk == RowWalk.Compact512) Find512(branches, ranks, packed.SlotCount > 64, left);
            else if (walk == RowWalk.Compact256) Find256(branches, ranks, packed.SlotCount, left);
            else if (compact.IsWide) Find<ushort>(branches, ranks, pieces, left);
            else Find<byte>(branches, ranks, pieces, left);
            Add(TSink.Leaves(packed) + ((nint)compact.Groups[group].FirstLeaf * TSink.LeafSize), width * TSink.LeafSize, group * Lanes, pieces, left, ref sink);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TSink>(byte* leaves, nint stride, int piece, int count, byte* left, ref TSink sink)
        where TSink : struct, ILeafSink
    {
        TSink into = sink;
        for (int lane = 0; lane < count; lane++, leaves += stride) into.AddLeaf(piece + lane, leaves + ((nuint)left[lane] * (nuint)TSink.LeafSize));
        sink = into;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find512(GroupBranches branches, byte* ranks, bool isLong, byte* left)
    {
        Vector512<byte> low = Vector512.Load(ranks), high = Vector512.Load(ranks + 64), at = Vector512<byte>.Zero;
        byte* slots = branches.Slots, first = branches.First, next = branches.Next;
        nint stride = branches.Stride;
        for (int i = branches.Count; i > 0; i--, slots += stride)
        {
            Vector512<byte> slot = Vector512.Load(slots), rank = isLong ? Avx512Vbmi.PermuteVar64x8x2(low, slot, high) : Avx512Vbmi.PermuteVar64x8(low, slot);
            Vector512<byte> reached = Vector512.LessThan(Vector512.Load((sbyte*)slots + Lanes), rank.AsSByte()).AsByte();
            if (branches.IsShared) at = Vector512.ConditionalSelect(reached & Vector512.Equals(at, Vector512.Create(*first++)), Vector512.Create(*next++), at);
            else at = Vector512.ConditionalSelect(reached & Vector512.Equals(at, Vector512.Load(slots + (2 * Lanes))), Vector512.Load(slots + (3 * Lanes)), at);
        }
        at.Store(left);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find256(GroupBranches branches, byte* ranks, int count, byte* left)
    {
        const int Half = 32;
        for (int part = 0; part < Lanes; part += Half)
        {
            byte* slots = branches.Slots + part, first = branches.First + (part * branches.ShapeLane), next = branches.Next + (part * branches.ShapeLane);
            nint stride = branches.Stride, shapeStride = branches.ShapeStride;
            Vector256<byte> t0 = Spread(ranks), t1 = Spread(ranks + Table), t2 = Spread(ranks + (2 * Table)), t3 = Spread(ranks + (3 * Table)), at = Vector256<byte>.Zero;
            for (int i = branches.Count; i > 0; i--, slots += stride, first += shapeStride, next += shapeStride)
            {
                Vector256<byte> slot = Vector256.Load(slots), rank;
                if (count <= Table) rank = Avx2.Shuffle(t0, slot);
                else
                {
                    rank = Pick(t0, slot, 0) | Pick(t1, slot, Table);
                    if (count > 2 * Table) rank |= Pick(t2, slot, 2 * Table) | Pick(t3, slot, 3 * Table);
                }
                Vector256<byte> reached = Vector256.GreaterThan(rank.AsSByte(), Vector256.Load((sbyte*)slots + Lanes)).AsByte();
                Vector256<byte> from = branches.IsShared ? Vector256.Create(*first) : Vector256.Load(first), to = branches.IsShared ? Vector256.Create(*next) : Vector256.Load(next);
                at = Vector256.Max(at, reached & to & Vector256.Equals(at, from));
            }
            at.Store(left + part);
        }
    }

    private static Vector256<byte> Spread(byte* table) => Vector256.Create(Vector128.Load(table), Vector128.Load(table));

    // A slot outside the table has its highest bit set, which gives 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Pick(Vector256<byte> table, Vector256<byte> slot, byte start) =>
        Avx2.Shuffle(table, Avx2.AddSaturate(slot - Vector256.Create(start), Vector256.Create((byte)0x70)));

    /// <summary>Walks from branch to branch: one that is not reached leads to the next, one that is reached beyond its left side.</summary>
    private static void Find<TSlot>(GroupBranches branches, byte* ranks, int pieces, byte* left)
        where TSlot : unmanaged
    {
        for (int lane = 0; lane < pieces; lane++)
        {
            byte* first = branches.First + (lane * branches.ShapeLane), next = branches.Next + (lane * branches.ShapeLane), slots = branches.Slots + (lane * sizeof(TSlot)), limits = branches.Limits + lane;
            int leaf = 0;
            for (int i = 0; i < branches.Count && first[i * branches.ShapeStride] == leaf;)
            {
                int at = i * branches.Stride, slot = sizeof(TSlot) == sizeof(byte) ? slots[at] : *(ushort*)(slots + at);
                bool isReached = (sbyte)ranks[slot] > (sbyte)limits[at];
                int to = next[i * branches.ShapeStride];
                i += isReached ? to - leaf : 1;
                leaf = isReached ? to : leaf;
            }
            left[lane] = (byte)leaf;
        }
    }
}
