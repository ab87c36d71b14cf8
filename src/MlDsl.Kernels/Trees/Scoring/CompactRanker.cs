using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>Ranks of compact ensembles: a signed byte for each slot, the count of thresholds that are reached less 128.</summary>
internal static unsafe class CompactRanker
{
    /// <summary>Writes the ranks of a row, slot after slot.</summary>
    public static void Rank<T>(PackedTrees packed, T* row, byte* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < packed.SlotCount; i++)
        {
            PackedSlot* slot = packed.Slots + i;
            T value = row[slot->Feature];
            ranks[i] = IsFlag(slot) ? Flag(packed, slot, value) : Narrow(RowRanker.Rank(packed, slot, value));
        }
    }

    /// <summary>Writes the ranks of rows, all rows of a slot one after another, those of the next slot <see cref="LaneRows.Count"/> bytes on.</summary>
    public static void Rank(PackedTrees packed, float* rows, int count, byte* columns)
    {
        int features = packed.FeatureCount;
        for (int i = 0; i < packed.SlotCount; i++, columns += LaneRows.Count)
        {
            PackedSlot* slot = packed.Slots + i;
            float* value = rows + slot->Feature;
            if (IsFlag(slot))
                for (int row = 0; row < count; row++, value += features) columns[row] = Flag(packed, slot, *value);
            else
                for (int row = 0; row < count; row++, value += features) columns[row] = Narrow(RowRanker.Rank(packed, slot, *value));
        }
    }

    // A place of an encoded category, of which there are many.
    private static bool IsFlag(PackedSlot* slot) => slot->Count == 1 && (slot->Kind & ~PackedSlot.MissingIsHigh) == (int)SlotKind.Rank;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Flag<T>(PackedTrees packed, PackedSlot* slot, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool reached = typeof(T) == typeof(float)
            ? NumberKey.Of(Unsafe.BitCast<T, float>(value)) >= ((int*)packed.Keys)[slot->Level0]
            : NumberKey.Of(Unsafe.BitCast<T, double>(value)) >= ((long*)packed.Keys)[slot->Level0];
        if (T.IsNaN(value)) reached = (slot->Kind & PackedSlot.MissingIsHigh) != 0;
        return Narrow(reached ? (short)1 : (short)0);
    }

    // What is missing has a rank above all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Narrow(short rank) => (byte)(Math.Min((int)rank, byte.MaxValue) ^ CompactForest.Bias);
}
