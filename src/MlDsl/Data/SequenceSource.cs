namespace MlDsl;

/// <summary>Rows of a sequence, enumerated again on each pass; nothing is held. An array is read where it lies.</summary>
internal sealed class SequenceSource<TRow>(IEnumerable<TRow> sequence) : RowSource<TRow> where TRow : IRow<TRow>
{
    // As a delegate: shared code of a type parameter looks the method up at every call.
    private static readonly Action<TRow, RowCheck> CheckRow = TRow.Check;

    private static readonly Func<TRow, RowCheck, TRow> HoldRow = TRow.Hold;
    private static readonly Contracts.DatasetContract? Contract = TRow.Contract;
    private volatile Contracts.ContractTally? broken;

    public override string Name { get; } = $"the rows of {typeof(TRow).Name}";

    // Rows of which the contract makes others are not those of the sequence.
    public override IReadOnlyList<TRow>? InMemory => Contract is { Alters: true } ? null : sequence as IReadOnlyList<TRow>;

    public override Contracts.ContractTally? Broken => broken;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        var batch = new RowBatch<TRow>();
        var check = new RowCheck(TRow.Schema, Contract);
        TRow[] own = Contract is { Alters: true } ? new TRow[RowBatch<TRow>.Size] : [];
        long number = 0;
        foreach ((TRow[] rows, int from, int count) in Runs())
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Set(rows, from, count, number, null);
            Check(batch, check, own);
            if (own.Length > 0) batch.Set(own, 0, count, number, null);
            number += count;
            yield return batch;
        }
        broken = check.Tally;
        if (Differs(number) is >= 0 and long before)
            throw new InvalidOperationException(
                $"the sequence for Dataset<{typeof(TRow).Name}>.FromRows gave {before} rows on an earlier pass and {number} now; "
                    + "it is enumerated once per pass, so make it a list, or a query that always gives the same rows");
    }

    public override Action<RowBatch<TRow>> Checker()
    {
        var check = new RowCheck(TRow.Schema, Contract);
        return rows => Check(rows, check, []);
    }

    /// <summary>Holds the rows of a batch against what their columns promise, and against their contract.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="check">What holds them.</param>
    /// <param name="held">Room for the rows that the contract lets through; empty where it makes no others.</param>
    internal static void Check(RowBatch<TRow> batch, RowCheck check, Span<TRow> held)
    {
        ReadOnlySpan<TRow> rows = batch.Rows;
        Action<TRow, RowCheck> promised = CheckRow;
        Func<TRow, RowCheck, TRow>? contract = Contract is null ? null : HoldRow;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null)
                throw new InvalidOperationException(
                    $"row {batch.Number(i)} of the sequence for Dataset<{typeof(TRow).Name}>.FromRows is null; leave it out");
            check.Row = batch.Number(i);
            promised(rows[i], check);
            if (contract is null) continue;
            TRow row = contract(rows[i], check);
            if (!held.IsEmpty) held[i] = row;
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
