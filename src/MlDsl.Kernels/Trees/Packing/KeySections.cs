namespace MlDsl.Kernels;

/// <summary>The slots as they are packed: sorted keys in groups of sixteen, and above them the last key of each group, up to one group.</summary>
internal sealed class KeySections
{
    private const int Group = 16;
    private readonly List<int> keys = [];
    private readonly List<float> categories = [];

    public KeySections(IReadOnlyList<SlotTable.Slot> slots)
    {
        Slots = [.. slots.Select(Pack)];
        Keys = [.. keys];
        Categories = [.. categories];
    }

    public PackedSlot[] Slots { get; }

    public int[] Keys { get; }

    public float[] Categories { get; }

    private PackedSlot Pack(SlotTable.Slot slot)
    {
        SlotKey source = slot.Source;
        var packed = new PackedSlot { Feature = source.Feature, Kind = (int)source.Kind };
        if (source.MissingIsHigh) packed.Kind |= PackedSlot.MissingIsHigh;
        if (source.ZeroIsMissing) packed.Kind |= PackedSlot.ZeroIsMissing;
        if (slot.Set is { } set)
        {
            if (set.Rounding != CategoryRounding.None) packed.Kind |= PackedSlot.Truncates;
            if (set.Rounding == CategoryRounding.NotNegative) packed.Kind |= PackedSlot.NotNegative;
            packed.Level0 = categories.Count;
            packed.Count = set.Values.Count;
            categories.AddRange(set.Values);
            return packed;
        }
        packed.Count = source.Kind == SlotKind.Equal ? source.Operand : slot.Keys.Count;
        if (source.Kind == SlotKind.Rank) PackLevels(slot.Keys, ref packed);
        return packed;
    }

    private void PackLevels(IReadOnlyList<int> sorted, ref PackedSlot packed)
    {
        // One key more than there are, so that the last group always ends above every number and a search never leaves its level.
        List<List<int>> levels = [Pad([.. sorted, FloatKey.Last])];
        while (levels[0].Count > Group)
        {
            List<int> below = levels[0];
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

    private static List<int> Pad(List<int> level)
    {
        while (level.Count % Group != 0) level.Add(FloatKey.Last);
        return level;
    }
}
