namespace MlDsl.Kernels.Operators;

/// <summary>Known n-grams as a tree: each key leads from a beginning to a longer one. Counts those of a row in ML.NET's way.</summary>
internal sealed class GramTree : IGramCounter
{
    // The bits of a key in the number of a whole n-gram, of which there are as many as fit.
    private const int KeyBits = 21, MostKeys = 3;

    // A list of first keys has so many places at most, for those that are few and far between.
    private const int PlacesPerFirst = 4, LeastFirst = 1024;

    private readonly GramTable steps;
    // Where each first key leads; the table has those beyond.
    private readonly GramTable.Step[] first = [];
    private readonly int length, skips;
    // Whether n-grams are found by all their keys at once: without those left out, they are of one length.
    private readonly bool areWhole;

    /// <exception cref="OperatorException">The lists do not fit each other.</exception>
    public GramTree(long[] starts, long[] keys, long length, long skips, Operator owner)
    {
        if (starts is not [0, _, ..] || starts[^1] != keys.Length || length < 1 || skips < 0 || length + skips > 1024) throw owner.Problem($"{starts.Length - 1} n-grams of up to {length} keys have {keys.Length} keys");
        (this.length, this.skips, Count) = ((int)length, (int)skips, starts.Length - 1);
        var next = new Dictionary<(int From, int Key), int>();
        List<int> places = [-1];
        for (int gram = 0; gram < Count; gram++)
        {
            if (starts[gram + 1] < starts[gram] || starts[gram + 1] > keys.Length) throw owner.Problem($"n-gram {gram} ends before it begins");
            int node = 0;
            for (long at = starts[gram]; at < starts[gram + 1]; at++) node = Step(node, (int)keys[at]);
            places[node] = gram;
        }
        areWhole = skips == 0 && length is > 1 and <= MostKeys && !keys.Any(static key => key is < 0 or >= 1 << KeyBits) && Enumerable.Range(0, Count).All(gram => starts[gram + 1] - starts[gram] == length);
        steps = new GramTable(areWhole ? Whole() : [.. next.Select(step => new GramTable.Step(Pair(step.Key.From, step.Key.Key), step.Value, places[step.Value]))]);

        int[] roots = areWhole ? [] : [.. next.Keys.Where(static step => step is { From: 0, Key: >= 0 }).Select(static step => step.Key)];
        if (roots.Length > 0)
        {
            first = new GramTable.Step[Math.Min(roots.Max(), (PlacesPerFirst * roots.Length) + LeastFirst) + 1];
            for (int key = 0; key < first.Length; key++)
                first[key] = next.TryGetValue((0, key), out int node) ? new GramTable.Step(Pair(0, key), node, places[node]) : GramTable.Missing;
        }

        // Where an n-gram is given twice, the last one counts, as it does in the tree.
        IReadOnlyCollection<GramTable.Step> Whole()
        {
            var found = new Dictionary<ulong, GramTable.Step>();
            for (int gram = 0; gram < Count; gram++)
            {
                ulong all = 0;
                for (long at = starts[gram]; at < starts[gram + 1]; at++) all = (all << KeyBits) | (ulong)keys[at];
                found[all] = new GramTable.Step(all, gram + 1, gram);
            }
            return found.Values;
        }

        int Step(int node, int key)
        {
            if (next.TryGetValue((node, key), out int known)) return known;
            next.Add((node, key), places.Count);
            places.Add(-1);
            return places.Count - 1;
        }
    }

    /// <summary>How many n-grams are known.</summary>
    public int Count { get; }

    /// <inheritdoc />
    public void AddTo(Span<float> counts, ReadOnlySpan<int> keys)
    {
        if (areWhole)
        {
            AddWhole(counts, keys);
            return;
        }
        for (int start = 0; start < keys.Length; start++)
        {
            ReadOnlySpan<int> window = keys.Slice(start, Math.Min(length + skips, keys.Length - start));
            int key = window[0];
            GramTable.Step step = (uint)key < (uint)first.Length ? first[key] : steps.Find(Pair(0, key));
            if (step.Node == 0) continue;
            Add(step, counts);
            if (skips > 0) Follow(step.Node, window, 1, 0, counts);
            else for (int i = 1; i < window.Length && (step = steps.Find(Pair(step.Node, window[i]))).Node != 0; i++) Add(step, counts);
        }
    }

    private void AddWhole(Span<float> counts, ReadOnlySpan<int> keys)
    {
        ulong mask = (1ul << (KeyBits * length)) - 1, all = 0;
        int known = 0;
        foreach (int key in keys)
        {
            // No n-gram has a larger key.
            if ((uint)key >= 1 << KeyBits)
            {
                known = 0;
                continue;
            }
            all = ((all << KeyBits) | (uint)key) & mask;
            if (++known >= length) Add(steps.Find(all), counts);
        }
    }

    // The key at place i of the n-gram, with as many left out as before or more.
    private void Follow(int node, ReadOnlySpan<int> window, int i, int left, Span<float> counts)
    {
        if (i >= length) return;
        for (int k = left; k <= skips && k + i < window.Length; k++)
        {
            GramTable.Step longer = steps.Find(Pair(node, window[k + i]));
            if (longer.Node == 0) continue;
            Add(longer, counts);
            Follow(longer.Node, window, i + 1, k, counts);
        }
    }

    private static void Add(GramTable.Step step, Span<float> counts)
    {
        if (step.Place >= 0) counts[step.Place]++;
    }

    private static ulong Pair(int from, int key) => ((ulong)(uint)from << 32) | (uint)key;
}
