using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Which rows of a block reach which conditions of a compact ensemble: a bit for each row. Forests ask for the same thresholds in tree after tree, so that a condition is found
/// once for all branches that ask for it. Needs AVX2.
/// </summary>
/// <param name="table">The bits: condition after condition, those of a slot one after another by their limits.</param>
/// <param name="starts">For each slot where the condition of the limit that is stored as 0 would lie.</param>
/// <param name="size">The bytes of a condition.</param>
internal readonly unsafe struct ConditionBits(byte* table, int* starts, int size)
{
    /// <summary>The bytes of <see cref="LaneRows.Count"/> rows.</summary>
    public const int Part = LaneRows.Count / 8;

    /// <summary>The first slot has room for all limits, the one that no rank exceeds among them: branches that are never reached ask for it.</summary>
    public const int FirstSlot = CompactForest.Never + 1;

    // A nibble of a set picks from the sixteen unions of four categories.
    private const int NibbleUnions = 16;

    /// <summary>The bytes of memory that <see cref="AddSets"/> works in.</summary>
    public const int Memory = 2 * CategoryRuns.Beyond * NibbleUnions * Part;

    public readonly byte* Table = table;
    public readonly int* Starts = starts;

    /// <summary>Says where the conditions of each slot lie; none is reached by any row.</summary>
    public void Open(PackedTrees packed, PackedCompact compact)
    {
        int next = FirstSlot;
        Starts[0] = CompactForest.Bias * size;
        for (int i = 1; i < packed.SlotCount; i++)
        {
            Starts[i] = (next + CompactForest.Bias) * size;
            next += i < compact.DescribedSlots ? PackedCompact.Limits(packed.Slots + i) : 1;
        }
        new Span<byte>(Table, FirstSlot * size).Clear();
    }

    /// <summary>Writes the conditions of the slots that are described one by one.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="columns">The rows' ranks, as <see cref="CompactRanker"/> writes them.</param>
    /// <param name="part">Which rows of the block these are.</param>
    public void AddRanks(PackedTrees packed, PackedCompact compact, byte* columns, int part)
    {
        for (int i = 0; i < compact.DescribedSlots; i++, columns += LaneRows.Count)
        {
            byte* into = Table + Starts[i] - (CompactForest.Bias * size) + (part * Part);
            int limits = PackedCompact.Limits(packed.Slots + i);
            if (Avx512BW.IsSupported) Compare512((sbyte*)columns, limits, into, size);
            else Compare256((sbyte*)columns, limits, into, size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare512(sbyte* ranks, int limits, byte* into, int size)
    {
        Vector512<sbyte> a = Vector512.Load(ranks), b = Vector512.Load(ranks + 64), c = Vector512.Load(ranks + 128), d = Vector512.Load(ranks + 192);
        for (int limit = 0; limit < limits; limit++, into += size)
        {
            Vector512<sbyte> most = Vector512.Create((sbyte)(limit ^ CompactForest.Bias));
            var words = (ulong*)into;
            words[0] = Vector512.GreaterThan(a, most).ExtractMostSignificantBits();
            words[1] = Vector512.GreaterThan(b, most).ExtractMostSignificantBits();
            words[2] = Vector512.GreaterThan(c, most).ExtractMostSignificantBits();
            words[3] = Vector512.GreaterThan(d, most).ExtractMostSignificantBits();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare256(sbyte* ranks, int limits, byte* into, int size)
    {
        for (int part = 0; part < Part; part += sizeof(ulong), ranks += 64)
        {
            Vector256<sbyte> low = Vector256.Load(ranks), high = Vector256.Load(ranks + 32);
            byte* at = into + part;
            for (int limit = 0; limit < limits; limit++, at += size)
            {
                Vector256<sbyte> most = Vector256.Create((sbyte)(limit ^ CompactForest.Bias));
                *(uint*)at = Vector256.GreaterThan(low, most).ExtractMostSignificantBits();
                *(uint*)(at + 4) = Vector256.GreaterThan(high, most).ExtractMostSignificantBits();
            }
        }
    }

    /// <summary>Writes the conditions of the slots that ask for sets.</summary>
    /// <param name="compact">The groups.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="features">From one row to the next.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="part">Which rows of the block these are.</param>
    /// <param name="memory">As much as <see cref="Memory"/> says, at a multiple of 64.</param>
    public void AddSets<T>(PackedCompact compact, T* rows, int features, int count, int part, byte* memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte* set = compact.Sets;
        int* start = Starts + compact.DescribedSlots;
        for (int i = 0; i < compact.RunCount; i++)
        {
            PackedCategoryRun* run = compact.Runs + i;
            byte* into = Table + (part * Part) - (CompactForest.Bias * size);
            if (run->Width > CategoryRuns.Beyond) AddWide(run, set, rows + run->Feature, features, count, into, start, (int*)memory);
            else
            {
                Unite(run, rows + run->Feature, features, count, memory);
                for (int slot = 0, width = run->Width; slot < run->Count; slot++, set += width) Union(memory, set, width).Store((ulong*)(into + start[slot]));
                set -= (nint)run->Count * run->Width;
            }
            set += (nint)run->Count * run->Width;
            start += run->Count;
        }
    }

    // The rows of each category, then of any of four.
    private static void Unite<T>(PackedCategoryRun* run, T* values, nint stride, int count, byte* memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Nibble = NibbleUnions * Part;
        new Span<byte>(memory, 2 * run->Width * Nibble).Clear();
        Vector256<ulong> all = default;
        for (int row = 0; row < count; row++, values += stride)
        {
            int category = CategoryRanker.CategoryOf(run, *values);
            byte bit = (byte)(1 << (row & 7));
            if (category >= 0) memory[((((category >> 2) * NibbleUnions) + (1 << (category & 3))) * Part) + (row >> 3)] |= bit;
            else if (category == CategoryRanker.InAll) ((byte*)&all)[row >> 3] |= bit;
        }
        byte* end = memory + (2 * run->Width * Nibble);
        for (byte* first = memory; first < end; first += Nibble)
        {
            var unions = (Vector256<ulong>*)first;
            for (int bit = 1; bit < NibbleUnions; bit *= 2)
                for (int rest = 1; rest < bit; rest++) unions[bit + rest] = unions[bit] | unions[rest];
        }
        for (int i = 0; i < NibbleUnions; i++) ((Vector256<ulong>*)memory)[i] |= all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Union(byte* unions, byte* set, int width)
    {
        const int Nibble = NibbleUnions * Part;
        Vector256<ulong> rows = default;
        for (int i = 0; i < width; i++, unions += 2 * Nibble)
            rows |= Vector256.Load((ulong*)(unions + ((set[i] & 15) * Part))) | Vector256.Load((ulong*)(unions + Nibble + ((set[i] >> 4) * Part)));
        return rows;
    }

    private static void AddWide<T>(PackedCategoryRun* run, byte* set, T* values, nint stride, int count, byte* into, int* start, int* categories)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < count; row++) categories[row] = CategoryRanker.CategoryOf(run, values[row * stride]);
        for (int slot = 0; slot < run->Count; slot++, set += run->Width)
        {
            var words = (uint*)(into + start[slot]);
            for (int first = 0; first < LaneRows.Count; first += 32)
            {
                uint reached = 0;
                for (int row = first; row < Math.Min(count, first + 32); row++)
                {
                    int category = categories[row];
                    uint isReached = category < 0 ? category == CategoryRanker.InAll ? 1u : 0 : (uint)(set[category >> 3] >> (category & 7)) & 1;
                    reached |= isReached << (row & 31);
                }
                words[first / 32] = reached;
            }
        }
    }
}
