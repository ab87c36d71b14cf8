using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Batches by masks: a strip's masks stay in the first-level cache while 64 rows at a time go through it. The places of the rows' cells
/// are looked up 64 at once, and the values of leaves with rows in lanes, so that sums in the order of the trees are no chain of additions.
/// Needs AVX-512 with VBMI; for single precision and trees of one output each.
/// </summary>
internal static unsafe class MaskLanes512
{
    private const int Rows = 64, Lanes = 16;
    private static readonly byte* Turn8 = Turn(8), Turn16 = Turn(16);

    public static bool IsSupported => Avx512Vbmi.IsSupported && Avx512CD.IsSupported && Avx512BW.IsSupported;

    /// <summary>The bytes of memory that <see cref="Run"/> works in.</summary>
    public static int Memory(PackedMasks masks) => (Math.Max(1, masks.DenseCount) * Rows * sizeof(ushort)) + (Rows * 16);

    /// <summary>Adds the results of all strips.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="rows">The rows; what lies between the last row and the next multiple of 64 is worked at like rows.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="flags">The most flags that a row has.</param>
    /// <param name="memory">As much as <see cref="Memory"/> says, at a multiple of 64.</param>
    public static void Run(PackedTrees packed, PackedMasks masks, LaneRows rows, int count, int flags, byte* memory)
    {
        for (int strip = 0; strip < masks.StripCount; strip++)
        {
            if (masks.IsWide) AddStrip<ulong>(packed, masks, rows, strip, count, flags, memory, Turn8);
            else AddStrip<uint>(packed, masks, rows, strip, count, flags, memory, Turn16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddStrip<TMask>(PackedTrees packed, PackedMasks masks, LaneRows rows, int strip, int count, int flags, byte* memory, byte* turn)
        where TMask : unmanaged
    {
        int dense = masks.DenseCount, pieces = MaskForest.MaskSize / sizeof(TMask), width = 8 * sizeof(TMask);
        var places = (ushort*)memory;
        byte* bits = memory + (Math.Max(1, dense) * Rows * sizeof(ushort));
        byte* table = masks.Masks + masks.Bases[strip];
        ushort* flagPlaces = masks.FlagPlaces + ((nint)strip * (1 + (2 * masks.FlagCount)));
        float* leaves = (float*)packed.LeafValues + ((nint)strip * pieces * width);
        int* outputs = packed.TreeOutputs + (strip * pieces);
        for (int first = 0; first < count; first += Rows)
        {
            FindPlaces(masks, strip, rows.Cells + first, places);
            Combine<TMask>(table, places, dense, flagPlaces, rows.Flags + first, flags, bits);
            if (sizeof(TMask) == sizeof(ulong)) AddWide(leaves, bits, rows.Sums + first, outputs, turn);
            else AddNarrow(leaves, bits, rows.Sums + first, outputs, turn);
        }
    }

    // 256 cells are two look-ups of 128, between which the highest bit chooses.
    private static void FindPlaces(PackedMasks masks, int strip, byte* cells, ushort* places)
    {
        byte* table = masks.LaneTables + ((nint)strip * masks.DenseCount * MaskLaneTables.Cells);
        ushort* bases = masks.LaneBases + ((nint)strip * masks.DenseCount);
        for (int column = 0; column < masks.DenseCount; column++, table += MaskLaneTables.Cells, cells += LaneRows.Count, places += Rows)
        {
            Vector512<byte> cell = Vector512.Load(cells);
            Vector512<byte> low = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), cell, Vector512.Load(table + 64));
            Vector512<byte> high = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table + 128), cell, Vector512.Load(table + 192));
            Vector512<byte> number = Vector512.ConditionalSelect(Vector512.LessThan(cell.AsSByte(), Vector512<sbyte>.Zero).AsByte(), high, low);
            (Vector512<ushort> even, Vector512<ushort> odd) = Vector512.Widen(number);
            Vector512<ushort> start = Vector512.Create(bases[column]);
            ((even << 3) + start).Store(places);
            ((odd << 3) + start).Store(places + (Rows / 2));
        }
    }

    /// <summary>Writes for each row and piece how many leaves lie above the lowest that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<TMask>(byte* table, ushort* places, int dense, ushort* flagPlaces, ushort* set, int flags, byte* bits)
        where TMask : unmanaged
    {
        const int Together = 4;
        for (int row = 0; row < Rows; row += Together, places += Together, set += Together)
        {
            Vector512<ulong> a = Vector512<ulong>.AllBitsSet, b = a, c = a, d = a;
            ushort* at = places;
            for (int column = 0; column < dense; column++, at += Rows)
            {
                a &= Mask(table, at[0]);
                b &= Mask(table, at[1]);
                c &= Mask(table, at[2]);
                d &= Mask(table, at[3]);
            }
            ushort* flag = set;
            for (int i = 0; i < flags; i++, flag += LaneRows.Count)
            {
                a &= Mask(table, flagPlaces[flag[0]]);
                b &= Mask(table, flagPlaces[flag[1]]);
                c &= Mask(table, flagPlaces[flag[2]]);
                d &= Mask(table, flagPlaces[flag[3]]);
            }
            bits = Store<TMask>(a, bits);
            bits = Store<TMask>(b, bits);
            bits = Store<TMask>(c, bits);
            bits = Store<TMask>(d, bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Mask(byte* table, ushort place) => Vector512.LoadAligned((ulong*)(table + ((nuint)place * MaskForest.PlaceUnit)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Store<TMask>(Vector512<ulong> left, byte* into)
        where TMask : unmanaged
    {
        if (sizeof(TMask) == sizeof(ulong))
        {
            Vector512<ulong> lowest = left & (Vector512<ulong>.Zero - left);
            *(ulong*)into = Avx512F.ConvertToVector128Byte(Avx512CD.LeadingZeroCount(lowest)).AsUInt64().ToScalar();
            return into + 8;
        }
        Vector512<uint> low = left.AsUInt32() & (Vector512<uint>.Zero - left.AsUInt32());
        Avx512F.ConvertToVector128Byte(Avx512CD.LeadingZeroCount(low)).Store(into);
        return into + 16;
    }

    // Each vector holds eight rows of eight pieces: turned into eight pieces of eight rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(float* leaves, byte* bits, float* sums, int* outputs, byte* turn)
    {
        Vector512<byte> order = Vector512.Load(turn);
        for (byte* at = bits; at < bits + (Rows * 8); at += 64) Avx512Vbmi.PermuteVar64x8(Vector512.Load(at), order).Store(at);
        Vector512<int> last = Vector512.Create(63), half = Vector512.Create(31);
        for (float* end = sums + Rows; sums < end; sums += Lanes, bits += Lanes * 8)
        {
            float* values = leaves;
            int* output = outputs;
            for (ulong* above = (ulong*)bits; above < (ulong*)bits + 8; above++, values += 64, output++)
            {
                Vector512<int> leaf = last - Avx512F.ConvertToVector512Int32(Vector128.Create(above[0], above[8]).AsByte());
                Vector512<float> low = Avx512F.PermuteVar16x32x2(Vector512.Load(values), leaf, Vector512.Load(values + 16));
                Vector512<float> high = Avx512F.PermuteVar16x32x2(Vector512.Load(values + 32), leaf, Vector512.Load(values + 48));
                float* sum = sums + ((nint)(*output) << LaneRows.Shift);
                (Vector512.Load(sum) + Vector512.ConditionalSelect(Vector512.GreaterThan(leaf, half).AsSingle(), high, low)).Store(sum);
            }
        }
    }

    // Each vector holds four rows of sixteen pieces: turned into sixteen pieces of four rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNarrow(float* leaves, byte* bits, float* sums, int* outputs, byte* turn)
    {
        Vector512<byte> order = Vector512.Load(turn);
        for (byte* at = bits; at < bits + (Rows * 16); at += 64) Avx512Vbmi.PermuteVar64x8(Vector512.Load(at), order).Store(at);
        Vector512<int> last = Vector512.Create(31);
        for (float* end = sums + Rows; sums < end; sums += Lanes, bits += Lanes * 16)
        {
            float* values = leaves;
            int* output = outputs;
            for (uint* above = (uint*)bits; above < (uint*)bits + 16; above++, values += 32, output++)
            {
                Vector512<int> leaf = last - Avx512F.ConvertToVector512Int32(Vector128.Create(above[0], above[16], above[32], above[48]).AsByte());
                float* sum = sums + ((nint)(*output) << LaneRows.Shift);
                (Vector512.Load(sum) + Avx512F.PermuteVar16x32x2(Vector512.Load(values), leaf, Vector512.Load(values + 16))).Store(sum);
            }
        }
    }

    /// <summary>The order that turns rows of so many pieces into pieces of rows, in native memory that lives as long as the process.</summary>
    private static byte* Turn(int pieces)
    {
        var turn = (byte*)NativeMemory.AlignedAlloc(Rows, MaskForest.MaskSize);
        int rows = Rows / pieces;
        for (int i = 0; i < Rows; i++) turn[i] = (byte)((i % rows * pieces) + (i / rows));
        return turn;
    }
}
