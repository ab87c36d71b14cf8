namespace MlDsl;

/// <summary>Rows of another source, read once and held.</summary>
internal sealed class HeldSource<TRow>(RowSource<TRow> inner) : RowSource<TRow>
{
    private readonly object gate = new();
    private volatile TRow[]? held;

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation)
    {
        TRow[] rows = Hold(cancellation);
        var batch = new RowBatch<TRow>();
        for (int from = 0; from < rows.Length; from += RowBatch<TRow>.Size)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Set(rows, from, Math.Min(RowBatch<TRow>.Size, rows.Length - from), from);
            yield return batch;
        }
        Differs(rows.Length);
    }

    private TRow[] Hold(CancellationToken cancellation)
    {
        if (held is { } rows) return rows;
        lock (gate)
        {
            if (held is { } others) return others;
            var list = new List<TRow>();
            foreach (RowBatch<TRow> batch in inner.Batches(cancellation)) list.AddRange(batch.Rows);
            return held = [.. list];
        }
    }
}
