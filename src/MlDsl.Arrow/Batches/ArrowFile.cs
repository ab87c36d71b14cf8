using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace MlDsl.Batches;

/// <summary>
/// The batches of a file in Arrow's IPC format, with a footer or as a stream (arrow.apache.org/docs/format/Columnar.html). Only what is there as a whole is read:
/// a file that is cut off between two batches is refused as well, since a stream in a file ends with a mark.
/// </summary>
internal sealed class ArrowFile : IBatches
{
    private static readonly ArrowContext Context = new(null, new CompressionCodecFactory());
    private readonly FileStream file;
    private readonly ArrowStreamReader reader;
    private readonly long batches;
    private RecordBatch? current;
    private int count;

    /// <summary>Opens the file and reads its schema.</summary>
    public ArrowFile(RecordFile named)
    {
        file = named.OpenBuffered();
        try
        {
            bool hasFooter = HasMagic();
            reader = hasFooter ? new ArrowFileReader(Context, file, leaveOpen: true) : new ArrowStreamReader(Context, file, leaveOpen: true);
            Schema = reader.Schema ?? throw new InvalidDataException("it is empty");
            batches = hasFooter ? ((ArrowFileReader)reader).RecordBatchCountAsync().AsTask().GetAwaiter().GetResult() : -1;
        }
        catch
        {
            reader?.Dispose();
            file.Dispose();
            throw;
        }
    }

    public Schema Schema { get; }

    public string Part => FormattableString.Invariant($"record batch {Math.Max(count, 1)}");

    public RecordBatch? Next(CancellationToken cancellation)
    {
        current?.Dispose();
        current = null;
        count++;
        current = reader.ReadNextRecordBatch();
        if (current is null) CheckEnd();
        return current;
    }

    public void Dispose()
    {
        current?.Dispose();
        reader.Dispose();
        file.Dispose();
    }

    private bool HasMagic()
    {
        Span<byte> head = stackalloc byte[6];
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (length == 0) throw new InvalidDataException("it is empty");
        return head[..length].SequenceEqual("ARROW1"u8);
    }

    // The library ends where it finds no further message, whatever the reason.
    private void CheckEnd()
    {
        if (batches >= 0)
        {
            if (count <= batches) throw new InvalidDataException(FormattableString.Invariant($"it ends before the {batches} record batches that its footer tells"));
            return;
        }
        Span<byte> mark = stackalloc byte[8];
        bool isWhole = file.Position == file.Length && file.Length >= mark.Length;
        if (isWhole)
        {
            file.Position = file.Length - mark.Length;
            file.ReadExactly(mark);
        }
        // 0.15 and later write the mark of eight bytes; a file that ends without one was cut off or is still being written.
        if (!isWhole || !mark.SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])) throw new InvalidDataException("it ends without the mark of a stream's end");
    }
}
