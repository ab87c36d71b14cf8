using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>A row's ranks in vector registers, from which eight can be picked at once.</summary>
internal unsafe interface IRankTable<TTable>
    where TTable : struct, IRankTable<TTable>
{
    static abstract TTable Load(short* ranks);

    static abstract Vector128<short> Pick(in TTable table, Vector128<ushort> slots);
}

/// <summary>Up to 32 slots.</summary>
internal readonly unsafe struct RankTable32 : IRankTable<RankTable32>
{
    private readonly Vector512<ushort> ranks;

    private RankTable32(Vector512<ushort> ranks) => this.ranks = ranks;

    public static RankTable32 Load(short* ranks) => new(Vector512.Load((ushort*)ranks));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Pick(in RankTable32 table, Vector128<ushort> slots) =>
        Avx512BW.PermuteVar32x16(table.ranks, slots.ToVector256Unsafe().ToVector512Unsafe()).GetLower().GetLower().AsInt16();
}

/// <summary>Up to 64 slots.</summary>
internal readonly unsafe struct RankTable64 : IRankTable<RankTable64>
{
    private readonly Vector512<ushort> low, high;

    private RankTable64(Vector512<ushort> low, Vector512<ushort> high)
    {
        this.low = low;
        this.high = high;
    }

    public static RankTable64 Load(short* ranks) => new(Vector512.Load((ushort*)ranks), Vector512.Load((ushort*)ranks + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Pick(in RankTable64 table, Vector128<ushort> slots) =>
        Avx512BW.PermuteVar32x16x2(table.low, slots.ToVector256Unsafe().ToVector512Unsafe(), table.high).GetLower().GetLower().AsInt16();
}

/// <summary>Up to 128 slots.</summary>
internal readonly unsafe struct RankTable128 : IRankTable<RankTable128>
{
    private readonly RankTable64 low, high;

    private RankTable128(RankTable64 low, RankTable64 high)
    {
        this.low = low;
        this.high = high;
    }

    public static RankTable128 Load(short* ranks) => new(RankTable64.Load(ranks), RankTable64.Load(ranks + 64));

    // The permutation looks at the lowest six bits of a slot's number only; the seventh chooses between its two results.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Pick(in RankTable128 table, Vector128<ushort> slots) => Vector128.ConditionalSelect(
        Vector128.GreaterThan(slots.AsInt16(), Vector128.Create((short)63)),
        RankTable64.Pick(in table.high, slots),
        RankTable64.Pick(in table.low, slots));
}

/// <summary>
/// Walks the trees of one row three levels at a time: the seven ranks of a chunk are picked out of registers by one permutation and
/// compared at once, and a table says which way out the seven bits mean. Needs AVX-512BW and VL.
/// </summary>
internal static unsafe class PermuteWalk
{
    /// <summary>The most slots a row may have.</summary>
    public const int MaxSlots = 128;

    public static bool IsSupported => Avx512BW.IsSupported && Avx512BW.VL.IsSupported;

    public static void Run<TTable, TSink>(PackedTrees packed, short* ranks, int firstBlock, int endBlock, ref TSink sink)
        where TTable : struct, IRankTable<TTable>
        where TSink : struct, IResultSink
    {
        TTable table = TTable.Load(ranks);
        TSink into = sink;
        byte* chunks = packed.Chunks;
        byte* offsets = PathTable.Offsets;
        int* roots = packed.Roots;
        for (int b = firstBlock; b < endBlock; b++)
        {
            PackedBlock* block = packed.Blocks + b;
            int tree = b * PackedBlock.MaxTrees;
            int end = tree + block->TreeCount;
            int further = block->Steps - 1;
            if (further == 1 && block->FanOut != 0)
            {
                // The common case, trees of depth 4 to 6, without a loop of its own: the processor sees eight trees at once.
                for (; tree < end; tree++)
                {
                    byte* chunk = chunks + roots[tree];
                    chunk = chunks + *Leave(in table, chunk, chunk, offsets);
                    into.Add(tree, Leave(in table, chunk, chunk, offsets));
                }
                continue;
            }
            for (; tree < end; tree++)
            {
                byte* at = chunks + roots[tree];
                for (int step = further; step > 0; step--) at = chunks + *Leave(in table, Chunk(at), at, offsets);
                into.Add(tree, Leave(in table, Chunk(at), at, offsets));
            }
        }
        sink = into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Chunk(byte* at) => (byte*)((nint)at & -ChunkForest.ChunkSize);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Leave<TTable>(in TTable table, byte* chunk, byte* at, byte* offsets)
        where TTable : struct, IRankTable<TTable>
    {
        Vector128<short> picked = TTable.Pick(in table, Vector128.LoadAligned((ushort*)chunk));
        uint bits = Vector128.GreaterThan(picked, Vector128.LoadAligned((short*)(chunk + ChunkForest.LimitsAt))).ExtractMostSignificantBits();
        return (int*)(at + ChunkForest.ExitsAt + offsets[bits]);
    }
}
