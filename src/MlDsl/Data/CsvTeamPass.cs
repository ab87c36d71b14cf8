using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlDsl;

/// <summary>
/// One reading of a file on several threads: chunks are cut on the caller's, read on any, and come in the order of the file. Rows, their
/// numbers, what is skipped and the first error are those of <see cref="CsvPass{TRow}"/>.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="file">Its name.</param>
/// <param name="options">How it is written.</param>
/// <param name="schema">The columns.</param>
/// <param name="read">Makes a row of a record.</param>
/// <param name="texts">Whether the records are hashed.</param>
/// <param name="contract">What rows are held against as they are read; null for nothing.</param>
/// <param name="size">The usual number of bytes of a chunk.</param>
internal sealed class CsvTeamPass<TRow>(
    Stream stream, string file, CsvOptions options, DatasetSchema schema, ReadRecord<TRow> read, bool texts, Contracts.DatasetContract? contract = null, int size = CsvChunks.Size)
{
    private readonly CsvChunks cutter = new(stream, file, options, size);
    private readonly ConcurrentBag<CsvRows<TRow>> used = [];
    private readonly List<DataFormatException> first = [];
    private readonly Contracts.ContractTally? broken = Contracts.ContractTally.Of(contract);
    private long skipped;
    private (DateTimeKind Kind, long Line)? times;

    public SkippedRows Skipped => skipped == 0 ? SkippedRows.None : new SkippedRows(skipped, first);

    /// <summary>What broke the contract and was not refused; null where there is none.</summary>
    public Contracts.ContractTally? Broken => broken;

    /// <summary>The rows, chunk by chunk; a chunk's arrays are used again once the next is asked for.</summary>
    public IEnumerable<CsvRows<TRow>> Read(Team team, CancellationToken cancellation)
    {
        using IEnumerator<CsvChunk> chunks = cutter.Read().GetEnumerator();
        CsvChunk head = chunks.MoveNext() ? chunks.Current : new CsvChunk(new byte[CsvMarks.Padding], 0, 1, 0, null);
        using var pass = new CsvPass<TRow>(new CsvRecords(head, file, options), options, schema, read, contract);
        if (head.Rest is not null)
        {
            foreach (CsvRows<TRow> rows in ReadRest(pass)) yield return rows;
            yield break;
        }
        yield return Checked(ReadAll(pass, head.MostRecords), pass);
        // Each thread keeps its pool of texts from chunk to chunk.
        var fields = new CsvFields?[team.Threads];
        foreach (CsvRows<TRow> rows in team.Map(Following(chunks), (chunk, thread) => ReadChunk(chunk, pass, ref fields[thread]), cancellation))
        {
            if (rows.Again is { Rest: not null } rest)
            {
                using CsvPass<TRow> last = Open(rest, pass, null);
                last.Fields.EventKind = times;
                foreach (CsvRows<TRow> more in ReadRest(last)) yield return more;
            }
            else
            {
                CsvRows<TRow> checkedRows = Checked(rows, pass);
                yield return checkedRows;
                // Rows that nobody asks for any more would outlive collections in the array.
                Array.Clear(checkedRows.Rows, 0, checkedRows.Count);
                used.Add(checkedRows);
            }
        }
    }

    private static IEnumerable<CsvChunk> Following(IEnumerator<CsvChunk> chunks)
    {
        while (chunks.MoveNext()) yield return chunks.Current;
    }

    /// <summary>The rows of a chunk; of one where the file goes on only the chunk.</summary>
    private CsvRows<TRow> ReadChunk(CsvChunk chunk, CsvPass<TRow> head, ref CsvFields? fields)
    {
        if (chunk.Rest is not null) return new CsvRows<TRow>([], [], 0) { Again = chunk };
        // Quotes are undoubled in place, so what may be read again is kept.
        CsvChunk? again = head.Fields.HasTimes ? chunk.Copy() : null;
        CsvPass<TRow> pass = Open(chunk, head, fields);
        fields = pass.Fields;
        fields.EventKind = null;
        CsvRows<TRow> rows = ReadAll(pass, chunk.MostRecords) with { Again = again };
        cutter.Return(chunk.Bytes);
        return rows;
    }

    private CsvPass<TRow> Open(CsvChunk chunk, CsvPass<TRow> head, CsvFields? fields) =>
        new(new CsvRecords(chunk, file, options, fields?.Marks), head.Binding, fields, options, schema, read, contract);

    /// <summary>
    /// Notes what the rows say about the file; rows whose event times are of another kind than the first, or that were refused and may have
    /// been by the measure of their own chunk, are read again by the file's.
    /// </summary>
    private CsvRows<TRow> Checked(CsvRows<TRow> rows, CsvPass<TRow> head)
    {
        if (rows is { Times: { } own, Again: { } again } && times is { } known
            && (own.Kind != known.Kind || (own.Line != known.Line && (rows.Failure is not null || rows.Skipped.Count > 0))))
        {
            CsvPass<TRow> pass = Open(again, head, null);
            pass.Fields.EventKind = known;
            rows = ReadAll(pass, again.MostRecords);
        }
        times ??= rows.Times;
        rows.Failure?.Throw();
        Note(rows.Skipped, rows.Broken);
        return rows;
    }

    private void Note(SkippedRows more, Contracts.ContractTally? tally)
    {
        if (tally is not null) broken!.Merge(tally);
        skipped += more.Count;
        first.AddRange(more.First.Take(SkippedRows.Kept - first.Count));
    }

    private IEnumerable<CsvRows<TRow>> ReadRest(CsvPass<TRow> pass)
    {
        const int Few = 256;
        while (true)
        {
            var rows = new TRow[Few];
            ulong[]? hashes = texts ? new ulong[Few] : null;
            int count = pass.Read(rows, hashes);
            if (count == 0) break;
            yield return new CsvRows<TRow>(rows, hashes, count);
        }
        Note(pass.Skipped, pass.Fields.Tally);
    }

    private CsvRows<TRow> ReadAll(CsvPass<TRow> pass, int most)
    {
        bool fits = used.TryTake(out CsvRows<TRow>? before) && before.Rows.Length >= most;
        // A little more than is needed, so that the next chunk, which has about as many, fits, too.
        int room = most + (most / 8);
        (TRow[] rows, ulong[]? hashes) = fits ? (before!.Rows, before.Texts) : (new TRow[room], texts ? new ulong[room] : null);
        int count = 0;
        ExceptionDispatchInfo? failure = null;
        try
        {
            count = pass.Read(rows, hashes);
        }
        catch (Exception problem)
        {
            failure = ExceptionDispatchInfo.Capture(problem);
        }
        return new CsvRows<TRow>(rows, hashes, count) { Skipped = pass.Skipped, Broken = pass.Fields.Tally, Failure = failure, Times = pass.Fields.EventKind };
    }
}
