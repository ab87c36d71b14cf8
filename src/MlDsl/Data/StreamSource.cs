namespace MlDsl;

/// <summary>Rows that come one after the other and once only; who holds them reads them again.</summary>
internal sealed class StreamSource<TRow>(IAsyncEnumerable<TRow> stream, long most = long.MaxValue) : RowSource<TRow> where TRow : IRow<TRow>
{
    private volatile Contracts.ContractTally? broken;
    private int begun;

    public override string Name { get; } = $"the stream of {typeof(TRow).Name}";

    public override Contracts.ContractTally? Broken => broken;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        if (Interlocked.Exchange(ref begun, 1) == 1)
            throw new InvalidOperationException($"{Name} was begun before and did not come to its end; it is read once only, so make the data set again from a new stream");
        var batch = new RowBatch<TRow>();
        var check = new RowCheck(TRow.Schema, TRow.Contract);
        var rows = new TRow[RowBatch<TRow>.Size];
        long number = 0;
        IAsyncEnumerator<TRow> enumerator = stream.GetAsyncEnumerator(cancellation);
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                // On a thread of the pool, where no context of the caller's waits for itself.
                int count = Task.Run(() => FillAsync(enumerator, rows), CancellationToken.None).GetAwaiter().GetResult();
                if (count == 0) break;
                if (number + count > most)
                {
                    throw new DataFormatException(FormattableString.Invariant(
                        $"{Name} gave more than {most} rows, which is the most that are held, and it cannot be read twice; raise maxHeldRows, give a Spool that takes more, or write the rows to a file and read that"))
                    { File = Name };
                }
                batch.Set(rows, 0, count, number, null);
                SequenceSource<TRow>.Check(batch, check, TRow.Contract is { Alters: true } ? rows : []);
                number += count;
                yield return batch;
            }
        }
        finally
        {
            Task.Run(async () => await enumerator.DisposeAsync().ConfigureAwait(false), CancellationToken.None).GetAwaiter().GetResult();
        }
        broken = check.Tally;
        Differs(number);
    }

    private static async Task<int> FillAsync(IAsyncEnumerator<TRow> stream, TRow[] rows)
    {
        int count = 0;
        while (count < rows.Length && await stream.MoveNextAsync().ConfigureAwait(false)) rows[count++] = stream.Current;
        return count;
    }
}
