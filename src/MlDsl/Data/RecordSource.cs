namespace MlDsl;

/// <summary>Rows of records, read again on each pass. Where nothing else tells that the records changed, the passes' rows are compared by a hash.</summary>
internal sealed class RecordSource<TRow> : RowSource<TRow> where TRow : IRow<TRow>
{
    private const int BatchRows = 256;
    private readonly IRecordOrigin origin;
    private readonly RecordOptions options;
    private readonly string[] columns;
    private readonly string? stamp;
    private readonly long most;
    private readonly string tooMany;
    private readonly object gate = new();
    private volatile SkippedRows skipped = SkippedRows.None;
    private volatile Contracts.ContractTally? broken;
    private ulong? hashBefore;

    /// <summary>Rows of the origin.</summary>
    /// <param name="origin">Where records come from.</param>
    /// <param name="options">How they become rows.</param>
    /// <param name="most">The most records of a pass.</param>
    /// <param name="tooMany">What is said where there are more.</param>
    public RecordSource(IRecordOrigin origin, RecordOptions options, long most = long.MaxValue, string tooMany = "")
    {
        options.Validate(TRow.Schema);
        (this.origin, this.options, this.most, this.tooMany) = (origin, options, most, tooMany);
        columns = [.. TRow.Schema.Stored.SelectMany(column => RecordBinding.Wanted(column, options)).Distinct()];
        stamp = origin.Stamp;
    }

    public override string Name => origin.Name;

    public override SkippedRows Skipped => skipped;

    public override Contracts.ContractTally? Broken => broken;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        CheckUnchanged();
        using RecordReader reader = origin.Open(columns, cancellation);
        RecordBinding binding = RecordBinding.Of(reader, TRow.Schema, reader.File ?? Name, options);
        var tally = Contracts.ContractTally.Of(TRow.Contract);
        var fields = new TypedFields(new RecordFields(TRow.Schema, binding, reader, Name, options), TRow.Schema, tally, options.AreMadeUp);
        var batch = new RowBatch<TRow>();
        var rows = new TRow[BatchRows];
        var (hash, left, first) = (new RowHash(), 0L, new List<DataFormatException>());
        long number = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Fill(rows, reader, fields, ref hash, ref left, first);
            if (count == 0) break;
            if (number + count > most) throw new DataFormatException($"{Name}: {tooMany}") { File = Name };
            batch.Set(rows, 0, count, number, null);
            number += count;
            yield return batch;
        }
        (skipped, broken) = (left == 0 ? SkippedRows.None : new SkippedRows(left, first), tally);
        CheckUnchanged();
        if (Differs(number) >= 0 || DiffersIn(hash.Value)) throw Changed();
    }

    private int Fill(TRow[] rows, RecordReader reader, TypedFields fields, ref RowHash hash, ref long left, List<DataFormatException> first)
    {
        int count = 0;
        var record = new FieldReader(fields);
        while (count < rows.Length && reader.Read())
        {
            try
            {
                rows[count] = TRow.Read(ref record);
                if (stamp is null) TRow.Hash(rows[count], ref hash);
                count++;
            }
            catch (DataFormatException problem) when (options.BadRows == BadRowPolicy.Skip && !problem.EndsThePass)
            {
                left++;
                if (first.Count < SkippedRows.Kept) first.Add(problem);
            }
        }
        return count;
    }

    private bool DiffersIn(ulong hash)
    {
        lock (gate)
        {
            bool differs = hashBefore is { } before && before != hash;
            hashBefore ??= hash;
            return differs;
        }
    }

    private void CheckUnchanged()
    {
        if (stamp != origin.Stamp) throw Changed();
    }

    private DataFormatException Changed()
    {
        string wayOut = options is QueryOptions
            ? "let the query have an order that leaves no two rows undecided, over a snapshot or data at rest, or leave Reread out"
            : "make the data set again, or read a copy or a snapshot";
        return new DataFormatException($"{Name}: the records changed since the data set was made from them, so its splits no longer hold; {wayOut}") { File = Name };
    }
}
