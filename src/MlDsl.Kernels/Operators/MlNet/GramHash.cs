namespace MlDsl.Kernels.Operators;

/// <summary>Counts n-grams by their hash, MurmurHash3 over their keys, in ML.NET's way.</summary>
/// <param name="Length">The keys of the longest n-gram.</param>
/// <param name="Skips">How many keys may be left out.</param>
/// <param name="Seed">Where hashes begin.</param>
/// <param name="Places">How many hashes there are, a power of two.</param>
internal sealed record GramHash(int Length, int Skips, uint Seed, int Places) : IGramCounter
{
    private const int MaxGram = 1024;

    /// <summary>The number of the column, which takes part where hashes are ordered and it is not the first one.</summary>
    public uint Column { get; init; }

    /// <summary>Whether a single key is hashed as well.</summary>
    public bool IsRehashed { get; init; }

    /// <summary>Whether the number of the column takes part.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether n-grams of fewer keys count.</summary>
    public bool HasAll { get; init; }

    /// <summary>With the numbers that a model has.</summary>
    /// <exception cref="OperatorException">A number is out of range.</exception>
    public static GramHash Of(long length, long skips, long bits, long seed, long column, Operator owner)
    {
        if (length < 1 || skips < 0 || length + skips > MaxGram || bits is < 1 or > 30 || seed is < 0 or > uint.MaxValue || column is < 0 or > int.MaxValue)
            throw owner.Problem($"n-grams of {length} keys with {skips} left out have hashes of {bits} bits that begin with {seed}");
        return new GramHash((int)length, (int)skips, (uint)seed, 1 << (int)bits) { Column = (uint)column };
    }

    /// <inheritdoc />
    public void AddTo(Span<float> counts, ReadOnlySpan<int> keys)
    {
        for (int start = 0; start < keys.Length; start++)
        {
            ReadOnlySpan<int> window = keys.Slice(start, Math.Min(Length + Skips, keys.Length - start));
            uint first = (uint)window[0], hash = MlNetHash.Round(Seed, first);
            Add(counts, first, hash, 1);
            Follow(counts, window, hash, 1, 0);
        }
    }

    // The key at place i of the n-gram, with as many left out as before or more.
    private void Follow(Span<float> counts, ReadOnlySpan<int> window, uint hash, int i, int left)
    {
        if (i >= Length) return;
        for (int k = left; k <= Skips && k + i < window.Length; k++)
        {
            uint longer = MlNetHash.Round(hash, (uint)window[k + i]);
            Add(counts, 0, longer, i + 1);
            Follow(counts, window, longer, i + 1, k);
        }
    }

    private void Add(Span<float> counts, uint key, uint hash, int count)
    {
        if (!HasAll && Length > 1 && count < Length) return;

        // Where only the longest count, a key is never alone.
        bool isPlain = count == 1 && !IsRehashed && (HasAll || Length == 1);
        uint found = isPlain ? key : MlNetHash.Spread(MlNetHash.Round(hash, (uint)count));
        if (IsOrdered) found = MlNetHash.Spread(Column > 0 ? MlNetHash.Round(found, Column) : found);
        counts[(int)(found & ((uint)Places - 1))]++;
    }
}
