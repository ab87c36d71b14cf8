using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Turns a row of features into one small integer per slot.</summary>
internal static unsafe class RowRanker
{
    private const int Group = 16;

    // LightGBM's own bound for what counts as zero.
    private const float Zero = 1e-35f;

    /// <summary>Writes the ranks of a row, slot after slot.</summary>
    public static void Rank(PackedTrees packed, float* row, short* ranks)
    {
        PackedSlot* slots = packed.Slots;
        int* keys = packed.Keys;
        int count = packed.SlotCount;
        for (int i = 0; i < count; i++)
        {
            PackedSlot* slot = slots + i;
            float value = row[slot->Feature];
            int kind = slot->Kind;
            if ((kind & PackedSlot.ZeroIsMissing) != 0 && MathF.Abs(value) <= Zero) value = float.NaN;
            if (float.IsNaN(value)) ranks[i] = Missing(kind);
            else if ((kind & PackedSlot.KindMask) == (int)SlotKind.Rank) ranks[i] = (short)Reached(slot, keys, FloatKey.Of(value));
            else ranks[i] = Test(packed, slot, value);
        }
    }

    /// <summary>How many of the slot's keys are not above a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reached(PackedSlot* slot, int* keys, int key)
    {
        if (!Avx512F.IsSupported && !Vector256.IsHardwareAccelerated) return Search(keys + slot->Level0, slot, keys, key);
        int place = CountReached(keys + slot->Level0, key);
        if (slot->Levels == 1) return place;
        place = (place * Group) + CountReached(keys + slot->Level1 + (place * Group), key);
        if (slot->Levels == 2) return place;
        place = (place * Group) + CountReached(keys + slot->Level2 + (place * Group), key);
        if (slot->Levels == 3) return place;
        return (place * Group) + CountReached(keys + slot->Level3 + (place * Group), key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountReached(int* group, int key)
    {
        if (Avx512F.IsSupported)
            return BitOperations.PopCount(Vector512.LessThanOrEqual(Vector512.Load(group), Vector512.Create(key)).ExtractMostSignificantBits());
        Vector256<int> wanted = Vector256.Create(key);
        uint low = Vector256.GreaterThan(Vector256.Load(group), wanted).ExtractMostSignificantBits();
        uint high = Vector256.GreaterThan(Vector256.Load(group + 8), wanted).ExtractMostSignificantBits();
        return Group - BitOperations.PopCount(low | (high << 8));
    }

    // Halves the range without a branch that depends on the data.
    private static int Search(int* first, PackedSlot* slot, int* keys, int key)
    {
        int* bottom = slot->Levels switch { 1 => first, 2 => keys + slot->Level1, 3 => keys + slot->Level2, _ => keys + slot->Level3 };
        int place = 0;
        for (int length = slot->Count; length > 0;)
        {
            int half = (length + 1) >> 1;
            place += bottom[place + half - 1] <= key ? half : 0;
            length -= half;
        }
        return place;
    }

    private static short Missing(int kind)
    {
        if ((kind & PackedSlot.MissingIsHigh) == 0) return 0;

        // Above every limit of a threshold, and yet not above the limit that no rank exceeds.
        return (kind & PackedSlot.KindMask) == (int)SlotKind.Rank ? SlotTable.Never : (short)1;
    }

    private static short Test(PackedTrees packed, PackedSlot* slot, float value)
    {
        if ((slot->Kind & PackedSlot.KindMask) == (int)SlotKind.Equal) return (short)(FloatKey.Of(value) == slot->Count ? 1 : 0);
        if (value < 0 && (slot->Kind & PackedSlot.NotNegative) != 0) return 0;
        if ((slot->Kind & PackedSlot.Truncates) != 0) value = MathF.Truncate(value);
        var categories = new ReadOnlySpan<float>(packed.Categories + slot->Level0, slot->Count);
        return (short)(categories.BinarySearch(value) >= 0 ? 1 : 0);
    }
}
