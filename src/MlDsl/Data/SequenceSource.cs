namespace MlDsl;

/// <summary>Rows of a sequence, enumerated again on each pass; nothing is held.</summary>
internal sealed class SequenceSource<TRow>(IEnumerable<TRow> sequence) : RowSource<TRow> where TRow : IRow<TRow>
{
    public override string Name { get; } = $"the rows of {typeof(TRow).Name}";

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team)
    {
        var batch = new RowBatch<TRow>();
        var check = new RowCheck(TRow.Schema);
        long number = 0;
        foreach (TRow[] rows in sequence.Chunk(RowBatch<TRow>.Size))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i] is null)
                    throw new InvalidOperationException(
                        $"row {number + i} of the sequence for Dataset<{typeof(TRow).Name}>.FromRows is null; leave it out");
                check.Row = number + i;
                TRow.Check(rows[i], check);
            }
            batch.Set(rows, 0, rows.Length, number, null);
            number += rows.Length;
            yield return batch;
        }
        if (Differs(number) is >= 0 and long before)
            throw new InvalidOperationException(
                $"the sequence for Dataset<{typeof(TRow).Name}>.FromRows gave {before} rows on an earlier pass and {number} now; "
                    + "it is enumerated once per pass, so make it a list, or a query that always gives the same rows");
    }
}
