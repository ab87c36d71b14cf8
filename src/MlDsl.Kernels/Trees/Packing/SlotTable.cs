namespace MlDsl.Kernels;

/// <summary>
/// The slots of an ensemble: each feature with the sorted thresholds that its nodes compare it with. A row is turned into one small
/// integer per slot, how many thresholds it reaches, and all trees compare those. Nodes become 4 bytes, missing values and all comparison
/// modes disappear, and 8 nodes fit in one vector compare.
/// </summary>
internal sealed class SlotTable
{
    /// <summary>The most thresholds of one slot; a feature with more gets further slots.</summary>
    public const int MaxThresholds = short.MaxValue - 1;

    /// <summary>A limit that no rank exceeds.</summary>
    public const short Never = short.MaxValue;

    private readonly Dictionary<SlotKey, HashSet<int>> collected = [];
    private readonly Dictionary<string, int> setNumbers = new(StringComparer.Ordinal);
    private readonly List<CategorySet> sets = [];
    private readonly Dictionary<SlotKey, (int First, int[] Keys)> places = [];
    private readonly List<Slot> slots = [];

    /// <summary>One slot: its source and its part of the sorted thresholds.</summary>
    public readonly record struct Slot(SlotKey Source, ArraySegment<int> Keys, CategorySet? Set);

    public IReadOnlyList<Slot> Slots => slots;

    public Condition Read(Tree tree, TreeNode node)
    {
        int set = node.Comparison == TreeComparison.Member ? Number(tree.CategorySets[node.Set]) : 0;
        return Condition.Of(node, set);
    }

    public void Collect(Condition condition)
    {
        if (!collected.TryGetValue(condition.Slot, out HashSet<int>? keys)) collected.Add(condition.Slot, keys = []);
        keys.Add(condition.Key);
    }

    /// <summary>Numbers the slots, in the order of their features so that reading a row walks forward.</summary>
    /// <exception cref="TreeEnsembleException">There are more than a node can name.</exception>
    public void Close()
    {
        IEnumerable<KeyValuePair<SlotKey, HashSet<int>>> ordered = collected
            .OrderBy(static entry => entry.Key.Kind)
            .ThenBy(static entry => entry.Key.Feature)
            .ThenBy(static entry => entry.Key.MissingIsHigh)
            .ThenBy(static entry => entry.Key.ZeroIsMissing)
            .ThenBy(static entry => entry.Key.Operand);
        foreach ((SlotKey source, HashSet<int> distinct) in ordered.Select(static entry => (entry.Key, entry.Value)))
        {
            int[] keys = [.. distinct];
            Array.Sort(keys);
            places.Add(source, (slots.Count, keys));
            for (int start = 0; start < keys.Length; start += MaxThresholds)
            {
                var part = new ArraySegment<int>(keys, start, Math.Min(MaxThresholds, keys.Length - start));
                slots.Add(new Slot(source, part, source.Kind == SlotKind.Member ? sets[source.Operand] : null));
            }
        }
        if (slots.Count > ushort.MaxValue)
            throw new TreeEnsembleException($"The ensemble compares features in {slots.Count} different ways; at most {ushort.MaxValue} are possible");
    }

    /// <summary>Where a condition reads, and the rank that must be exceeded.</summary>
    public (ushort Slot, short Limit) Place(Condition condition)
    {
        (int first, int[] keys) = places[condition.Slot];
        int place = Array.BinarySearch(keys, condition.Key);
        return ((ushort)(first + (place / MaxThresholds)), (short)(place % MaxThresholds));
    }

    private int Number(CategorySet set)
    {
        float[] values = [.. set.Values.Distinct().OrderBy(static value => value)];
        string content = set.Rounding + string.Join(',', values.Select(static value => FloatKey.Of(value)));
        if (setNumbers.TryGetValue(content, out int number)) return number;
        sets.Add(new CategorySet(values, set.Rounding));
        setNumbers.Add(content, sets.Count - 1);
        return sets.Count - 1;
    }
}
