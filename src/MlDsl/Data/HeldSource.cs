using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>Rows of another source, read once and held: in memory, and where there is a spool only up to a bound, beyond which all are in its file.</summary>
internal sealed class HeldSource<TRow> : RowSource<TRow> where TRow : IRow<TRow>
{
    private readonly RowSource<TRow> inner;
    private readonly long most = long.MaxValue;
    private readonly Spool? spool;
    private readonly object gate = new();
    private volatile Held? held;

    /// <summary>Rows that are held in memory, however many.</summary>
    public HeldSource(RowSource<TRow> inner) => this.inner = inner;

    /// <summary>Rows that are held in memory up to <paramref name="most"/>, and in a file if there are more.</summary>
    /// <exception cref="ArgumentException">A property of the spool is out of its range.</exception>
    public HeldSource(RowSource<TRow> inner, long most, Spool spool) : this(inner)
    {
        spool.Validate();
        (this.most, this.spool) = (most, spool);
    }

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override Contracts.ContractTally? Broken => inner.Broken;

    public override IReadOnlyList<TRow>? InMemory => Hold(null, CancellationToken.None).Rows;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        Held all = Hold(team, cancellation);
        return all.Spooled is { } spooled ? InFile(spooled, team, cancellation) : InArray(all.Rows!, all.Texts, cancellation);
    }

    private IEnumerable<RowBatch<TRow>> InArray(TRow[] rows, ulong[]? hashes, CancellationToken cancellation)
    {
        var batch = new RowBatch<TRow>();
        for (int from = 0; from < rows.Length; from += RowBatch<TRow>.Size)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Set(rows, from, Math.Min(RowBatch<TRow>.Size, rows.Length - from), from, hashes);
            yield return batch;
        }
        Differs(rows.Length);
    }

    private IEnumerable<RowBatch<TRow>> InFile(SpooledRows<TRow> rows, Team? team, CancellationToken cancellation)
    {
        using Team? own = team is null ? Team.OfAll() : null;
        foreach (RowBatch<TRow> batch in rows.Batches((team ?? own)!, cancellation)) yield return batch;
        Differs(rows.Count);
    }

    private Held Hold(Team? team, CancellationToken cancellation)
    {
        if (held is { } before) return before;
        lock (gate) return held ??= Read(team, cancellation);
    }

    private Held Read(Team? team, CancellationToken cancellation)
    {
        var rows = new List<TRow>();
        var texts = new List<ulong>();
        SpooledRows<TRow>? spooled = null;
        try
        {
            foreach (RowBatch<TRow> batch in inner.Batches(cancellation, team, texts: true))
            {
                if (spooled is null && rows.Count + batch.Count <= most)
                {
                    rows.AddRange(batch.Rows);
                    texts.AddRange(batch.Texts);
                    continue;
                }
                if (spooled is null)
                {
                    spooled = new SpooledRows<TRow>(spool!, Name);
                    foreach (TRow row in CollectionsMarshal.AsSpan(rows)) spooled.Add(row);
                    rows = [];
                }
                foreach (TRow row in batch.Rows) spooled.Add(row);
            }
            spooled?.End();
        }
        catch
        {
            spooled?.Dispose();
            throw;
        }
        return spooled is null ? new Held([.. rows], texts.Count > 0 ? [.. texts] : null, null) : new Held(null, null, spooled);
    }

    /// <summary>The rows and the hashes of their texts, or the rows in a file.</summary>
    private sealed record Held(TRow[]? Rows, ulong[]? Texts, SpooledRows<TRow>? Spooled);
}
