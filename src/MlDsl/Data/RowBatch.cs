namespace MlDsl;

/// <summary>
/// Up to <see cref="Size"/> rows with their numbers, the unit in which rows flow. Reused: what it holds is valid until the next
/// batch is asked for.
/// </summary>
internal sealed class RowBatch<TRow>
{
    /// <summary>The most rows of a batch.</summary>
    public const int Size = 4096;

    private TRow[] rows = [];
    private long[]? numbers;
    private ulong[]? texts;
    private int offset;
    private long first;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The rows.</summary>
    public ReadOnlySpan<TRow> Rows => rows.AsSpan(offset, Count);

    /// <summary>What holds the rows, and where the first one lies in it.</summary>
    public (TRow[] Rows, int From) Held => (rows, offset);

    /// <summary>The row at <paramref name="index"/>, below <see cref="Count"/>.</summary>
    public TRow this[int index] => rows[offset + index];

    /// <summary>The number of row <paramref name="index"/> in the whole data set, from 0: the same on every pass.</summary>
    public long Number(int index) => numbers is null ? first + index : numbers[index];

    /// <summary>The hash of each row's text in its file; empty where the rows come from no file or nobody asked for it.</summary>
    public ReadOnlySpan<ulong> Texts => texts is null ? [] : texts.AsSpan(offset, Count);

    /// <summary>Takes rows that follow each other in the data set, and the hashes of their texts where they have some.</summary>
    public void Set(TRow[] source, int from, int count, long firstNumber, ulong[]? sourceTexts)
    {
        (rows, numbers, texts, offset, first, Count) = (source, null, sourceTexts, from, firstNumber, count);
    }

    /// <summary>Takes the chosen rows of another batch, with room for <see cref="Size"/>.</summary>
    public void Add(TRow row, long number)
    {
        if (numbers is null) (rows, numbers, offset) = (new TRow[Size], new long[Size], 0);
        rows[Count] = row;
        numbers[Count++] = number;
    }

    /// <summary>A copy that stays valid when the next batch is asked for.</summary>
    public RowBatch<TRow> Snapshot() => new()
    {
        rows = Rows.ToArray(),
        numbers = numbers?.AsSpan(0, Count).ToArray(),
        texts = texts is null ? null : Texts.ToArray(),
        first = first,
        Count = Count,
    };

    /// <summary>Forgets the rows.</summary>
    public void Clear() => Count = 0;
}
