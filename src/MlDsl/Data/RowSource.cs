namespace MlDsl;

/// <summary>
/// Rows that can be read as often as needed, always the same ones in the same order. Passes are independent: several threads may
/// read at once.
/// </summary>
internal abstract class RowSource<TRow>
{
    private long count = -1;

    /// <summary>What messages call it: the file's path, or the row type.</summary>
    public abstract string Name { get; }

    /// <summary>The records left out, once a pass has come to the end.</summary>
    public virtual SkippedRows Skipped => SkippedRows.None;

    /// <summary>What broke the rows' contract and was not refused, once a pass has come to the end; null where the rows have none.</summary>
    public virtual Contracts.ContractTally? Broken => null;

    /// <summary>The rows where they lie in memory, so that they can be read in any order; null where a pass is the only way. May take a pass.</summary>
    public virtual IReadOnlyList<TRow>? InMemory => null;

    /// <summary>The number of rows where it is known without a pass; else null.</summary>
    public long? Known => InMemory is { } rows ? rows.Count : Interlocked.Read(ref count) is >= 0 and var known ? known : null;

    /// <summary>The rows of one pass, in batches that are reused.</summary>
    /// <param name="cancellation">Stops the pass.</param>
    /// <param name="team">The threads that may read; null for every processor.</param>
    /// <param name="texts">Whether the batches are to have <see cref="RowBatch{TRow}.Texts"/> where their rows come from a file.</param>
    public abstract IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team = null, bool texts = false);

    /// <summary>The rows of one pass, one by one.</summary>
    public IEnumerable<TRow> Rows()
    {
        foreach (RowBatch<TRow> batch in Batches(CancellationToken.None))
        {
            for (int i = 0; i < batch.Count; i++) yield return batch[i];
        }
    }

    /// <summary>The number of rows; takes a pass unless one has come to the end before.</summary>
    public long Count(CancellationToken cancellation)
    {
        if (Interlocked.Read(ref count) < 0)
        {
            foreach (RowBatch<TRow> _ in Batches(cancellation))
            {
                // The pass counts at its end.
            }
        }
        return Interlocked.Read(ref count);
    }

    /// <summary>
    /// What holds rows of <see cref="InMemory"/> against what their columns promise, as a pass does, and throws <see cref="InvalidValueException"/> where one breaks
    /// it, or <see cref="InvalidOperationException"/> where one is null. One for each pass; null where rows were held against it before.
    /// </summary>
    public virtual Action<RowBatch<TRow>>? Checker() => null;

    /// <summary>Notes the number of rows of a pass that came to its end.</summary>
    /// <returns>The number of the pass before that differed; −1 where they agree.</returns>
    protected long Differs(long rows)
    {
        long before = Interlocked.CompareExchange(ref count, rows, -1);
        return before < 0 || before == rows ? -1 : before;
    }
}
