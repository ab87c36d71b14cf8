using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>Rows in a file of a spool: written once in blocks, then read as often as needed, on several threads, in their order.</summary>
internal sealed class SpooledRows<TRow> : IDisposable where TRow : IRow<TRow>
{
    private const int BlockBytes = 1 << 18;
    private readonly List<Block> blocks = [];
    private readonly SpoolLayout layout = new(TRow.Schema);
    private readonly Spool spool;
    private readonly string name;
    private readonly SpoolFile file;
    private SpoolWriter<TRow> writer;
    private int pending;

    /// <summary>A file without rows.</summary>
    /// <param name="spool">Whose file it is.</param>
    /// <param name="name">What messages call the rows' source.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="ObjectDisposedException">The spool was disposed of.</exception>
    public SpooledRows(Spool spool, string name)
    {
        (this.spool, this.name) = (spool, name);
        var builder = new SpoolLayout.Builder<TRow>(layout);
        TRow.Visit(ref builder);
        writer = new SpoolWriter<TRow>(layout);
        try
        {
            file = spool.Open();
        }
        catch (ObjectDisposedException)
        {
            throw Disposed();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{name}: no file for its rows can be made in '{spool.Folder}' ({problem.Message}); name another Spool.Folder", problem);
        }
    }

    /// <summary>The number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a row behind the others.</summary>
    /// <exception cref="DataFormatException">The row cannot be spooled, or the spool may not become larger.</exception>
    /// <exception cref="IOException">There is no room on the disk, or it fails.</exception>
    public void Add(TRow row)
    {
        try
        {
            writer.Begin(row);
            TRow.Visit(ref writer);
            writer.End();
            if (writer.Unnumbered >= 0) CheckClasses(row);
        }
        catch (SpoolRowException problem)
        {
            throw new DataFormatException(FormattableString.Invariant($"{name}: row {Count} {problem.Message}, so it cannot be spooled; {problem.WayOut}")) { File = name };
        }
        Count++;
        if (++pending == RowBatch<TRow>.Size || writer.Length >= BlockBytes) Flush();
    }

    /// <summary>Ends the writing.</summary>
    public void End()
    {
        if (pending > 0) Flush();
    }

    /// <summary>The rows of one pass.</summary>
    public IEnumerable<RowBatch<TRow>> Batches(Team team, CancellationToken cancellation)
    {
        var batch = new RowBatch<TRow>();
        var readers = new Reader?[team.Threads];
        long number = 0;
        foreach (TRow[] rows in team.Map(blocks, (block, thread) => Read(block, readers[thread] ??= new Reader(layout)), cancellation))
        {
            batch.Set(rows, 0, rows.Length, number, null);
            number += rows.Length;
            yield return batch;
        }
    }

    public void Dispose() => file.Dispose();

    private TRow[] Read(Block block, Reader reader)
    {
        byte[] bytes = reader.Room(block.Length);
        try
        {
            file.Read(block.At, bytes.AsSpan(0, block.Length));
        }
        catch (ObjectDisposedException)
        {
            throw Disposed();
        }
        catch (IOException problem)
        {
            throw new IOException($"{name}: its rows cannot be read back from the temporary file in '{spool.Folder}' ({problem.Message}); make the data set again", problem);
        }
        var rows = new TRow[block.Rows];
        for (int i = 0, at = 0; i < rows.Length; i++)
        {
            int length = MemoryMarshal.Read<int>(bytes.AsSpan(at));
            rows[i] = reader.Read(bytes, at + sizeof(int));
            at += sizeof(int) + length;
        }
        return rows;
    }

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = writer.Bytes;
        if (!spool.TryTake(bytes.Length))
            throw new DataFormatException(FormattableString.Invariant(
                $"{name}: its rows take more than the {spool.MaxBytes} bytes of Spool.MaxBytes, from row {Count - pending} on; raise it, or write the rows to a file and read that"))
            { File = name };
        try
        {
            blocks.Add(new Block(file.Length, bytes.Length, pending));
            file.Append(bytes);
        }
        catch (ObjectDisposedException)
        {
            spool.TryTake(-bytes.Length);
            throw Disposed();
        }
        catch (IOException problem)
        {
            spool.TryTake(-bytes.Length);
            throw new IOException(
                FormattableString.Invariant($"{name}: row {Count - pending} and those behind it cannot be written to a temporary file in '{spool.Folder}' ({problem.Message}); make room there, or name another Spool.Folder"), problem);
        }
        pending = 0;
        writer.Clear();
    }

    // A member without a name has no number, as nothing has: the row that comes back says which it was.
    // What other data sets told is not spooled: the rows are joined again.
    private void CheckClasses(TRow row)
    {
        RowHash before = RowHash.OfStored, after = RowHash.OfStored;
        TRow.Hash(row, ref before);
        var (buffer, start) = writer.Last;
        TRow.Hash(new Reader(layout).Read(buffer, start), ref after);
        if (before.Value != after.Value) throw SpoolRowException.Nameless(TRow.Schema, writer.Unnumbered);
    }

    private ObjectDisposedException Disposed() =>
        new(nameof(Spool), $"{name}: its rows were in a Spool that was disposed of; dispose of it behind the last pass, or make the data set again");

    /// <summary>Rows behind each other in the file.</summary>
    private readonly record struct Block(long At, int Length, int Rows);

    /// <summary>What one thread reads with.</summary>
    private sealed class Reader
    {
        private readonly SpooledFields fields;
        private readonly TypedFields typed;
        private byte[] bytes = [];

        public Reader(SpoolLayout layout)
        {
            fields = new SpooledFields(layout);
            typed = new TypedFields(fields, TRow.Schema, Contracts.ContractTally.Of(TRow.Contract));
        }

        public byte[] Room(int length) => bytes.Length >= length ? bytes : bytes = new byte[length];

        public TRow Read(byte[] rows, int at)
        {
            fields.Move(rows, at);
            var reader = new FieldReader(typed);
            return TRow.Read(ref reader);
        }
    }
}
