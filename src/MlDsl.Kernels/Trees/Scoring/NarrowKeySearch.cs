using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Ranks in slots whose keys lie as <see cref="NarrowKeys"/> says: the group by the last keys of all, the place by the fifteen keys that it holds.</summary>
internal static unsafe class NarrowKeySearch
{
    private const byte All = byte.MaxValue ^ CompactForest.Bias, None = CompactForest.Bias;

    // A bit for each key that a group holds.
    private const uint Held = (1 << NarrowKeys.Held) - 1;

    /// <summary>How many of the slot's keys are not above a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Reached(int* keys, PackedSlot* slot, int key)
    {
        if (!Avx2.IsSupported) return Search(keys, slot, key);
        int* last = keys + slot->Level0;
        if (slot->Levels == 1) return CountReached(last, slot->Count, key);
        int groups = NarrowKeys.Groups(slot->Count), group = CountReached(last, groups, key);
        return Math.Min((group * NarrowKeys.Group) + InGroup(last, groups, slot->Level1, group, key), slot->Count);
    }

    /// <summary>Writes the ranks of rows in one slot.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="values">The values of the first row.</param>
    /// <param name="stride">From one row's value to the next.</param>
    /// <param name="count">The rows.</param>
    /// <param name="ranks">Where the ranks go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rank(PackedTrees packed, PackedSlot* slot, float* values, nint stride, int count, byte* ranks)
    {
        int* last = (int*)packed.Keys + slot->Level0;
        int keys = slot->Count, groups = NarrowKeys.Groups(keys), wide = slot->Level1, ends = slot->Levels == 1 ? keys : groups;
        bool isFew = slot->Levels == 1, zeroIsMissing = (slot->Kind & PackedSlot.ZeroIsMissing) != 0;
        byte missing = (slot->Kind & PackedSlot.MissingIsHigh) != 0 ? All : None;
        for (int row = 0; row < count; row++, values += stride)
        {
            float value = *values;
            if (float.IsNaN(value) || (zeroIsMissing && Math.Abs(value) <= TreeNode.LargestZero))
            {
                ranks[row] = missing;
                continue;
            }
            int key = NumberKey.Of(value), reached;
            if (Avx2.IsSupported)
            {
                reached = CountReached(last, ends, key);
                if (!isFew) reached = Math.Min((reached * NarrowKeys.Group) + InGroup(last, groups, wide, reached, key), keys);
            }
            else reached = Search((int*)packed.Keys, slot, key);
            ranks[row] = (byte)(reached ^ CompactForest.Bias);
        }
    }

    /// <summary>Writes the ranks of a feature in several slots, whose keys follow on each other: all of those before the one in whose keys its value lies are reached, none behind.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="count">The slots.</param>
    /// <param name="value">The value.</param>
    /// <param name="ranks">Where the first rank goes.</param>
    /// <param name="stride">From one rank to the next, in bytes.</param>
    public static void Rank(PackedTrees packed, PackedSlot* slot, int count, float value, byte* ranks, nint stride)
    {
        int* keys = (int*)packed.Keys;
        if ((slot->Kind & PackedSlot.ZeroIsMissing) != 0 && Math.Abs(value) <= TreeNode.LargestZero) value = float.NaN;
        if (float.IsNaN(value))
        {
            for (int i = 0; i < count; i++) ranks[i * stride] = (slot->Kind & PackedSlot.MissingIsHigh) != 0 ? All : None;
            return;
        }
        int key = NumberKey.Of(value), place = 0;
        for (int i = 1; i < count; i++) place += keys[slot[i].Level0 - 1] <= key ? 1 : 0;
        for (int i = 0; i < count; i++) ranks[i * stride] = i < place ? All : None;
        ranks[place * stride] = (byte)(Reached(keys, slot + place, key) ^ CompactForest.Bias);
    }

    /// <summary>Writes the keys of a slot in order; behind them anything, up to the next multiple of sixteen. Needs AVX-512.</summary>
    public static void Unpack512(int* keys, PackedSlot* slot, int* into)
    {
        int* last = keys + slot->Level0;
        if (slot->Levels == 1)
        {
            Vector512.Load(last).Store(into);
            return;
        }
        int groups = NarrowKeys.Groups(slot->Count);
        for (int group = 0; group < groups; group++, into += NarrowKeys.Group)
        {
            Held512(last, groups, slot->Level1, group).Store(into);
            into[NarrowKeys.Held] = last[group];
        }
    }

    /// <summary>The slots from one on that continue it, itself among them.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="described">The slots that may.</param>
    /// <param name="slot">The first.</param>
    public static int Parts(PackedTrees packed, int described, int slot)
    {
        int end = slot + 1;
        while (end < described && (packed.Slots[end].Kind & (PackedSlot.Continues | PackedSlot.IsFlag)) == PackedSlot.Continues) end++;
        return end - slot;
    }

    /// <summary>How many of at most sixteen keys are not above a key; what stands behind them is not counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountReached(int* keys, int count, int key)
    {
        uint reached = Avx512F.IsSupported
            ? (uint)Vector512.LessThanOrEqual(Vector512.Load(keys), Vector512.Create(key)).ExtractMostSignificantBits()
            : ~(Vector256.GreaterThan(Vector256.Load(keys), Vector256.Create(key)).ExtractMostSignificantBits() | (Vector256.GreaterThan(Vector256.Load(keys + 8), Vector256.Create(key)).ExtractMostSignificantBits() << 8));
        return BitOperations.PopCount(reached & ((1u << count) - 1));
    }

    /// <summary>How many of the keys that a group holds are not above a key; what stands behind the last key may count as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int InGroup(int* last, int groups, int wide, int group, int key)
    {
        if (Avx512F.IsSupported) return BitOperations.PopCount((uint)Vector512.LessThanOrEqual(Held512(last, groups, wide, group), Vector512.Create(key)).ExtractMostSignificantBits() & Held);
        byte* held = (byte*)(last + groups) + NarrowKeys.Start(group, wide);
        int top = -(wide >> group & 1), below = last[group - 1] & ~top;
        uint beyond = Beyond(held, held + NarrowKeys.HighAt, held + NarrowKeys.TopAt, below, top, key);
        beyond |= Beyond(held + 16, held + NarrowKeys.HighAt + 8, held + NarrowKeys.TopAt + 8, below, top, key) << 8;
        return BitOperations.PopCount(~beyond & Held);
    }

    /// <summary>The keys that a group holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Held512(int* last, int groups, int wide, int group)
    {
        byte* held = (byte*)(last + groups) + NarrowKeys.Start(group, wide);
        int isWide = wide >> group & 1, below = last[group - 1] & (isWide - 1);
        Vector512<int> keys = Avx512F.ConvertToVector512Int32(Vector256.Load((ushort*)held)) | (Avx512F.ConvertToVector512Int32(Vector128.Load(held + NarrowKeys.HighAt)) << 16);
        if (isWide != 0) keys |= Avx512F.ConvertToVector512Int32(Vector128.Load(held + NarrowKeys.TopAt)) << 24;
        return keys + Vector512.Create(below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Beyond(byte* low, byte* high, byte* highest, int below, int top, int key)
    {
        Vector256<int> held = Avx2.ConvertToVector256Int32((ushort*)low) | (Avx2.ConvertToVector256Int32(high) << 16);
        held |= (Avx2.ConvertToVector256Int32(highest) & Vector256.Create(top)) << 24;
        return Vector256.GreaterThan(held + Vector256.Create(below), Vector256.Create(key)).ExtractMostSignificantBits();
    }

    // Halves the range without a branch that depends on the data.
    private static int Search(int* keys, PackedSlot* slot, int key)
    {
        int place = 0;
        for (int length = slot->Count; length > 0;)
        {
            int half = (length + 1) >> 1;
            place += NarrowKeys.Key(keys, slot, place + half - 1) <= key ? half : 0;
            length -= half;
        }
        return place;
    }
}
