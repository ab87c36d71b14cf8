using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Turns a row of features into one small integer per slot.</summary>
internal static unsafe class RowRanker
{
    private const int Group = 16;

    /// <summary>Writes the ranks of a row, slot after slot.</summary>
    public static void Rank<T>(PackedTrees packed, T* row, short* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double)) Rank<T, long>(packed, row, ranks);
        else Rank<T, int>(packed, row, ranks);
    }

    /// <summary>The rank of a value in a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Rank<T>(PackedTrees packed, PackedSlot* slot, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? Rank<T, long>(packed, slot, (long*)packed.Keys, value) : Rank<T, int>(packed, slot, (int*)packed.Keys, value);

    private static void Rank<T, TKey>(PackedTrees packed, T* row, short* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        PackedSlot* slots = packed.Slots;
        var keys = (TKey*)packed.Keys;
        int count = packed.SlotCount;
        for (int i = 0; i < count; i++) ranks[i] = Rank(packed, slots + i, keys, row[slots[i].Feature]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static short Rank<T, TKey>(PackedTrees packed, PackedSlot* slot, TKey* keys, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        int kind = slot->Kind;
        if ((kind & PackedSlot.ZeroIsMissing) != 0 && T.Abs(value) <= T.CreateTruncating(TreeNode.LargestZero)) value = T.NaN;
        if (T.IsNaN(value)) return Missing(kind);
        return (kind & PackedSlot.KindMask) == (int)SlotKind.Rank ? (short)Reached(slot, keys, NumberKey.Of<T, TKey>(value)) : Test(packed, slot, keys, value);
    }

    /// <summary>How many of the slot's keys are not above a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reached<TKey>(PackedSlot* slot, TKey* keys, TKey key)
        where TKey : unmanaged, IBinaryInteger<TKey>
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
    private static int CountReached<TKey>(TKey* group, TKey key)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        if (Avx512F.IsSupported)
        {
            ulong reached = Vector512.LessThanOrEqual(Vector512.Load(group), Vector512.Create(key)).ExtractMostSignificantBits();
            if (sizeof(TKey) == sizeof(long)) reached |= Vector512.LessThanOrEqual(Vector512.Load(group + 8), Vector512.Create(key)).ExtractMostSignificantBits() << 8;
            return BitOperations.PopCount(reached);
        }
        uint beyond;
        if (sizeof(TKey) == sizeof(long)) beyond = Beyond(group, key) | (Beyond(group + 4, key) << 4) | (Beyond(group + 8, key) << 8) | (Beyond(group + 12, key) << 12);
        else beyond = Beyond(group, key) | (Beyond(group + 8, key) << 8);
        return Group - BitOperations.PopCount(beyond);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Beyond<TKey>(TKey* keys, TKey key)
        where TKey : unmanaged =>
        Vector256.GreaterThan(Vector256.Load(keys), Vector256.Create(key)).ExtractMostSignificantBits();

    // Halves the range without a branch that depends on the data.
    private static int Search<TKey>(TKey* first, PackedSlot* slot, TKey* keys, TKey key)
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        TKey* bottom = slot->Levels switch { 1 => first, 2 => keys + slot->Level1, 3 => keys + slot->Level2, _ => keys + slot->Level3 };
        int place = 0;
        for (int length = slot->Count; length > 0;)
        {
            int half = (length + 1) >> 1;
            place += bottom[place + half - 1] <= key ? half : 0;
            length -= half;
        }
        return place;
    }

    /// <summary>The rank of a value that is missing.</summary>
    public static short Missing(int kind)
    {
        if ((kind & PackedSlot.MissingIsHigh) == 0) return 0;

        // Above every limit of a threshold, and yet not above the limit that no rank exceeds.
        return (kind & PackedSlot.KindMask) == (int)SlotKind.Rank ? SlotTable.Never : (short)1;
    }

    private static short Test<T, TKey>(PackedTrees packed, PackedSlot* slot, TKey* keys, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>
    {
        if ((slot->Kind & PackedSlot.KindMask) == (int)SlotKind.Equal) return (short)(NumberKey.Of<T, TKey>(value) == keys[slot->Level0] ? 1 : 0);
        if (value < T.Zero && (slot->Kind & PackedSlot.NotNegative) != 0) return 0;
        if ((slot->Kind & PackedSlot.Truncates) != 0) value = T.Truncate(value);
        var categories = new ReadOnlySpan<T>((T*)packed.Categories + slot->Level0, slot->Count);
        return (short)(categories.BinarySearch(value) >= 0 ? 1 : 0);
    }
}
