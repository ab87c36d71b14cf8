using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Turns a row of features into cells: one of each dense column, and those of the flags that are set or missing.</summary>
internal static unsafe class CellRanker
{
    private const int Group = MaskColumns.Group;

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

    /// <summary>The cell of a row in a dense column: how many thresholds its value reaches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Cell<T>(PackedTrees packed, int column, T* row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PackedSlot* slot = packed.Slots + column;
        var thresholds = (T*)packed.Keys;
        T value = row[slot->Feature];
        if (T.IsNaN(value)) return slot->Count + 1;
        if (!Avx512F.IsSupported && !Vector256.IsHardwareAccelerated) return Search(thresholds, slot, value);
        int place = Reached(thresholds + slot->Level0, value);
        if (slot->Levels == 1) return place;
        place = (place * Group) + Reached(thresholds + slot->Level1 + (place * Group), value);
        if (slot->Levels == 2) return place;
        place = (place * Group) + Reached(thresholds + slot->Level2 + (place * Group), value);
        if (slot->Levels == 3) return place;
        return (place * Group) + Reached(thresholds + slot->Level3 + (place * Group), value);
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
            for (uint set = NotBelow(values, (T*)masks.FlagThresholds + (i * Group)) & (uint)group->Used; set != 0; set &= set - 1)
            {
                int place = BitOperations.TrailingZeroCount(set);
                into[count++] = (first + (2 * group->Numbers[place]) + (T.IsNaN(values[place]) ? 1 : 0)) * stride;
            }
        }
        return count;
    }

    /// <summary>A bit for each of sixteen values that is not below its threshold; NaN is not below anything either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotBelow<T>(T* values, T* thresholds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        uint below = 0;
        if (Avx512F.IsSupported)
        {
            for (int i = 0; i < Group; i += Vector512<T>.Count)
                below |= (uint)Vector512.LessThan(Vector512.Load(values + i), Vector512.Load(thresholds + i)).ExtractMostSignificantBits() << i;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < Group; i += Vector256<T>.Count)
                below |= Vector256.LessThan(Vector256.Load(values + i), Vector256.Load(thresholds + i)).ExtractMostSignificantBits() << i;
        }
        else
        {
            for (int i = 0; i < Group; i++) below |= values[i] < thresholds[i] ? 1u << i : 0;
        }
        return ~below;
    }

    // What pads a group is NaN, which no value reaches.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reached<T>(T* group, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Avx512F.IsSupported)
        {
            Vector512<T> spread = Vector512.Create(value);
            ulong reached = Vector512.GreaterThanOrEqual(spread, Vector512.Load(group)).ExtractMostSignificantBits();
            if (sizeof(T) == sizeof(double)) reached |= Vector512.GreaterThanOrEqual(spread, Vector512.Load(group + 8)).ExtractMostSignificantBits() << 8;
            return BitOperations.PopCount(reached);
        }
        Vector256<T> half = Vector256.Create(value);
        uint bits = 0;
        for (int i = 0; i < Group; i += Vector256<T>.Count) bits |= Vector256.GreaterThanOrEqual(half, Vector256.Load(group + i)).ExtractMostSignificantBits() << i;
        return BitOperations.PopCount(bits);
    }

    // Halves the range without a branch that depends on the data.
    private static int Search<T>(T* thresholds, PackedSlot* slot, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* bottom = thresholds + (slot->Levels switch { 1 => slot->Level0, 2 => slot->Level1, 3 => slot->Level2, _ => slot->Level3 });
        int place = 0;
        for (int length = slot->Count; length > 0;)
        {
            int half = (length + 1) >> 1;
            place += bottom[place + half - 1] <= value ? half : 0;
            length -= half;
        }
        return place;
    }
}
