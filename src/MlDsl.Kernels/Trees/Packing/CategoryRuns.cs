using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// Sets of categories as bits. A trainer that splits categories into two sides asks for another set in almost every branch, and each is a slot: described one by one and with a
/// number for each category they would be the most of a compact forest. Sets of one feature, whose categories are whole numbers from 0 on, lie side by side instead, a bit for each category.
/// </summary>
internal sealed class CategoryRuns
{
    /// <summary>What is read behind a set's first byte, whatever its width.</summary>
    public const int Beyond = 16;

    /// <summary>The most categories that have a bit.</summary>
    public const int MostCategories = 1 << 16;

    private readonly List<PackedCategoryRun> runs = [];
    private readonly List<byte> bits = [];

    public CategoryRuns(CompactForest forest)
    {
        SlotTable.Slot[] all = [.. forest.Slots.Slots.Skip(forest.Described.Count)];
        for (int first = 0, end; first < all.Length; first = end)
        {
            PackedCategoryRun run = RunOf(all[first]);
            for (end = first + 1; end < all.Length && RunOf(all[end]) is var next && (next.Feature, next.Kind) == (run.Feature, run.Kind); end++) run.Categories = Math.Max(run.Categories, next.Categories);
            run.Count = end - first;
            foreach (SlotTable.Slot slot in all[first..end]) Add(slot.Set!, run.Width);
            runs.Add(run);
        }
        if (runs.Count > 0) bits.AddRange(new byte[Beyond]);
    }

    public void Write(SectionWriter writer, ref PackedHeader header)
    {
        header.Roots = writer.Write<PackedCategoryRun>(CollectionsMarshal.AsSpan(runs));
        header.Masks = writer.Write<byte>(CollectionsMarshal.AsSpan(bits));
    }

    /// <summary>The sets that take less as bits than with a slot and a number for each category.</summary>
    public static unsafe HashSet<SlotKey> Suited(SlotTable slots)
    {
        HashSet<SlotKey> suited = [];
        var alike = slots.Sources
            .Where(static source => source.Kind == SlotKind.Member)
            .Select(source => (Source: source, Set: slots.Set(source.Operand)))
            .Where(static slot => Categories(slot.Set) > 0)
            .GroupBy(static slot => (slot.Source.Feature, slot.Source.MissingIsHigh, slot.Set.Rounding));
        foreach (var sets in alike)
        {
            long width = (sets.Max(static slot => Categories(slot.Set)) + 7) / 8, asBits = sizeof(PackedCategoryRun), asSlots = 0;
            foreach (var (_, set) in sets)
            {
                asBits += width;
                asSlots += sizeof(PackedSlot) + (set.Values.Count * sizeof(float));
            }
            if (asBits < asSlots) suited.UnionWith(sets.Select(static slot => slot.Source));
        }
        return suited;
    }

    // The categories up to the largest; 0 where not all are whole numbers from 0 on. A number below 0 is none of a set that takes none.
    private static int Categories(CategorySet set)
    {
        double most = -1;
        foreach (double value in set.Values)
        {
            if (value < 0 && set.Rounding == CategoryRounding.NotNegative) continue;
            if (!(value is >= 0 and < MostCategories && value == Math.Truncate(value))) return 0;
            most = Math.Max(most, value);
        }
        return (int)most + 1;
    }

    private static PackedCategoryRun RunOf(SlotTable.Slot slot) =>
        new() { Feature = slot.Source.Feature, Kind = PackedSlot.KindOf(slot.Source, slot.Set) & PackedCategoryRun.KindMask, Categories = Categories(slot.Set!) };

    private void Add(CategorySet set, int width)
    {
        int start = bits.Count;
        bits.AddRange(new byte[width]);
        foreach (double value in set.Values)
            if (value >= 0) bits[start + ((int)value >> 3)] |= (byte)(1 << ((int)value & 7));
    }
}
