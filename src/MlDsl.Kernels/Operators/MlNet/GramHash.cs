namespace MlDsl.Kernels.Operators;

/// <summary>Counts n-grams by their hash, MurmurHash3 over their keys, in ML.NET's way.</summary>
/// <param name="length">The keys of the longest n-gram.</param>
/// <param name="skips">How many keys may be left out.</param>
/// <param name="seed">Where hashes begin.</param>
/// <param name="mask">The bits that a hash has.</param>
internal sealed class GramHash(int length, int skips, uint seed, uint mask) : IGramCounter
{
    /// <summary>The number of the column, which takes part where hashes are ordered and it is not the first one.</summary>
    public uint Column { get; init; }

    /// <summary>Whether a single key is hashed as well.</summary>
    public bool IsRehashed { get; init; }

    /// <summary>Whether the number of the column takes part.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether n-grams of fewer keys count.</summary>
    public bool HasAll { get; init; }

    /// <inheritdoc />
    public void AddTo(Span<float> counts, ReadOnlySpan<int> keys)
    {
        for (int start = 0; start < keys.Length; start++)
        {
            ReadOnlySpan<int> window = keys.Slice(start, Math.Min(length + skips, keys.Length - start));
            uint first = (uint)window[0], hash = MlNetHash.Round(seed, first);
            Add(counts, first, hash, 1);
            Follow(counts, window, hash, 1, 0);
        }
    }

    // The key at place i of the n-gram, with as many left out as before or more.
    private void Follow(Span<float> counts, ReadOnlySpan<int> window, uint hash, int i, int left)
    {
        if (i >= length) return;
        for (int k = left; k <= skips && k + i < window.Length; k++)
        {
            uint longer = MlNetHash.Round(hash, (uint)window[k + i]);
            Add(counts, 0, longer, i + 1);
            Follow(counts, window, longer, i + 1, k);
        }
    }

    private void Add(Span<float> counts, uint key, uint hash, int count)
    {
        if (!HasAll && length > 1 && count < length) return;

        // Where only the longest count, a key is never alone.
        bool isPlain = count == 1 && !IsRehashed && (HasAll || length == 1);
        uint found = isPlain ? key : MlNetHash.Spread(MlNetHash.Round(hash, (uint)count));
        if (IsOrdered) found = MlNetHash.Spread(Column > 0 ? MlNetHash.Round(found, Column) : found);
        counts[(int)(found & mask)]++;
    }
}
