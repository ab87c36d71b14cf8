using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's TfIdfVectorizer of texts: counts the n-grams of a pool.</summary>
/// <param name="maxGramLength">The longest n-gram.</param>
/// <param name="maxSkipCount">How many words may be left out between those of an n-gram.</param>
/// <param name="minGramLength">The shortest n-gram.</param>
/// <param name="mode"><c>TF</c>, <c>IDF</c> or <c>TFIDF</c>.</param>
/// <param name="ngramCounts">Where in the pool the n-grams of each length begin.</param>
/// <param name="ngramIndexes">The position of each n-gram in the result.</param>
/// <param name="poolStrings">The n-grams one after another, the short ones first.</param>
/// <param name="weights">The weight of each n-gram; 1 where they are absent.</param>
[Operator("TfIdfVectorizer", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TfIdfOfTexts(
    long maxGramLength, long maxSkipCount, long minGramLength, string mode, long[] ngramCounts, long[] ngramIndexes, string[] poolStrings, float[]? weights = null) : Operator
{
    private readonly NGrams<string> grams = new(maxGramLength, maxSkipCount, minGramLength, mode, ngramCounts, ngramIndexes, poolStrings, weights);

    /// <summary>Counts.</summary>
    /// <param name="x">Words [C], or rows of them [N, C].</param>
    /// <param name="y">[D] or [N, D].</param>
    public void Run(Tensor<string> x, [Result] Tensor<float> y)
    {
        if (grams.Write(x, y) is { } problem) throw Error(problem);
    }
}

/// <summary>ONNX's TfIdfVectorizer of numbers.</summary>
/// <param name="maxGramLength">The longest n-gram.</param>
/// <param name="maxSkipCount">How many numbers may be left out between those of an n-gram.</param>
/// <param name="minGramLength">The shortest n-gram.</param>
/// <param name="mode"><c>TF</c>, <c>IDF</c> or <c>TFIDF</c>.</param>
/// <param name="ngramCounts">Where in the pool the n-grams of each length begin.</param>
/// <param name="ngramIndexes">The position of each n-gram in the result.</param>
/// <param name="poolInt64s">The n-grams one after another, the short ones first.</param>
/// <param name="weights">The weight of each n-gram; 1 where they are absent.</param>
[Operator("TfIdfVectorizer", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TfIdfOfNumbers<T>(
    long maxGramLength, long maxSkipCount, long minGramLength, string mode, long[] ngramCounts, long[] ngramIndexes, long[] poolInt64s, float[]? weights = null) : Operator
    where T : unmanaged, System.Numerics.IBinaryInteger<T>
{
    private readonly NGrams<T> grams = new(maxGramLength, maxSkipCount, minGramLength, mode, ngramCounts, ngramIndexes, [.. poolInt64s.Select(T.CreateTruncating)], weights);

    /// <summary>Counts.</summary>
    /// <param name="x">Numbers [C], or rows of them [N, C].</param>
    /// <param name="y">[D] or [N, D].</param>
    public void Run(Tensor<T> x, [Result] Tensor<float> y)
    {
        if (grams.Write(x, y) is { } problem) throw Error(problem);
    }
}

/// <summary>A pool of n-grams as a tree: each word leads from a beginning to a longer one.</summary>
internal sealed class NGrams<T>
    where T : notnull
{
    private readonly Dictionary<(int From, T Word), int> next = [];
    private readonly List<int> entries = [-1];
    private readonly long[] positions;
    private readonly float[]? weights;
    private readonly string mode;
    private readonly int longest, shortest, width;
    private readonly long skips;

    /// <exception cref="OperatorException">The lists do not fit each other.</exception>
    public NGrams(long maxGramLength, long maxSkipCount, long minGramLength, string mode, long[] starts, long[] positions, T[] pool, float[]? weights)
    {
        if (mode is not ("TF" or "IDF" or "TFIDF")) throw new OperatorException($"mode is '{mode}'; TF, IDF or TFIDF is expected");
        if (minGramLength < 1 || maxGramLength < minGramLength || maxGramLength > starts.Length || maxSkipCount < 0)
            throw new OperatorException($"n-grams of {minGramLength} to {maxGramLength} words with {maxSkipCount} skips do not fit ngram_counts of {starts.Length} entries");
        (this.mode, this.positions, this.weights, skips) = (mode, positions, weights, maxSkipCount);
        (longest, shortest) = ((int)maxGramLength, (int)minGramLength);
        int gram = 0;
        for (int length = 1; length <= starts.Length; length++)
        {
            long end = length < starts.Length ? starts[length] : pool.Length;
            if (starts[length - 1] < 0 || end < starts[length - 1] || end > pool.Length || (end - starts[length - 1]) % length != 0)
                throw new OperatorException($"the pool has no whole n-grams of {length} words from {starts[length - 1]} to {end}");
            for (long at = starts[length - 1]; at < end; at += length) Add(pool.AsSpan((int)at, length), gram++);
        }
        if (positions.Length != gram || (weights is not null && weights.Length != gram)) throw new OperatorException($"the pool has {gram} n-grams; ngram_indexes and weights have {positions.Length} and {weights?.Length ?? gram}");
        foreach (long position in positions)
            width = position is >= 0 and < int.MaxValue ? Math.Max(width, (int)position + 1) : throw new OperatorException(string.Create(CultureInfo.InvariantCulture, $"ngram_indexes has the position {position}"));
    }

    /// <returns>What does not fit; null where all is well.</returns>
    public string? Write(Tensor<T> x, Tensor<float> y)
    {
        if (x.Rank is not (1 or 2)) return $"the input has the shape {ShapeText.Of(x)}; [C] or [N, C] is expected";
        int count = x.Size(-1), rows = x.Rank == 1 ? 1 : x.Size(0);
        if (x.Rank == 1) y.Resize(width);
        else y.Resize(rows, width);
        y.Values.Clear();
        for (int row = 0; row < rows; row++) Count(x.Values.Slice(row * count, count), y.Values.Slice(row * width, width));
        return null;
    }

    private void Add(ReadOnlySpan<T> words, int gram)
    {
        int at = 0;
        foreach (T word in words)
        {
            if (!next.TryGetValue((at, word), out int to))
            {
                next[(at, word)] = to = entries.Count;
                entries.Add(-1);
            }
            at = to;
        }
        if (entries[at] < 0) entries[at] = gram;
    }

    private void Count(ReadOnlySpan<T> words, Span<float> into)
    {
        for (int distance = 1; distance <= skips + 1; distance++)
            for (int start = 0; start < words.Length; start++)
            {
                int at = 0;
                for (int length = 1, i = start; length <= longest && i < words.Length && next.TryGetValue((at, words[i]), out at); length++, i += distance)
                {
                    // Single words have nothing between them: they count once, whatever may be left out.
                    if (length >= shortest && (length > 1 || distance == 1) && entries[at] >= 0) Hit(entries[at], into);
                }
            }
    }

    private void Hit(int gram, Span<float> into)
    {
        float weight = mode == "TF" || weights is null ? 1f : weights[gram];
        ref float place = ref into[(int)positions[gram]];
        place = mode == "IDF" ? weight : place + weight;
    }
}
