using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Ranks of a compact ensemble with rows in the lanes of a vector. The keys of a slot are laid out by the steps of a binary search in sixteen vectors, once for all rows of a
/// block; each step picks every lane's own key out of registers, so that no lane waits for another, nor for memory. Needs AVX-512.
/// </summary>
/// <remarks>
/// A search starts at 1 and doubles at each step, plus 1 where the key is reached: after eight steps its last eight bits are the count of keys that are reached. Of 256 sorted keys,
/// of which the last is above all numbers, the last step compares with those at even places, the step before with every other of the rest, and so on; the sixteen that are left are
/// the first four steps. What is missing becomes a key below all or above all.
/// </remarks>
internal static unsafe class LaneRanker512
{
    private const int Lanes = 16, Keys = CompactForest.MaxThresholds + 1, Few = Lanes;

    // Where the keys of the steps start: the last step's first, those of the first four last.
    private const int Step8 = 0, Step7 = Keys / 2, Step6 = Step7 + (Keys / 4), Step5 = Step6 + (Keys / 8);

    /// <summary>The bytes of memory that <see cref="Rank"/> works in: the rows' keys, those of a slot in order, and by their steps.</summary>
    public const int Memory = (LaneRows.Count + Keys + Keys) * sizeof(int);

    private const int OrderedAt = LaneRows.Count, StepsAt = OrderedAt + Keys;

    /// <summary>Writes the keys of rows in a feature.</summary>
    /// <param name="slot">A slot of the feature.</param>
    /// <param name="values">The feature in the first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="count">The rows; up to the next multiple of 16 anything may be written.</param>
    /// <param name="memory">As much as <see cref="Memory"/> says, at a multiple of 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(PackedSlot* slot, float* values, nint stride, int count, int* memory)
    {
        var numbers = (float*)memory;
        for (int row = 0; row < count; row++, values += stride) numbers[row] = *values;
        bool zeroIsMissing = (slot->Kind & PackedSlot.ZeroIsMissing) != 0;
        Vector512<int> missing = Vector512.Create((slot->Kind & PackedSlot.MissingIsHigh) != 0 ? int.MaxValue : int.MinValue);
        Vector512<float> least = Vector512.Create(TreeNode.LargestZero);
        for (int row = 0; row < count; row += Lanes)
        {
            // As NumberKey has it.
            Vector512<float> number = Vector512.Load(numbers + row) + Vector512<float>.Zero;
            Vector512<int> bits = number.AsInt32(), key = bits ^ ((bits >> 31) & Vector512.Create(int.MaxValue));
            key = Vector512.ConditionalSelect(Vector512.Equals(number, number).AsInt32(), key, missing);
            if (zeroIsMissing) key = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(Vector512.Abs(number), least).AsInt32(), missing, key);
            key.Store(memory + row);
        }
    }

    /// <summary>Writes the ranks of rows in a slot.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="isNarrow">Whether its keys lie as <see cref="NarrowKeys"/> says.</param>
    /// <param name="count">The rows; up to the next multiple of 16 anything may be written.</param>
    /// <param name="ranks">Where the ranks go.</param>
    /// <param name="memory">The rows' keys, as <see cref="Read"/> wrote them.</param>
    public static void Rank(PackedTrees packed, PackedSlot* slot, bool isNarrow, int count, byte* ranks, int* memory)
    {
        int* ordered = memory + OrderedAt;
        var keys = (int*)packed.Keys;
        if (isNarrow) NarrowKeySearch.Unpack512(keys, slot, ordered);
        else new Span<int>(keys + (slot->Levels == 1 ? slot->Level0 : slot->Level1), slot->Count).CopyTo(new Span<int>(ordered, Keys));
        new Span<int>(ordered + slot->Count, Keys - slot->Count).Fill(int.MaxValue);
        if (slot->Count < Few)
        {
            SearchFew(FirstSteps(ordered), memory, count, ranks);
            return;
        }
        int* steps = memory + StepsAt;
        Halve(ordered, Keys, steps + Step8);
        Halve(ordered, Keys / 2, steps + Step7);
        Halve(ordered, Keys / 4, steps + Step6);
        Halve(ordered, Keys / 8, steps + Step5);
        Search(FirstSteps(ordered), steps, memory, count, ranks);
    }

    /// <summary>Moves the keys at even places elsewhere; those at odd places move up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Halve(int* keys, int count, int* even)
    {
        Vector512<int> evens = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), odds = evens + Vector512<int>.One;
        int* odd = keys;
        for (int* end = keys + count; keys < end; keys += 2 * Lanes, even += Lanes, odd += Lanes)
        {
            Vector512<int> low = Vector512.Load(keys), high = Vector512.Load(keys + Lanes);
            Avx512F.PermuteVar16x32x2(low, evens, high).Store(even);
            Avx512F.PermuteVar16x32x2(low, odds, high).Store(odd);
        }
    }

    // The first step's key at place 1, those of the second at 2 and 3, and so on.
    private static Vector512<int> FirstSteps(int* keys) =>
        Avx512F.PermuteVar16x32(Vector512.Load(keys), Vector512.Create(15, 7, 3, 11, 1, 5, 9, 13, 0, 2, 4, 6, 8, 10, 12, 14));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SearchFew(Vector512<int> first, int* rows, int count, byte* ranks)
    {
        Vector512<int> above = Vector512.Create(int.MaxValue), all = Vector512.Create((int)byte.MaxValue), places = Vector512.Create(Lanes - 1);
        for (int row = 0; row < count; row += Lanes)
        {
            Vector512<int> key = Vector512.Load(rows + row);
            Store(Vector512.ConditionalSelect(Vector512.Equals(key, above), all, First(first, key) & places), ranks + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Search(Vector512<int> first, int* steps, int* rows, int count, byte* ranks)
    {
        Vector512<int> a0 = Vector512.Load(steps + Step8), a1 = Vector512.Load(steps + Step8 + 16), a2 = Vector512.Load(steps + Step8 + 32), a3 = Vector512.Load(steps + Step8 + 48);
        Vector512<int> a4 = Vector512.Load(steps + Step8 + 64), a5 = Vector512.Load(steps + Step8 + 80), a6 = Vector512.Load(steps + Step8 + 96), a7 = Vector512.Load(steps + Step8 + 112);
        Vector512<int> b0 = Vector512.Load(steps + Step7), b1 = Vector512.Load(steps + Step7 + 16), b2 = Vector512.Load(steps + Step7 + 32), b3 = Vector512.Load(steps + Step7 + 48);
        Vector512<int> c0 = Vector512.Load(steps + Step6), c1 = Vector512.Load(steps + Step6 + 16), d = Vector512.Load(steps + Step5);
        for (int row = 0; row < count; row += Lanes)
        {
            // The highest bits of a place in a table of several vectors choose between pairs of them.
            Vector512<int> key = Vector512.Load(rows + row), place = First(first, key);
            place = Step(place, Avx512F.PermuteVar16x32(d, place), key);
            place = Step(place, Avx512F.PermuteVar16x32x2(c0, place, c1), key);
            place = Step(place, Choose(place, 32, Avx512F.PermuteVar16x32x2(b0, place, b1), Avx512F.PermuteVar16x32x2(b2, place, b3)), key);
            Vector512<int> low = Choose(place, 32, Avx512F.PermuteVar16x32x2(a0, place, a1), Avx512F.PermuteVar16x32x2(a2, place, a3));
            Vector512<int> high = Choose(place, 32, Avx512F.PermuteVar16x32x2(a4, place, a5), Avx512F.PermuteVar16x32x2(a6, place, a7));
            Store(Step(place, Choose(place, 64, low, high), key), ranks + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> First(Vector512<int> keys, Vector512<int> key)
    {
        Vector512<int> place = Step(Vector512<int>.One, Avx512F.PermuteVar16x32(keys, Vector512<int>.One), key);
        place = Step(place, Avx512F.PermuteVar16x32(keys, place), key);
        place = Step(place, Avx512F.PermuteVar16x32(keys, place), key);
        return Step(place, Avx512F.PermuteVar16x32(keys, place), key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Step(Vector512<int> place, Vector512<int> reached, Vector512<int> key)
    {
        Vector512<int> next = place + place;
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(reached, key), next + Vector512<int>.One, next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Choose(Vector512<int> place, int bit, Vector512<int> low, Vector512<int> high) =>
        Vector512.ConditionalSelect(Vector512.Equals(place & Vector512.Create(bit), Vector512<int>.Zero), low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> places, byte* ranks) => (Avx512F.ConvertToVector128Byte(places) ^ Vector128.Create(CompactForest.Bias)).Store(ranks);
}
