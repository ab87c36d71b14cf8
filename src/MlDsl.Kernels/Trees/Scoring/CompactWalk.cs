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
    private const int Lanes = CompactForest.Lanes, Pair = 2, Table = 16;

    /// <summary>The most slots of the kernels with vectors.</summary>
    public const int MaxSlots = 256;

    public static bool IsSupported512 => Avx512Vbmi.IsSupported && Avx512BW.IsSupported;

    /// <summary>Gives a sink the leaves of some groups.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="walk">The kernel.</param>
    /// <param name="ranks">The ranks of the row, and memory up to a multiple of 256.</param>
    /// <param name="firstGroup">The first group.</param>
    /// <param name="endGroup">The end of the groups.</param>
    /// <param name="sink">Takes the leaves, piece after piece.</param>
    [SkipLocalsInit]
    public static void Run<TSink>(PackedTrees packed, PackedCompact compact, RowWalk walk, byte* ranks, int firstGroup, int endGroup, ref TSink sink)
        where TSink : struct, ILeafSink
    {
        byte* left = stackalloc byte[Pair * Lanes];
        float* values = stackalloc float[Lanes];
        for (int group = firstGroup; group < endGroup; group += Pair)
        {
            int end = Math.Min(group + Pair, endGroup);
            if (walk == RowWalk.Compact512) Find512(compact.Branches(group), compact.Branches(end - 1), ranks, packed.SlotCount, left);
            else
                for (int i = group; i < end; i++) Find(packed, compact, walk, i, ranks, left + ((i - group) * Lanes));
            for (int i = group; i < end; i++)
            {
                PackedGroup* packedGroup = compact.Groups + i;
                if (compact.HasNarrowLeaves)
                {
                    NarrowLeafReader.Read(packed, compact, i, left + ((i - group) * Lanes), values);
                    Add(values, i * Lanes, compact.Pieces(i), ref sink);
                }
                else
                {
                    Add(TSink.Leaves(packed) + ((nint)packedGroup->FirstLeaf * TSink.LeafSize), packedGroup->Width * TSink.LeafSize, i * Lanes, compact.Pieces(i), left + ((i - group) * Lanes), ref sink);
                }
            }
        }
    }

    private static void Find(PackedTrees packed, PackedCompact compact, RowWalk walk, int group, byte* ranks, byte* left)
    {
        GroupBranches branches = compact.Branches(group);
        int pieces = compact.Pieces(group), depth = walk == RowWalk.Compact256 ? 0 : BitWalk.CompleteDepth(branches);
        if (walk == RowWalk.Compact256) Find256(branches, ranks, packed.SlotCount, left);
        else if (depth > 0 && compact.IsWide) FindComplete<ushort>(branches, ranks, pieces, depth, left);
        else if (depth > 0) FindComplete<byte>(branches, ranks, pieces, depth, left);
        else if (compact.IsWide) Find<ushort>(branches, ranks, pieces, left);
        else Find<byte>(branches, ranks, pieces, left);
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
    private static void Add<TSink>(float* values, int piece, int count, ref TSink sink)
        where TSink : struct, ILeafSink
    {
        TSink into = sink;
        for (int lane = 0; lane < count; lane++) into.AddLeaf(piece + lane, (byte*)(values + lane));
        sink = into;
    }

    /// <summary>Writes the leaves of two groups, or of one that is named twice: a step waits for the one before it, so two chains cost little more than one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find512(GroupBranches one, GroupBranches other, byte* ranks, int slots, byte* left)
    {
        var table = new RankTable512(ranks);
        Vector512<byte> a = Vector512<byte>.Zero, b = a;
        byte* nextOne = one.Slots, nextOther = other.Slots;
        nint strideOne = one.Stride, strideOther = other.Stride;
        bool isOneShared = one.IsShared, isOtherShared = other.IsShared;
        int i = 0, both = Math.Min(one.Count, other.Count);
        for (; i < both; i++, nextOne += strideOne, nextOther += strideOther)
        {
            a = isOneShared ? Move512(table.Pick(Vector512.Load(nextOne), slots), nextOne, one.First[i], one.Next[i], a) : Move512(table.Pick(Vector512.Load(nextOne), slots), nextOne, a);
            b = isOtherShared ? Move512(table.Pick(Vector512.Load(nextOther), slots), nextOther, other.First[i], other.Next[i], b) : Move512(table.Pick(Vector512.Load(nextOther), slots), nextOther, b);
        }
        for (int k = i; k < one.Count; k++, nextOne += strideOne)
            a = isOneShared ? Move512(table.Pick(Vector512.Load(nextOne), slots), nextOne, one.First[k], one.Next[k], a) : Move512(table.Pick(Vector512.Load(nextOne), slots), nextOne, a);
        for (int k = i; k < other.Count; k++, nextOther += strideOther)
            b = isOtherShared ? Move512(table.Pick(Vector512.Load(nextOther), slots), nextOther, other.First[k], other.Next[k], b) : Move512(table.Pick(Vector512.Load(nextOther), slots), nextOther, b);
        a.Store(left);
        b.Store(left + Lanes);
    }

    /// <summary>Moves the leaves that are left where branches are reached; behind their slots lie the limits, then the shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Move512(Vector512<byte> ranks, byte* slots, Vector512<byte> at) => Vector512.ConditionalSelect(
        Vector512.LessThan(Vector512.Load((sbyte*)slots + Lanes), ranks.AsSByte()).AsByte() & Vector512.Equals(at, Vector512.Load(slots + (2 * Lanes))), Vector512.Load(slots + (3 * Lanes)), at);

    /// <summary>The same where all have one shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Move512(Vector512<byte> ranks, byte* slots, byte first, byte next, Vector512<byte> at) => Vector512.ConditionalSelect(
        Vector512.LessThan(Vector512.Load((sbyte*)slots + Lanes), ranks.AsSByte()).AsByte() & Vector512.Equals(at, Vector512.Create(first)), Vector512.Create(next), at);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find256(GroupBranches branches, byte* ranks, int count, byte* left)
    {
        const int Half = 32;
        byte* slots = branches.Slots, first = branches.First, next = branches.Next;
        nint stride = branches.Stride, shapeStride = branches.ShapeStride, shapeHalf = Half * branches.ShapeLane;
        bool isShared = branches.IsShared;
        Vector256<byte> a = Vector256<byte>.Zero, b = a, above = Vector256.Create((byte)0x70), step = Vector256.Create((byte)Table);
        for (int i = branches.Count; i > 0; i--, slots += stride, first += shapeStride, next += shapeStride)
        {
            // A slot outside the sixteen of a table has its highest bit set, which gives 0.
            Vector256<byte> slotA = Vector256.Load(slots), slotB = Vector256.Load(slots + Half), rankA = Vector256<byte>.Zero, rankB = rankA;
            for (int start = 0; start < count; start += Table, slotA -= step, slotB -= step)
            {
                Vector256<byte> table = Vector256.Create(Vector128.Load(ranks + start), Vector128.Load(ranks + start));
                rankA |= Avx2.Shuffle(table, Avx2.AddSaturate(slotA, above));
                rankB |= Avx2.Shuffle(table, Avx2.AddSaturate(slotB, above));
            }
            a = Move256(rankA, slots + Lanes, isShared ? Vector256.Create(*first) : Vector256.Load(first), isShared ? Vector256.Create(*next) : Vector256.Load(next), a);
            b = Move256(rankB, slots + Lanes + Half, isShared ? Vector256.Create(*first) : Vector256.Load(first + shapeHalf), isShared ? Vector256.Create(*next) : Vector256.Load(next + shapeHalf), b);
        }
        a.Store(left);
        b.Store(left + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Move256(Vector256<byte> ranks, byte* limits, Vector256<byte> first, Vector256<byte> next, Vector256<byte> at) =>
        Vector256.Max(at, Vector256.GreaterThan(ranks.AsSByte(), Vector256.Load((sbyte*)limits)).AsByte() & next & Vector256.Equals(at, first));

    /// <summary>Walks complete trees, whose walks are equally long, without a jump that depends on a condition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindComplete<TSlot>(GroupBranches branches, byte* ranks, int pieces, int depth, byte* left)
        where TSlot : unmanaged
    {
        nint stride = branches.Stride;
        for (int lane = 0; lane < pieces; lane++)
        {
            byte* slots = branches.Slots + (lane * sizeof(TSlot)), limits = branches.Limits + lane;
            nint at = 0, leaf = 0;
            for (nint half = 1 << (depth - 1), right = half * stride; half > 0; half >>= 1, right >>= 1)
            {
                int slot = sizeof(TSlot) == sizeof(byte) ? slots[at] : *(ushort*)(slots + at);

                // All bits where the branch is reached.
                nint reached = ((sbyte)limits[at] - (sbyte)ranks[slot]) >> 31;
                at += stride + ((right - stride) & reached);
                leaf += half & reached;
            }
            left[lane] = (byte)leaf;
        }
    }

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
