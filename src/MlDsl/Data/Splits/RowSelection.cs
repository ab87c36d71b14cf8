namespace MlDsl;

/// <summary>One side of a split: which rows of a source belong to it, by one byte per row that all sides share.</summary>
internal sealed class RowSelection<TRow>
{
    private readonly byte[]? sides;
    private readonly bool[] chosen;
    private readonly string? empty;

    /// <summary>The rows whose byte in <paramref name="sides"/> is one of <paramref name="members"/>.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="sides">The side of each row, by its number; null where every row is meant.</param>
    /// <param name="members">The sides that belong.</param>
    /// <param name="fingerprint">That of the chosen rows.</param>
    /// <param name="description">How the sides were made.</param>
    /// <param name="empty">Why there are no rows, where that was asked for.</param>
    public RowSelection(
        RowSource<TRow> source, byte[]? sides, ReadOnlySpan<byte> members, DataFingerprint fingerprint, SplitDescription description, string? empty = null)
    {
        Source = source;
        this.sides = sides;
        this.empty = empty;
        chosen = new bool[256];
        foreach (byte member in members) chosen[member] = true;
        Fingerprint = fingerprint;
        Description = description;
    }

    public RowSource<TRow> Source { get; }

    public DataFingerprint Fingerprint { get; }

    public SplitDescription Description { get; }

    public long Count => Fingerprint.Rows;

    /// <summary>Whether row <paramref name="number"/> of the source belongs to the side.</summary>
    /// <exception cref="InvalidOperationException">The side was asked to be empty, or the source has grown since.</exception>
    public bool Has(long number)
    {
        if (empty is not null) throw new InvalidOperationException(empty);
        if (sides is null) return true;
        return number < sides.Length ? chosen[sides[number]] : throw Grown();
    }

    /// <summary>The chosen rows of one pass in the order of the source, in batches that are reused.</summary>
    /// <param name="cancellation">Stops the pass.</param>
    /// <param name="team">The threads that may read; null for every processor.</param>
    /// <param name="texts">Whether the batches of all rows of a file are to have <see cref="RowBatch{TRow}.Texts"/>.</param>
    /// <exception cref="InvalidOperationException">The side was asked to be empty.</exception>
    public IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team = null, bool texts = false)
    {
        if (empty is not null) throw new InvalidOperationException(empty);
        return sides is null ? Source.Batches(cancellation, team, texts) : Filter(team, cancellation);
    }

    public IEnumerable<TRow> Rows()
    {
        foreach (RowBatch<TRow> batch in Batches(CancellationToken.None))
        {
            for (int i = 0; i < batch.Count; i++) yield return batch[i];
        }
    }

    private IEnumerable<RowBatch<TRow>> Filter(Team? team, CancellationToken cancellation)
    {
        var batch = new RowBatch<TRow>();
        foreach (RowBatch<TRow> all in Source.Batches(cancellation, team))
        {
            for (int i = 0; i < all.Count; i++)
            {
                long number = all.Number(i);
                if (Has(number)) batch.Add(all[i], number);
                if (batch.Count < RowBatch<TRow>.Size) continue;
                yield return batch;
                batch.Clear();
            }
        }
        if (batch.Count > 0) yield return batch;
    }

    private InvalidOperationException Grown() =>
        new($"{Source.Name} has more rows now than the {sides!.Length} that were split; split again, or split data that does not change");
}
