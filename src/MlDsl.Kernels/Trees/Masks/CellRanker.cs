using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Turns a row of features into cells: one of each dense column, and those of the flags that are set or missing.</summary>
internal static unsafe class CellRanker
{
    /// <summary>Writes how many lines a row has, and where they lie, in bytes from the first line.</summary>
    public static void Rank<T>(PackedTrees packed, PackedMasks masks, T* row, int* lines)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = masks.LineLength * sizeof(ushort);
        int* next = lines + 1;
        for (int i = 0; i < masks.DenseCount; i++) *next++ = (masks.FirstLines[i] + Cell(packed, i, row)) * stride;
        next += Flags(masks, row, next, masks.FirstFlagLine, stride);

        // A row without any has the line that leaves everything.
        if (next == lines + 1) *next++ = 0;
        *lines = (int)(next - lines) - 1;
    }

    /// <summary>The cell of a row in a dense column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Cell<T>(PackedTrees packed, int column, T* row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PackedSlot* slot = packed.Slots + column;
        T value = row[slot->Feature];
        if (T.IsNaN(value)) return slot->Count + 1;
        return typeof(T) == typeof(double)
            ? RowRanker.Reached(slot, (long*)packed.Keys, NumberKey.Of<T, long>(value))
            : RowRanker.Reached(slot, (int*)packed.Keys, NumberKey.Of<T, int>(value));
    }

    /// <summary>Writes a number for each flag that is set, and the next one where it is missing.</summary>
    /// <param name="masks">The masks.</param>
    /// <param name="row">The row.</param>
    /// <param name="into">Where the numbers go.</param>
    /// <param name="first">What is added to twice the number of a flag.</param>
    /// <param name="stride">What the sum is multiplied by.</param>
    /// <returns>How many there are.</returns>
    public static int Flags<T>(PackedMasks masks, T* row, int* into, int first, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = 0;
        for (int i = 0; i < masks.FlagGroupCount; i++)
        {
            PackedFlagGroup* group = masks.FlagGroups + i;
            T* values = row + group->Start;
            for (uint set = NotBelow(values, (T*)masks.FlagThresholds + (i * MaskColumns.Group)) & (uint)group->Used; set != 0; set &= set - 1)
            {
                int place = BitOperations.TrailingZeroCount(set);
                into[count++] = (first + (2 * group->Numbers[place]) + (T.IsNaN(values[place]) ? 1 : 0)) * stride;
            }
        }
        return count;
    }

    // NaN is not below anything either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NotBelow<T>(T* values, T* thresholds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        uint below = 0;
        if (Avx512F.IsSupported)
        {
            for (int i = 0; i < MaskColumns.Group; i += Vector512<T>.Count)
                below |= (uint)Vector512.LessThan(Vector512.Load(values + i), Vector512.Load(thresholds + i)).ExtractMostSignificantBits() << i;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < MaskColumns.Group; i += Vector256<T>.Count)
                below |= Vector256.LessThan(Vector256.Load(values + i), Vector256.Load(thresholds + i)).ExtractMostSignificantBits() << i;
        }
        else
        {
            for (int i = 0; i < MaskColumns.Group; i++) below |= values[i] < thresholds[i] ? 1u << i : 0;
        }
        return ~below;
    }
}
