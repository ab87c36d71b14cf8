namespace MlDsl.Kernels;

/// <summary>
/// The slots of an ensemble: each feature with the sorted thresholds that its nodes compare it with. A row is turned into one small
/// integer per slot, how many thresholds it reaches, and all trees compare those. Nodes become 4 bytes, missing values and all comparison
/// modes disappear, and 8 nodes fit in one vector compare.
/// </summary>
/// <param name="isDouble">Whether features are compared in double precision.</param>
/// <param name="most">The most thresholds of one slot; a feature with more gets further slots.</param>
internal sealed class SlotTable(bool isDouble, int most = SlotTable.MaxThresholds)
{
    /// <summary>The most thresholds of a slot whose ranks have 16 bits.</summary>
    public const int MaxThresholds = short.MaxValue - 1;

    /// <summary>A limit that no rank exceeds.</summary>
    public const short Never = short.MaxValue;

    private readonly Dictionary<SlotKey, HashSet<long>> collected = [];
    private readonly Dictionary<CategorySet, int> setNumbers = new(SetContent.Instance);
    private readonly List<CategorySet> sets = [];
    private readonly Dictionary<SlotKey, (int First, long[] Keys)> places = [];
    private readonly List<Slot> slots = [];

    /// <summary>One slot: its source and its part of the sorted thresholds.</summary>
    public readonly record struct Slot(SlotKey Source, ArraySegment<long> Keys, CategorySet? Set);

    public IReadOnlyList<Slot> Slots => slots;

    public Condition Read(Tree tree, TreeNode node)
    {
        int set = node.Comparison == TreeComparison.Member ? Number(tree.CategorySets[node.Set]) : 0;
        return Condition.Of(node, Key(node.Threshold), set);
    }

    /// <summary>The category set that a slot's operand names.</summary>
    public CategorySet Set(long operand) => sets[(int)operand];

    public void Collect(Condition condition)
    {
        if (!collected.TryGetValue(condition.Slot, out HashSet<long>? keys)) collected.Add(condition.Slot, keys = []);
        keys.Add(condition.Key);
    }

    /// <summary>What slots are there for.</summary>
    public IReadOnlyCollection<SlotKey> Sources => collected.Keys;

    /// <summary>Numbers the slots, in the order of their features so that reading a row walks forward.</summary>
    /// <param name="last">Those that come last, each of which asks for a set.</param>
    /// <exception cref="TreeEnsembleException">There are more than a node can name.</exception>
    public void Close(IReadOnlySet<SlotKey>? last = null)
    {
        IEnumerable<KeyValuePair<SlotKey, HashSet<long>>> ordered = collected
            .OrderBy(entry => last is not null && last.Contains(entry.Key))
            .ThenBy(static entry => entry.Key.Kind)
            .ThenBy(static entry => entry.Key.Feature)
            .ThenBy(static entry => entry.Key.MissingIsHigh)
            .ThenBy(static entry => entry.Key.ZeroIsMissing)
            .ThenBy(static entry => entry.Key.Operand);
        foreach ((SlotKey source, HashSet<long> distinct) in ordered.Select(static entry => (entry.Key, entry.Value)))
        {
            long[] keys = [.. distinct];
            Array.Sort(keys);
            places.Add(source, (slots.Count, keys));
            for (int start = 0; start < keys.Length; start += most)
            {
                var part = new ArraySegment<long>(keys, start, Math.Min(most, keys.Length - start));
                slots.Add(new Slot(source, part, source.Kind == SlotKind.Member ? sets[(int)source.Operand] : null));
            }
        }
        if (slots.Count > ushort.MaxValue)
            throw new TreeEnsembleException($"The ensemble compares features in {slots.Count} different ways; at most {ushort.MaxValue} are possible");
    }

    /// <summary>Where a condition reads, and the rank that must be exceeded.</summary>
    public (ushort Slot, short Limit) Place(Condition condition)
    {
        (int first, long[] keys) = places[condition.Slot];
        int place = Array.BinarySearch(keys, condition.Key);
        return ((ushort)(first + (place / most)), (short)(place % most));
    }

    private long Key(double value) => isDouble ? NumberKey.Of(value) : NumberKey.Of((float)value);

    private int Number(CategorySet set)
    {
        CategorySet content = IsInOrder(set.Values) ? set : Ordered(set);
        if (setNumbers.TryGetValue(content, out int number)) return number;
        sets.Add(content);
        setNumbers.Add(content, sets.Count - 1);
        return sets.Count - 1;
    }

    // As readers of files give them.
    private bool IsInOrder(IReadOnlyList<double> values)
    {
        double last = double.NegativeInfinity;
        for (int i = 0; i < values.Count; i++)
        {
            double value = values[i];
            if (!(value > last && (isDouble || value == (float)value))) return false;
            last = value;
        }
        return true;
    }

    // As they are compared, in order and once each.
    private CategorySet Ordered(CategorySet set)
    {
        long[] keys = [.. set.Values.Select(Key)];
        double[] values = [.. set.Values.Select(value => isDouble ? value : (float)value)];
        Array.Sort(keys, values);
        int count = 0;
        for (int i = 0; i < values.Length; i++)
            if (count == 0 || values[i] != values[count - 1]) values[count++] = values[i];
        return new CategorySet(values[..count], set.Rounding);
    }

    /// <summary>Sets are equal where they hold the same numbers in the same order and round alike.</summary>
    private sealed class SetContent : IEqualityComparer<CategorySet>
    {
        public static readonly SetContent Instance = new();

        public bool Equals(CategorySet? x, CategorySet? y) => x!.Rounding == y!.Rounding && x.Values.SequenceEqual(y.Values);

        public int GetHashCode(CategorySet set)
        {
            var hash = default(HashCode);
            foreach (double value in set.Values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
