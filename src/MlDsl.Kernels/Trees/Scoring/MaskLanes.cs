using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Batches by masks without AVX-512's look-ups: a strip's masks and the places of its columns' cells stay in the first-level cache while
/// all rows of a block go through it, four at a time. Each row adds its leaves in the order of the trees; the chains of additions of rows
/// beside each other overlap. For single precision and trees of one output each.
/// </summary>
internal static unsafe class MaskLanes
{
    private const int MostTogether = 4;

    /// <summary>The bytes of memory that <see cref="Run"/> works in.</summary>
    public static int Memory(PackedMasks masks) => (MostTogether * MaskForest.MaskSize) + (masks.DenseCount * (sizeof(StripColumn) + (MaskLaneTables.Cells * sizeof(ushort))));

    /// <summary>Adds the results of all strips.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="rows">The rows; what lies between the last row and the next multiple of four is worked at like rows.</param>
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
        // The masks of two rows fill the registers of 16 bytes.
        int pieces = MaskForest.MaskSize / sizeof(TMask), width = 8 * sizeof(TMask), together = TVector.HoldsFour ? 4 : 2;
        byte* left = memory;
        var columns = (StripColumn*)(left + (MostTogether * MaskForest.MaskSize));
        StripColumn* end = Columns(masks, strip, rows.Cells, columns);
        byte* table = masks.Masks + masks.Bases[strip];
        ushort* flagPlaces = masks.FlagPlaces + ((nint)strip * (1 + (2 * masks.FlagCount)));
        float* leaves = (float*)packed.LeafValues + ((nint)strip * pieces * width);
        int* outputs = packed.OutputCount > 1 ? packed.TreeOutputs + (strip * pieces) : null;
        for (int row = 0; row < count; row += together)
        {
            // The first mask leaves everything.
            TVector a = TVector.Load(table), b = a, c = a, d = a;
            for (StripColumn* column = columns; column < end; column++)
            {
                // The cells of four rows in one number: loads are what there are most of.
                uint cells = *(uint*)(column->Cells + row);
                ushort* places = column->Places;
                a = a.And(Mask(table, places[(byte)cells]));
                b = b.And(Mask(table, places[(byte)(cells >> 8)]));
                if (!TVector.HoldsFour) continue;
                c = c.And(Mask(table, places[(byte)(cells >> 16)]));
                d = d.And(Mask(table, places[cells >> 24]));
            }
            ushort* flag = rows.Flags + row;
            for (int i = 0; i < flags; i++, flag += LaneRows.Count)
            {
                a = a.And(Mask(table, flagPlaces[flag[0]]));
                b = b.And(Mask(table, flagPlaces[flag[1]]));
                if (!TVector.HoldsFour) continue;
                c = c.And(Mask(table, flagPlaces[flag[2]]));
                d = d.And(Mask(table, flagPlaces[flag[3]]));
            }
            a.Store(left);
            b.Store(left + MaskForest.MaskSize);
            if (TVector.HoldsFour)
            {
                c.Store(left + (2 * MaskForest.MaskSize));
                d.Store(left + (3 * MaskForest.MaskSize));
            }
            float* sums = rows.Sums + row;
            if (outputs != null)
            {
                for (int i = 0; i < together; i++) AddEach((TMask*)(left + (i * MaskForest.MaskSize)), leaves, sums + i, outputs);
                continue;
            }
            sums[0] = Add((TMask*)left, leaves, sums[0]);
            sums[1] = Add((TMask*)(left + MaskForest.MaskSize), leaves, sums[1]);
            if (!TVector.HoldsFour) continue;
            sums[2] = Add((TMask*)(left + (2 * MaskForest.MaskSize)), leaves, sums[2]);
            sums[3] = Add((TMask*)(left + (3 * MaskForest.MaskSize)), leaves, sums[3]);
        }
    }

    // A column that no tree of the strip asks about has no masks there.
    private static StripColumn* Columns(PackedMasks masks, int strip, byte* cells, StripColumn* into)
    {
        var places = (ushort*)(into + masks.DenseCount);
        for (int column = 0; column < masks.DenseCount; column++)
        {
            nint number = ((nint)strip * masks.DenseCount) + column;
            ushort first = masks.LaneBases[number];
            if (first == 0) continue;
            *into++ = new StripColumn(cells + (column * LaneRows.Count), places);
            byte* numbers = masks.LaneTables + (number * MaskLaneTables.Cells);
            for (byte* end = numbers + MaskLaneTables.Cells; numbers < end; numbers += Vector128<byte>.Count, places += Vector128<byte>.Count)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(numbers));
                ((low * MaskForest.MaskPlaces) + Vector128.Create(first)).Store(places);
                ((high * MaskForest.MaskPlaces) + Vector128.Create(first)).Store(places + Vector128<ushort>.Count);
            }
        }
        return into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Mask(byte* table, ushort place) => table + ((nuint)place * MaskForest.PlaceUnit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Add<TMask>(TMask* left, float* leaves, float sum)
        where TMask : unmanaged
    {
        sum = Add8(left, leaves, sum);
        return sizeof(TMask) == sizeof(uint) ? Add8(left + 8, leaves + (8 * 32), sum) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Add8<TMask>(TMask* left, float* leaves, float sum)
        where TMask : unmanaged
    {
        nuint width = (nuint)(8 * sizeof(TMask));
        sum += leaves[Lowest(left[0])];
        sum += leaves[Lowest(left[1]) + (1 * width)];
        sum += leaves[Lowest(left[2]) + (2 * width)];
        sum += leaves[Lowest(left[3]) + (3 * width)];
        sum += leaves[Lowest(left[4]) + (4 * width)];
        sum += leaves[Lowest(left[5]) + (5 * width)];
        sum += leaves[Lowest(left[6]) + (6 * width)];
        return sum + leaves[Lowest(left[7]) + (7 * width)];
    }

    // Each piece has an output of its own.
    private static void AddEach<TMask>(TMask* left, float* leaves, float* sums, int* outputs)
        where TMask : unmanaged
    {
        int pieces = MaskForest.MaskSize / sizeof(TMask), width = 8 * sizeof(TMask);
        for (int piece = 0; piece < pieces; piece++, leaves += width) sums[(nint)outputs[piece] << LaneRows.Shift] += leaves[Lowest(left[piece])];
    }

    // As an unsigned number of the address's width, which needs no widening.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Lowest<TMask>(TMask mask)
        where TMask : unmanaged
    {
        if (sizeof(TMask) == sizeof(uint)) return (uint)BitOperations.TrailingZeroCount(Unsafe.BitCast<TMask, uint>(mask));
        return Bmi1.X64.IsSupported ? (nuint)Bmi1.X64.TrailingZeroCount(Unsafe.BitCast<TMask, ulong>(mask)) : (uint)BitOperations.TrailingZeroCount(Unsafe.BitCast<TMask, ulong>(mask));
    }

    /// <summary>A column in a strip: the rows' cells, and the place of each cell's mask.</summary>
    private readonly struct StripColumn(byte* cells, ushort* places)
    {
        public readonly byte* Cells = cells;
        public readonly ushort* Places = places;
    }
}
