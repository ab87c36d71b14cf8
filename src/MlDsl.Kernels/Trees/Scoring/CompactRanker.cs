using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>Ranks of compact ensembles: a signed byte for each slot, the count of thresholds that are reached less 128.</summary>
internal static unsafe class CompactRanker
{
    private const byte None = CompactForest.Bias, One = 1 ^ CompactForest.Bias;

    /// <summary>Writes the ranks of a row, slot after slot.</summary>
    public static void Rank<T>(PackedTrees packed, PackedCompact compact, T* row, byte* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0, parts; i < compact.DescribedSlots; i += parts)
        {
            PackedSlot* slot = packed.Slots + i;
            parts = compact.HasNarrowKeys ? NarrowKeySearch.Parts(packed, compact.DescribedSlots, i) : 1;
            if (parts > 1) NarrowKeySearch.Rank(packed, slot, parts, float.CreateTruncating(row[slot->Feature]), ranks + i, 1);
            else ranks[i] = (slot->Kind & PackedSlot.IsFlag) != 0 ? None : Of(packed, compact, slot, row[slot->Feature]);
        }
        CategoryRanker.Rank(compact, row, ranks);
        Flags(packed, compact, row, ranks, 0);
    }

    /// <summary>Writes the ranks of rows in the slots that are described one by one, all rows of a slot one after another, those of the next slot <see cref="LaneRows.Count"/> bytes on.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="lanes">The rows of a vector.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many there are, at most <see cref="LaneRows.Count"/>.</param>
    /// <param name="columns">Where the ranks go.</param>
    /// <param name="memory">As much as <see cref="LaneRanker512.Memory"/> says, at a multiple of 64.</param>
    public static void Rank<T>(PackedTrees packed, PackedCompact compact, RowLanes lanes, T* rows, int count, byte* columns, byte* memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int OfValues = PackedSlot.MissingIsHigh | PackedSlot.ZeroIsMissing;
        int features = packed.FeatureCount;
        byte* column = columns;
        PackedSlot* read = null;
        for (int i = 0, parts; i < compact.DescribedSlots; i += parts, column += parts * LaneRows.Count)
        {
            PackedSlot* slot = packed.Slots + i;
            parts = 1;
            if ((slot->Kind & PackedSlot.IsFlag) != 0)
            {
                Unsafe.InitBlockUnaligned(column, None, (uint)count);
                continue;
            }
            if (typeof(T) == typeof(float) && lanes == RowLanes.Vector512 && (slot->Kind & PackedSlot.KindMask) == (int)SlotKind.Rank)
            {
                // Slots of one feature follow on each other.
                if (read == null || read->Feature != slot->Feature || ((read->Kind ^ slot->Kind) & OfValues) != 0) LaneRanker512.Read(slot, (float*)rows + slot->Feature, features, count, (int*)memory);
                LaneRanker512.Rank(packed, slot, compact.HasNarrowKeys, count, column, (int*)memory);
                read = slot;
                continue;
            }
            if (compact.HasNarrowKeys) parts = NarrowKeySearch.Parts(packed, compact.DescribedSlots, i);
            T* value = rows + slot->Feature;
            if (parts > 1)
            {
                for (int row = 0; row < count; row++, value += features) NarrowKeySearch.Rank(packed, slot, parts, float.CreateTruncating(*value), column + row, LaneRows.Count);
            }
            else if (compact.HasNarrowKeys && (slot->Kind & PackedSlot.KindMask) == (int)SlotKind.Rank) NarrowKeySearch.Rank(packed, slot, (float*)value, features, count, column);
            else
            {
                for (int row = 0; row < count; row++, value += features) column[row] = Narrow(RowRanker.Rank(packed, slot, *value));
            }
        }
        if (compact.FlagGroupCount == 0) return;
        for (int row = 0; row < count; row++, rows += features) Flags(packed, compact, rows, columns + row, LaneRows.Shift);
    }

    // A value that is missing reaches its threshold or not by the choice of the slot.
    private static void Flags<T>(PackedTrees packed, PackedCompact compact, T* row, byte* ranks, int shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < compact.FlagGroupCount; i++)
        {
            PackedFlagGroup* group = compact.FlagGroups + i;
            T* values = row + group->Start;
            for (uint set = CellRanker.NotBelow(values, (T*)compact.FlagThresholds + (i * MaskColumns.Group)) & (uint)group->Used; set != 0; set &= set - 1)
            {
                int place = BitOperations.TrailingZeroCount(set), slot = group->Numbers[place];
                if (!T.IsNaN(values[place]) || (packed.Slots[slot].Kind & PackedSlot.MissingIsHigh) != 0) ranks[(nint)slot << shift] = One;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Of<T>(PackedTrees packed, PackedCompact compact, PackedSlot* slot, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) || !compact.HasNarrowKeys || (slot->Kind & PackedSlot.KindMask) != (int)SlotKind.Rank) return Narrow(RowRanker.Rank(packed, slot, value));
        float number = Unsafe.BitCast<T, float>(value);
        if (float.IsNaN(number) || ((slot->Kind & PackedSlot.ZeroIsMissing) != 0 && Math.Abs(number) <= TreeNode.LargestZero)) return Narrow(RowRanker.Missing(slot->Kind));
        return (byte)(NarrowKeySearch.Reached((int*)packed.Keys, slot, NumberKey.Of(number)) ^ CompactForest.Bias);
    }

    // What is missing has a rank above all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Narrow(short rank) => (byte)(Math.Min((int)rank, byte.MaxValue) ^ CompactForest.Bias);
}
