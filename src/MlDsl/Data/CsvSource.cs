namespace MlDsl;

/// <summary>
/// Rows of a file, read again on each pass. A pass holds for each of its threads a few chunks of the file with their rows and a pool of short
/// texts, and a buffer for the longest record.
/// </summary>
internal sealed class CsvSource<TRow> : RowSource<TRow> where TRow : IRow<TRow>
{
    private const int BatchRows = 256;
    private readonly string path;
    private readonly CsvOptions options;
    private readonly long length;
    private readonly DateTime written;
    private volatile SkippedRows skipped = SkippedRows.None;
    private volatile Contracts.ContractTally? broken;

    /// <summary>Opens the file and binds its header, so that a wrong path or a missing column shows at once.</summary>
    public CsvSource(string path, CsvOptions options)
    {
        options.Validate(path, TRow.Schema);
        this.path = path;
        this.options = options;
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException(
                $"'{path}' does not exist (looked for '{file.FullName}'); relative paths start at the current directory", path);
        (length, written) = (file.Length, file.LastWriteTimeUtc);
        using CsvRecords records = Open();
        CsvBinding.Read(records, TRow.Schema, options);
        if (!options.HasHeader && !records.Read())
            throw new DataFormatException($"{path}: the file is empty; it needs rows of '{TRow.Schema.Name}'") { File = path };
    }

    public override string Name => path;

    public override SkippedRows Skipped => skipped;

    public override Contracts.ContractTally? Broken => broken;

    /// <summary>Whether the options ask for the rows to be held.</summary>
    public bool IsSmall => length <= options.HoldBytes;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        // Below one chunk there is nothing to share out.
        bool isShared = length > CsvChunks.Size && (team?.Threads ?? Environment.ProcessorCount) > 1;
        return isShared ? OnThreads(team, texts, cancellation) : OnOneThread(texts, cancellation);
    }

    private IEnumerable<RowBatch<TRow>> OnOneThread(bool texts, CancellationToken cancellation)
    {
        using var pass = new CsvPass<TRow>(Open(), options, TRow.Schema, TRow.Read, TRow.Contract);
        var batch = new RowBatch<TRow>();
        // Few rows at a time: they die young, before the collector has moved them.
        var rows = new TRow[BatchRows];
        ulong[]? hashes = texts ? new ulong[BatchRows] : null;
        long number = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = pass.Read(rows, hashes);
            if (count == 0) break;
            batch.Set(rows, 0, count, number, hashes);
            number += count;
            yield return batch;
        }
        End(number, pass.Skipped, pass.Fields.Tally);
    }

    private IEnumerable<RowBatch<TRow>> OnThreads(Team? given, bool texts, CancellationToken cancellation)
    {
        using Team? own = given is null ? Team.OfAll() : null;
        using FileStream file = OpenFile();
        var pass = new CsvTeamPass<TRow>(file, path, options, TRow.Schema, TRow.Read, texts, TRow.Contract);
        var batch = new RowBatch<TRow>();
        long number = 0;
        foreach (CsvRows<TRow> chunk in pass.Read((given ?? own)!, cancellation))
        {
            for (int from = 0; from < chunk.Count; from += RowBatch<TRow>.Size)
            {
                batch.Set(chunk.Rows, from, Math.Min(RowBatch<TRow>.Size, chunk.Count - from), number + from, chunk.Texts);
                yield return batch;
            }
            number += chunk.Count;
        }
        End(number, pass.Skipped, pass.Broken);
    }

    private void End(long rows, SkippedRows left, Contracts.ContractTally? tally)
    {
        (skipped, broken) = (left, tally);
        CheckUnchanged();
        if (Differs(rows) >= 0) throw Changed();
    }

    private CsvRecords Open() => new(OpenFile(), path, options);

    private FileStream OpenFile()
    {
        CheckUnchanged();
        // The reader has a buffer of its own.
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);
    }

    private void CheckUnchanged()
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != length || file.LastWriteTimeUtc != written) throw Changed();
    }

    private DataFormatException Changed() =>
        new($"{path}: the file changed since the data set was made from it, so its splits no longer hold; make the data set again, or read a copy") { File = path };
}
