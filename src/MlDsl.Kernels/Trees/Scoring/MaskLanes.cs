using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Batches by masks without AVX-512's look-ups: a strip's masks and the tables of its columns stay in the first-level cache while all rows
/// of a block go through it, two at a time. The leaves of sixteen rows are laid side by side, so that sums in the order of the trees are no
/// chain of additions. For single precision and trees of one output each.
/// </summary>
internal static unsafe class MaskLanes
{
    private const int Rows = 16, Together = 2, MostPieces = 8 * MaskForest.MaskSize / 32;

    /// <summary>The bytes of memory that <see cref="Run"/> works in.</summary>
    public static int Memory(PackedMasks masks) => ValueBytes + (Together * MaskForest.MaskSize) + (masks.DenseCount * sizeof(StripColumn));

    private static int ValueBytes => MostPieces * Rows * sizeof(float);

    /// <summary>Adds the results of all strips.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="rows">The rows; what lies between the last row and the next multiple of 16 is worked at like rows.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="flags">The most flags that a row has.</param>
    /// <param name="memory">As much as <see cref="Memory"/> says, at a multiple of 64.</param>
    public static void Run<TVector>(PackedTrees packed, PackedMasks masks, LaneRows rows, int count, int flags, byte* memory)
        where TVector : struct, IMaskVector<TVector>
    {
        for (int strip = 0; strip < masks.StripCount; strip++)
        {
            if (masks.IsWide) AddStrip<TVector, ulong>(packed, masks, rows, strip, count, flags, memory);
            else AddStrip<TVector, uint>(packed, masks, rows, strip, count, flags, memory);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddStrip<TVector, TMask>(PackedTrees packed, PackedMasks masks, LaneRows rows, int strip, int count, int flags, byte* memory)
        where TVector : struct, IMaskVector<TVector>
        where TMask : unmanaged
    {
        int pieces = MaskForest.MaskSize / sizeof(TMask), width = 8 * sizeof(TMask);
        var values = (float*)memory;
        byte* left = memory + ValueBytes;
        var columns = (StripColumn*)(left + (Together * MaskForest.MaskSize));
        StripColumn* end = Columns(masks, strip, rows.Cells, columns);
        byte* table = masks.Masks + masks.Bases[strip];
        ushort* flagPlaces = masks.FlagPlaces + ((nint)strip * (1 + (2 * masks.FlagCount)));
        float* leaves = (float*)packed.LeafValues + ((nint)strip * pieces * width);
        int* outputs = packed.TreeOutputs + (strip * pieces);
        for (int first = 0; first < count; first += Rows)
        {
            for (int row = 0; row < Rows; row += Together)
            {
                Combine<TVector>(table, columns, end, first + row, flagPlaces, rows.Flags + first + row, flags, left);
                Place((TMask*)left, leaves, values + row);
                Place((TMask*)(left + MaskForest.MaskSize), leaves, values + row + 1);
            }
            if (packed.OutputCount > 1) AddEach(values, pieces, rows.Sums + first, outputs);
            else if (Vector256.IsHardwareAccelerated) Add256(values, pieces, rows.Sums + first);
            else Add128(values, pieces, rows.Sums + first);
        }
    }

    // A column that no tree of the strip asks about has no masks there.
    private static StripColumn* Columns(PackedMasks masks, int strip, byte* cells, StripColumn* into)
    {
        byte* table = masks.Masks + masks.Bases[strip];
        for (int column = 0; column < masks.DenseCount; column++)
        {
            nint number = ((nint)strip * masks.DenseCount) + column;
            int first = masks.LaneBases[number];
            if (first != 0) *into++ = new StripColumn(cells + (column * LaneRows.Count), masks.LaneTables + (number * MaskLaneTables.Cells), table + (first * MaskForest.PlaceUnit));
        }
        return into;
    }

    /// <summary>Writes what the cells of two rows leave of the leaves of a strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine<TVector>(byte* table, StripColumn* column, StripColumn* end, nint row, ushort* flagPlaces, ushort* flag, int flags, byte* left)
        where TVector : struct, IMaskVector<TVector>
    {
        // The first mask leaves everything.
        TVector a = TVector.Load(table), b = a;
        for (; column < end; column++)
        {
            byte* cells = column->Cells + row, numbers = column->Numbers, first = column->Masks;
            a = a.And(first + ((nuint)numbers[cells[0]] * MaskForest.MaskSize));
            b = b.And(first + ((nuint)numbers[cells[1]] * MaskForest.MaskSize));
        }
        for (int i = 0; i < flags; i++, flag += LaneRows.Count)
        {
            a = a.And(table + ((nuint)flagPlaces[flag[0]] * MaskForest.PlaceUnit));
            b = b.And(table + ((nuint)flagPlaces[flag[1]] * MaskForest.PlaceUnit));
        }
        a.Store(left);
        b.Store(left + MaskForest.MaskSize);
    }

    /// <summary>Writes the values of a row's leaves, those of a piece beside those of the other rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place<TMask>(TMask* left, float* leaves, float* values)
        where TMask : unmanaged
    {
        Place8(left, leaves, values);
        if (sizeof(TMask) == sizeof(uint)) Place8(left + 8, leaves + (8 * 32), values + (8 * Rows));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place8<TMask>(TMask* left, float* leaves, float* values)
        where TMask : unmanaged
    {
        int width = 8 * sizeof(TMask);
        values[0 * Rows] = leaves[Lowest(left[0])];
        values[1 * Rows] = leaves[Lowest(left[1]) + (nuint)(1 * width)];
        values[2 * Rows] = leaves[Lowest(left[2]) + (nuint)(2 * width)];
        values[3 * Rows] = leaves[Lowest(left[3]) + (nuint)(3 * width)];
        values[4 * Rows] = leaves[Lowest(left[4]) + (nuint)(4 * width)];
        values[5 * Rows] = leaves[Lowest(left[5]) + (nuint)(5 * width)];
        values[6 * Rows] = leaves[Lowest(left[6]) + (nuint)(6 * width)];
        values[7 * Rows] = leaves[Lowest(left[7]) + (nuint)(7 * width)];
    }

    // As an unsigned number of the address's width, which needs no widening.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Lowest<TMask>(TMask mask)
        where TMask : unmanaged
    {
        if (sizeof(TMask) == sizeof(uint)) return (uint)BitOperations.TrailingZeroCount(Unsafe.BitCast<TMask, uint>(mask));
        return Bmi1.X64.IsSupported ? (nuint)Bmi1.X64.TrailingZeroCount(Unsafe.BitCast<TMask, ulong>(mask)) : (uint)BitOperations.TrailingZeroCount(Unsafe.BitCast<TMask, ulong>(mask));
    }

    private static void Add256(float* values, int pieces, float* sums)
    {
        Vector256<float> low = Vector256.Load(sums), high = Vector256.Load(sums + 8);
        for (float* end = values + (pieces * Rows); values < end; values += Rows)
        {
            low += Vector256.Load(values);
            high += Vector256.Load(values + 8);
        }
        low.Store(sums);
        high.Store(sums + 8);
    }

    private static void Add128(float* values, int pieces, float* sums)
    {
        Vector128<float> a = Vector128.Load(sums), b = Vector128.Load(sums + 4), c = Vector128.Load(sums + 8), d = Vector128.Load(sums + 12);
        for (float* end = values + (pieces * Rows); values < end; values += Rows)
        {
            a += Vector128.Load(values);
            b += Vector128.Load(values + 4);
            c += Vector128.Load(values + 8);
            d += Vector128.Load(values + 12);
        }
        a.Store(sums);
        b.Store(sums + 4);
        c.Store(sums + 8);
        d.Store(sums + 12);
    }

    // Each piece has an output of its own.
    private static void AddEach(float* values, int pieces, float* sums, int* outputs)
    {
        for (int piece = 0; piece < pieces; piece++, values += Rows)
        {
            float* sum = sums + ((nint)outputs[piece] << LaneRows.Shift);
            for (int i = 0; i < Rows; i += Vector128<float>.Count) (Vector128.Load(sum + i) + Vector128.Load(values + i)).Store(sum + i);
        }
    }

    /// <summary>A column in a strip: the rows' cells, the numbers of their masks, and the first of those.</summary>
    private readonly struct StripColumn(byte* cells, byte* numbers, byte* masks)
    {
        public readonly byte* Cells = cells, Numbers = numbers, Masks = masks;
    }
}
