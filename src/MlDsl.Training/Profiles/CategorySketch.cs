using System.Runtime.InteropServices;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>
/// How often each text of a column occurs: exactly up to <see cref="MostTexts"/> of them; above, by 2¹⁶ buckets of their hashes. The state depends on the multiset of
/// texts alone, so that every order and partition gives the same bits.
/// </summary>
/// <remarks>
/// The count of a text in buckets is too high by the other texts of its bucket: in the mean by a 65,536th of the rows (count-min with one row: Cormode,
/// Muthukrishnan, "An improved data stream summary", 2005). Which texts are frequent is then known from sampled rows, of which each needs as many as a category has rows at least.
/// </remarks>
internal sealed class CategorySketch
{
    /// <summary>The texts that are counted exactly at most.</summary>
    public const int MostTexts = 4096;

    /// <summary>The characters of a text that may be a category; longer ones are counted and not told apart.</summary>
    public const int Longest = 128;

    /// <summary>The buckets of hashes.</summary>
    public const int Buckets = 1 << Bits;

    private const int Bits = 16, Latest = 64;
    private const ulong Seed = 0x636F_756E_7473_2121;

    // The texts that came last, by length and ends: sources give the same strings again and again.
    private readonly (string? Text, Tally Tally)[] latest = new (string?, Tally)[Latest];
    private readonly DistinctSketch distinct = new();
    private Dictionary<string, Tally>? exact = new(StringComparer.Ordinal);
    private long[]? hashed;

    /// <summary>Counts a text of at most <see cref="Longest"/> characters.</summary>
    public void Add(string text)
    {
        if (exact is null)
        {
            AddHashed(text, 1);
            return;
        }
        ref (string? Text, Tally Tally) last = ref latest[text.Length == 0 ? 0 : (text.Length + (3 * text[0]) + (5 * text[text.Length >> 1]) + (7 * text[^1])) % Latest];
        if (!ReferenceEquals(last.Text, text)) last = (text, TallyOf(text));
        last.Tally.Count++;
        if (exact.Count > MostTexts) Spill();
    }

    /// <summary>Counts a text of at most <see cref="Longest"/> characters so many times.</summary>
    public void Add(string text, long count)
    {
        if (exact is null)
        {
            AddHashed(text, count);
            return;
        }
        TallyOf(text).Count += count;
        if (exact.Count > MostTexts) Spill();
    }

    /// <summary>Counts all that another sketch counted.</summary>
    public void Merge(CategorySketch other)
    {
        if (other.exact is { } texts)
        {
            foreach (var (text, tally) in texts) Add(text, tally.Count);
            return;
        }
        Merge(other.hashed!, other.distinct);
    }

    /// <summary>Counts what was counted by buckets.</summary>
    public void Merge(ReadOnlySpan<long> buckets, DistinctSketch texts)
    {
        if (exact is not null) Spill();
        for (int i = 0; i < Buckets; i++) hashed![i] += buckets[i];
        distinct.Merge(texts);
    }

    /// <summary>Whether texts are counted one by one.</summary>
    public bool IsExact => exact is not null;

    /// <summary>The texts with their counts in ordinal order; null where they are counted by buckets.</summary>
    public IReadOnlyList<(string Text, long Count)>? Exact => exact is null ? null : [.. exact.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => (one.Key, one.Value.Count))];

    /// <summary>The counts of the buckets, and what is known of how many texts are in them; none where texts are counted.</summary>
    public (long[] Counts, DistinctSketch Distinct)? Hashed => hashed is null ? null : (hashed, distinct);

    /// <summary>The rows of each of some texts, as this counts them: with all texts of its bucket where <paramref name="isHashed"/>.</summary>
    public long[] CountsOf(IReadOnlyList<string> texts, bool isHashed)
    {
        var counts = new long[texts.Count];
        if (!isHashed)
        {
            for (int i = 0; i < counts.Length; i++) counts[i] = exact!.TryGetValue(texts[i], out Tally? tally) ? tally.Count : 0;
            return counts;
        }
        long[] buckets = hashed ?? new long[Buckets];
        foreach (var (text, tally) in exact ?? []) buckets[BucketOf(text)] += tally.Count;
        for (int i = 0; i < counts.Length; i++) counts[i] = buckets[BucketOf(texts[i])];
        return counts;
    }

    /// <summary>The rows with a text.</summary>
    public long Rows => exact?.Values.Sum(static t => t.Count) ?? hashed!.Sum();

    /// <summary>How many distinct texts there were: exactly, or about.</summary>
    public double Distinct => exact?.Count ?? distinct.Estimate();

    /// <summary>The most frequent texts, by descending count and then in ordinal order.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="least">The rows of each at least.</param>
    /// <param name="sampled">The texts of sampled rows, each as often as it was sampled: where not all are counted exactly, a frequent one has <paramref name="least"/> of these.</param>
    /// <param name="rows">The rows with a text, which the counts of several do not exceed together.</param>
    public List<(string Text, long Count)> Frequent(int most, int least, IEnumerable<string> sampled, long rows)
    {
        if (exact is null) return FrequentHashed(most, least, sampled, rows);
        List<(string Text, long Count)> all = [.. exact.Where(e => e.Value.Count >= least && CategoryKeys.IsWhole(e.Key)).Select(static e => (e.Key, e.Value.Count))];
        all.Sort(static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Text, b.Text));
        return all.Count > most ? all[..most] : all;
    }

    // The count of a bucket is that of all its texts, so that only the sample tells which of them has rows enough: each of its rows is a row.
    private List<(string Text, long Count)> FrequentHashed(int most, int least, IEnumerable<string> sampled, long rows)
    {
        List<(string Text, long Count, int Seen)> all = [];
        foreach (var same in sampled.GroupBy(static text => text, StringComparer.Ordinal))
            if (same.Count() is var seen && seen >= least && CategoryKeys.IsWhole(same.Key)) all.Add((same.Key, hashed![BucketOf(same.Key)], seen));
        all.Sort(static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Seen != b.Seen ? b.Seen.CompareTo(a.Seen) : string.CompareOrdinal(a.Text, b.Text));
        List<(string, long)> kept = [];
        HashSet<int> taken = [];
        foreach (var (text, count, _) in all)
        {
            if (kept.Count == most || count > rows) break;
            // Two texts of one bucket have one count, which is mostly that of the one with more sampled rows.
            if (!taken.Add(BucketOf(text))) continue;
            kept.Add((text, count));
            rows -= count;
        }
        return kept;
    }

    private static int BucketOf(string text) => StableHash.Bucket(StableHash.Of(text, Seed), Bits);

    private Tally TallyOf(string text)
    {
        ref Tally? tally = ref CollectionsMarshal.GetValueRefOrAddDefault(exact!, text, out _);
        return tally ??= new();
    }

    private void AddHashed(string text, long count)
    {
        ulong hash = StableHash.Of(text, Seed);
        hashed![StableHash.Bucket(hash, Bits)] += count;
        // The register is not that of the bucket, which the same bits would choose.
        distinct.Add(RowHash.Mix(hash));
    }

    private void Spill()
    {
        Dictionary<string, Tally> all = exact!;
        (exact, hashed) = (null, new long[Buckets]);
        Array.Clear(latest);
        foreach (var (text, tally) in all) AddHashed(text, tally.Count);
    }

    private sealed class Tally
    {
        public long Count;
    }
}
