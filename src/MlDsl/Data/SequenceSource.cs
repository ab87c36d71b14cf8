namespace MlDsl;

/// <summary>Rows of a sequence, enumerated again on each pass; nothing is held. An array is read where it lies.</summary>
internal sealed class SequenceSource<TRow>(IEnumerable<TRow> sequence) : RowSource<TRow> where TRow : IRow<TRow>
{
    // As a delegate: shared code of a type parameter looks the method up at every call.
    private static readonly Action<TRow, RowCheck> CheckRow = TRow.Check;

    public override string Name { get; } = $"the rows of {typeof(TRow).Name}";

    public override IReadOnlyList<TRow>? InMemory => sequence as IReadOnlyList<TRow>;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        var batch = new RowBatch<TRow>();
        var check = new RowCheck(TRow.Schema);
        long number = 0;
        foreach ((TRow[] rows, int from, int count) in Runs())
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Set(rows, from, count, number, null);
            Check(batch, check);
            number += count;
            yield return batch;
        }
        if (Differs(number) is >= 0 and long before)
            throw new InvalidOperationException(
                $"the sequence for Dataset<{typeof(TRow).Name}>.FromRows gave {before} rows on an earlier pass and {number} now; "
                    + "it is enumerated once per pass, so make it a list, or a query that always gives the same rows");
    }

    public override Action<RowBatch<TRow>> Checker()
    {
        var check = new RowCheck(TRow.Schema);
        return rows => Check(rows, check);
    }

    /// <summary>Holds the rows of a batch against what their columns promise.</summary>
    internal static void Check(RowBatch<TRow> batch, RowCheck check)
    {
        ReadOnlySpan<TRow> rows = batch.Rows;
        Action<TRow, RowCheck> own = CheckRow;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null)
                throw new InvalidOperationException(
                    $"row {batch.Number(i)} of the sequence for Dataset<{typeof(TRow).Name}>.FromRows is null; leave it out");
            check.Row = batch.Number(i);
            own(rows[i], check);
        }
    }

    // Of an array of a derived type there are no spans.
    private IEnumerable<(TRow[] Rows, int From, int Count)> Runs()
    {
        if (sequence is TRow[] array && array.GetType() == typeof(TRow[]))
        {
            for (int from = 0; from < array.Length; from += RowBatch<TRow>.Size) yield return (array, from, Math.Min(RowBatch<TRow>.Size, array.Length - from));
            yield break;
        }
        TRow[] buffer = [];
        int count = 0;
        foreach (TRow row in sequence)
        {
            // A short sequence takes a short buffer.
            if (count == buffer.Length) Array.Resize(ref buffer, Math.Clamp(count * 2, 16, RowBatch<TRow>.Size));
            buffer[count++] = row;
            if (count < RowBatch<TRow>.Size) continue;
            yield return (buffer, 0, count);
            count = 0;
        }
        if (count > 0) yield return (buffer, 0, count);
    }
}
