using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Batches of compact ensembles with rows in the bits of vectors: a branch is one look-up of the condition that it asks for, which is found already, and a few operations for 256
/// rows or 512. What comes out are the bits of the rows' leaves.
/// </summary>
internal static unsafe class BitWalk
{
    // Complete trees are put together from parts of three levels.
    private const int PartDepth = 3, MostDepth = 7, MostPlanes = 8;

    private static readonly byte[][] Complete = [.. Enumerable.Range(0, MostDepth + 1).Select(ShapeOf)];

    /// <summary>The bytes of memory that <see cref="Find"/> works in: the rows of each leaf, or the bits of parts of trees.</summary>
    public static int Memory(int size) => (CompactForest.MaxLeaves + 2) * size;

    /// <summary>The bytes of the bits of the rows' leaves.</summary>
    public static int Planes(int size) => MostPlanes * size;

    /// <summary>The levels of the trees of a group, where they are complete and have three or more; 0 otherwise.</summary>
    public static int CompleteDepth(GroupBranches branches)
    {
        int depth = BitOperations.Log2((uint)branches.Count + 1);
        if (!branches.IsShared || depth is < PartDepth or > MostDepth || branches.Count + 1 != 1 << depth) return 0;
        byte[] shape = Complete[depth];
        return new ReadOnlySpan<byte>(branches.First, branches.Count).SequenceEqual(shape.AsSpan(0, branches.Count)) && new ReadOnlySpan<byte>(branches.Next, branches.Count).SequenceEqual(shape.AsSpan(branches.Count)) ? depth : 0;
    }

    // The first leaves of all branches, parents first, left sides before right sides; then those of their right sides.
    private static byte[] ShapeOf(int depth)
    {
        List<byte> first = [], next = [];
        Add(0, depth);
        return [.. first, .. next];

        void Add(int leaf, int levels)
        {
            if (levels == 0) return;
            int right = leaf + (1 << (levels - 1));
            first.Add((byte)leaf);
            next.Add((byte)right);
            Add(leaf, levels - 1);
            Add(right, levels - 1);
        }
    }

    /// <summary>Finds the leaves of the rows in a piece.</summary>
    /// <param name="branches">Its group's branches.</param>
    /// <param name="lane">The piece in the group.</param>
    /// <param name="isWide">Whether slots have 16 bits.</param>
    /// <param name="depth">What <see cref="CompleteDepth"/> says.</param>
    /// <param name="width">The places of leaves.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="planes">Where the bits go: the lowest of all rows first.</param>
    /// <param name="memory">As much as <see cref="Memory"/> says, at a multiple of 64.</param>
    /// <returns>How many bits a leaf has.</returns>
    public static int Find<TLanes>(GroupBranches branches, int lane, bool isWide, int depth, int width, ConditionBits conditions, byte* planes, byte* memory)
        where TLanes : struct, IBitLanes<TLanes>
    {
        byte* slots = branches.Slots + (isWide ? 2 * lane : lane), limits = branches.Limits + lane;
        if (depth > 0)
        {
            if (isWide) FindComplete<TLanes, ushort>(slots, limits, branches.Stride, depth, conditions.Table, conditions.Starts, planes, memory);
            else FindComplete<TLanes, byte>(slots, limits, branches.Stride, depth, conditions.Table, conditions.Starts, planes, memory);
            return depth;
        }
        for (byte* at = memory, end = memory + ((width + 1) * TLanes.Size); at < end; at += TLanes.Size) default(TLanes).Store(at);
        TLanes.All.Store(memory);
        byte* first = branches.First + (lane * branches.ShapeLane), next = branches.Next + (lane * branches.ShapeLane);
        if (isWide) Move<TLanes, ushort>(slots, limits, first, next, branches, conditions.Table, conditions.Starts, memory);
        else Move<TLanes, byte>(slots, limits, first, next, branches, conditions.Table, conditions.Starts, memory);
        return Number<TLanes>(memory, width, planes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes At<TLanes, TSlot>(byte* slot, byte* limit, byte* table, int* starts)
        where TLanes : struct, IBitLanes<TLanes>
        where TSlot : unmanaged =>
        TLanes.Load(table + starts[sizeof(TSlot) == sizeof(byte) ? *slot : *(ushort*)slot] + ((nint)(*(sbyte*)limit) * TLanes.Size));

    /// <summary>Moves the rows that reach a branch, of those whose leaf is the first of its left side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move<TLanes, TSlot>(byte* slots, byte* limits, byte* first, byte* next, GroupBranches branches, byte* table, int* starts, byte* rows)
        where TLanes : struct, IBitLanes<TLanes>
        where TSlot : unmanaged
    {
        nint stride = branches.Stride, shapeStride = branches.ShapeStride;
        for (int i = branches.Count; i > 0; i--, slots += stride, limits += stride, first += shapeStride, next += shapeStride)
        {
            byte* from = rows + (*first * TLanes.Size), to = rows + (*next * TLanes.Size);
            TLanes at = TLanes.Load(from), moved = at & At<TLanes, TSlot>(slots, limits, table, starts);
            (at ^ moved).Store(from);
            (TLanes.Load(to) | moved).Store(to);
        }
    }

    /// <summary>Turns the rows of each leaf into the bits of each row's leaf: those of odd leaves have the lowest bit; the rows of two leaves together have the other bits in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Number<TLanes>(byte* rows, int width, byte* planes)
        where TLanes : struct, IBitLanes<TLanes>
    {
        int bits = 0;
        for (int leaves = width; leaves > 1; leaves = (leaves + 1) >> 1, bits++, planes += TLanes.Size)
        {
            // Behind an odd number is one that no row comes to.
            if ((leaves & 1) != 0) default(TLanes).Store(rows + (leaves * TLanes.Size));
            TLanes odd = default;
            byte* into = rows;
            for (byte* at = rows, end = rows + (leaves * TLanes.Size); at < end; at += 2 * TLanes.Size, into += TLanes.Size)
            {
                TLanes right = TLanes.Load(at + TLanes.Size);
                odd |= right;
                (TLanes.Load(at) | right).Store(into);
            }
            odd.Store(planes);
        }
        return bits;
    }

    // Of a node's two sides each row takes one, and with it the bits that were found there.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindComplete<TLanes, TSlot>(byte* slots, byte* limits, nint stride, int depth, byte* table, int* starts, byte* planes, byte* memory)
        where TLanes : struct, IBitLanes<TLanes>
        where TSlot : unmanaged
    {
        // Of each height the node above, and the bits of its left side.
        byte* above = memory, saved = memory + (MostPlanes * TLanes.Size), current = planes;
        int parts = 1 << (depth - PartDepth);
        for (int part = 0; part < parts; part++)
        {
            int opened = part == 0 ? depth - PartDepth : BitOperations.TrailingZeroCount(part);
            for (byte* node = above + ((opened - 1) * TLanes.Size); node >= above; node -= TLanes.Size, slots += stride, limits += stride) At<TLanes, TSlot>(slots, limits, table, starts).Store(node);

            // A node, its left side and that one's two, its right side and that one's two.
            TLanes root = At<TLanes, TSlot>(slots, limits, table, starts), left = At<TLanes, TSlot>(slots + stride, limits + stride, table, starts);
            TLanes leftBits = left.Choose(At<TLanes, TSlot>(slots + (3 * stride), limits + (3 * stride), table, starts), At<TLanes, TSlot>(slots + (2 * stride), limits + (2 * stride), table, starts));
            TLanes right = At<TLanes, TSlot>(slots + (4 * stride), limits + (4 * stride), table, starts);
            TLanes rightBits = right.Choose(At<TLanes, TSlot>(slots + (6 * stride), limits + (6 * stride), table, starts), At<TLanes, TSlot>(slots + (5 * stride), limits + (5 * stride), table, starts));
            root.Choose(rightBits, leftBits).Store(current);
            root.Choose(right, left).Store(current + TLanes.Size);
            root.Store(current + (2 * TLanes.Size));
            slots += 7 * stride;
            limits += 7 * stride;
            int height = 0;
            for (; (part >> height & 1) != 0; height++)
            {
                TLanes node = TLanes.Load(above + (height * TLanes.Size));
                byte* clear = saved + (height * MostPlanes * TLanes.Size);
                for (int bit = 0; bit < PartDepth + height; bit++)
                    node.Choose(TLanes.Load(current + (bit * TLanes.Size)), TLanes.Load(clear + (bit * TLanes.Size))).Store(current + (bit * TLanes.Size));
                node.Store(current + ((PartDepth + height) * TLanes.Size));
            }
            if (part + 1 == parts) return;
            byte* save = saved + (height * MostPlanes * TLanes.Size);
            for (int bit = 0; bit < PartDepth + height; bit++) TLanes.Load(current + (bit * TLanes.Size)).Store(save + (bit * TLanes.Size));
        }
    }

    /// <summary>Writes the numbers whose bits are given, a byte for each row.</summary>
    /// <param name="planes">The bits, the lowest of all rows first.</param>
    /// <param name="bits">How many there are.</param>
    /// <param name="size">From the bits of one kind to the next, in bytes.</param>
    /// <param name="count">The rows; up to the next multiple of 64 anything may be written.</param>
    /// <param name="into">Where the numbers go.</param>
    public static void Spread(byte* planes, int bits, int size, int count, byte* into)
    {
        if (Avx512BW.IsSupported) Spread512(planes, bits, size, count, into);
        else Spread256(planes, bits, size, count, into);
    }

    // Each row takes the byte that its bit lies in, and looks at that alone.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread512(byte* planes, int bits, int size, int count, byte* into)
    {
        Vector512<byte> own = Vector512.Create(0x8040201008040201ul).AsByte();
        Vector512<byte> bytes = Vector512.Create(0x0000000000000000ul, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303, 0x0404040404040404, 0x0505050505050505, 0x0606060606060606, 0x0707070707070707).AsByte();
        for (byte* end = into + count; into < end; planes += sizeof(ulong), into += 64)
        {
            Vector512<byte> numbers = default, mask = Vector512<byte>.One;
            for (int bit = 0; bit < bits; bit++)
            {
                Vector512<byte> word = Avx512BW.Shuffle(Vector512.Create(*(ulong*)(planes + (bit * size))).AsByte(), bytes);
                numbers = Vector512.ConditionalSelect(Vector512.Equals(word & own, own), numbers | mask, numbers);
                mask += mask;
            }
            numbers.Store(into);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread256(byte* planes, int bits, int size, int count, byte* into)
    {
        Vector256<byte> bytes = Vector256.Create(0x0000000000000000ul, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303).AsByte(), own = Vector256.Create(0x8040201008040201ul).AsByte();
        for (byte* end = into + count; into < end; planes += sizeof(uint), into += 32)
        {
            Vector256<byte> numbers = default, mask = Vector256<byte>.One;
            for (int bit = 0; bit < bits; bit++)
            {
                Vector256<byte> word = Avx2.Shuffle(Vector256.Create(*(uint*)(planes + (bit * size))).AsByte(), bytes);
                numbers |= Vector256.Equals(word & own, own) & mask;
                mask += mask;
            }
            numbers.Store(into);
        }
    }
}
