namespace MlDsl;

/// <summary>Rows of another source, read once and held.</summary>
internal sealed class HeldSource<TRow>(RowSource<TRow> inner) : RowSource<TRow>
{
    private readonly object gate = new();
    private volatile Held? held;

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override IReadOnlyList<TRow> InMemory => Hold(null, CancellationToken.None).Rows;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        (TRow[] rows, ulong[]? hashes) = Hold(team, cancellation);
        var batch = new RowBatch<TRow>();
        for (int from = 0; from < rows.Length; from += RowBatch<TRow>.Size)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Set(rows, from, Math.Min(RowBatch<TRow>.Size, rows.Length - from), from, hashes);
            yield return batch;
        }
        Differs(rows.Length);
    }

    private Held Hold(Team? team, CancellationToken cancellation)
    {
        if (held is { } before) return before;
        lock (gate)
        {
            if (held is { } others) return others;
            var rows = new List<TRow>();
            var texts = new List<ulong>();
            foreach (RowBatch<TRow> batch in inner.Batches(cancellation, team, texts: true))
            {
                rows.AddRange(batch.Rows);
                texts.AddRange(batch.Texts);
            }
            return held = new Held([.. rows], texts.Count > 0 ? [.. texts] : null);
        }
    }

    private sealed record Held(TRow[] Rows, ulong[]? Texts);
}
