using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>
/// The slots as they are packed: sorted keys in groups of sixteen, and above them the last key of each group, up to one group; then the
/// keys of slots that ask for one number.
/// </summary>
/// <typeparam name="T">float or double, the categories.</typeparam>
/// <typeparam name="TKey">The keys of such numbers.</typeparam>
internal sealed class KeySections<T, TKey>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    private const int Group = 16;
    private readonly List<TKey> keys = [];
    private readonly List<T> categories = [];

    public KeySections(IEnumerable<SlotTable.Slot> slots)
    {
        Slots = [.. slots.Select(Pack)];
        Keys = [.. Pad(keys)];
        Categories = [.. categories];
    }

    public PackedSlot[] Slots { get; }

    public TKey[] Keys { get; }

    public T[] Categories { get; }

    /// <summary>What a slot reads and how; of one that asks for a set, its categories as well.</summary>
    public static PackedSlot Describe(SlotTable.Slot slot, List<T> categories)
    {
        SlotKey source = slot.Source;
        var packed = new PackedSlot { Feature = source.Feature, Kind = PackedSlot.KindOf(source, slot.Set) };
        if (slot.Set is not { } set) return packed;
        packed.Level0 = categories.Count;
        packed.Count = set.Values.Count;
        categories.AddRange(set.Values.Select(T.CreateTruncating));
        return packed;
    }

    private PackedSlot Pack(SlotTable.Slot slot)
    {
        SlotKey source = slot.Source;
        PackedSlot packed = Describe(slot, categories);
        if (slot.Set is not null) return packed;
        if (source.Kind == SlotKind.Rank)
        {
            packed.Count = slot.Keys.Count;
            PackLevels([.. slot.Keys.Select(TKey.CreateChecked)], ref packed);
            return packed;
        }
        packed.Count = 1;
        packed.Level0 = keys.Count;
        keys.Add(TKey.CreateChecked(source.Operand));
        return packed;
    }

    private void PackLevels(List<TKey> sorted, ref PackedSlot packed)
    {
        // One key more than there are, so that the last group always ends above every number and a search never leaves its level.
        List<List<TKey>> levels = [Pad([.. sorted, TKey.MaxValue])];
        while (levels[0].Count > Group)
        {
            List<TKey> below = levels[0];
            levels.Insert(0, Pad([.. Enumerable.Range(1, below.Count / Group).Select(group => below[(group * Group) - 1])]));
        }
        packed.Levels = levels.Count;
        var starts = new int[PackedSlot.MaxLevels];
        for (int i = 0; i < levels.Count; i++)
        {
            starts[i] = keys.Count;
            keys.AddRange(levels[i]);
        }
        (packed.Level0, packed.Level1, packed.Level2, packed.Level3) = (starts[0], starts[1], starts[2], starts[3]);
    }

    private static List<TKey> Pad(List<TKey> level)
    {
        while (level.Count % Group != 0) level.Add(TKey.MaxValue);
        return level;
    }
}
