using Apache.Arrow;
using Apache.Arrow.Ipc;
using MlDsl.Batches;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace MlDsl.Parquet;

/// <summary>The batches of a Parquet file, row group by row group, with the wanted columns alone.</summary>
internal sealed class ParquetFile : IBatches
{
    private const int BatchRows = 16 * 1024;
    private readonly FileReader reader;
    private readonly int groups;
    private int[] leaves = [], wanted = [];
    private IArrowArrayStream? stream;
    private RecordBatch? current;
    private int group = -1;

    /// <summary>Opens the file and reads its footer.</summary>
    /// <exception cref="PlatformNotSupportedException">The native library is not there.</exception>
    public ParquetFile(string path)
    {
        try
        {
            using var file = ReaderProperties.GetDefaultReaderProperties();
            file.EnableBufferedStream();
            file.EnablePageChecksumVerification();
            using var arrow = ArrowReaderProperties.GetDefault();
            arrow.BatchSize = BatchRows;
            arrow.PreBuffer = false;
            arrow.UseThreads = false;
            arrow.ArrowExtensionEnabled = true;
            // The old form of timestamps holds years that nanoseconds in 64 bits do not.
            arrow.CoerceInt96TimestampUnit = Apache.Arrow.Types.TimeUnit.Microsecond;
            reader = new FileReader(path, file, arrow);
        }
        catch (Exception problem) when (Missing(problem))
        {
            throw new PlatformNotSupportedException(
                "Parquet files are read by the native library of ParquetSharp, which is not there for this system; it comes with the package for 64-bit Windows, macOS and Linux with glibc", problem);
        }
        try
        {
            Schema = reader.Schema;
            groups = reader.NumRowGroups;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public Schema Schema { get; }

    public string Part => FormattableString.Invariant($"row group {Math.Max(group, 0) + 1}");

    public long RowsBefore { get; private set; }

    public void Want(IReadOnlyList<int> fields)
    {
        wanted = [.. fields.Order()];
        IReadOnlyList<SchemaField> all = reader.SchemaManifest.SchemaFields;
        leaves = [.. wanted.SelectMany(field => Leaves(all[field])).Order()];
    }

    public RecordBatch? Next(CancellationToken cancellation)
    {
        RowsBefore += current?.Length ?? 0;
        Release();
        while (true)
        {
            if (stream is null)
            {
                if (group + 1 == groups) return null;
                (group, RowsBefore) = (group + 1, 0);
                stream = reader.GetRecordBatchReader([group], leaves);
            }
            ValueTask<RecordBatch?> next = stream.ReadNextRecordBatchAsync(cancellation)!;
            current = next.IsCompletedSuccessfully ? next.Result : next.AsTask().GetAwaiter().GetResult();
            if (current is not null) return current;
            stream.Dispose();
            stream = null;
        }
    }

    // A batch has the wanted fields alone, in the schema's order.
    public int PlaceOf(int field) => System.Array.BinarySearch(wanted, field);

    public void Dispose()
    {
        Release();
        stream?.Dispose();
        reader.Dispose();
    }

    private static IEnumerable<int> Leaves(SchemaField field) => field.Children is { Count: > 0 } children ? children.SelectMany(Leaves) : [field.ColumnIndex];

    private static bool Missing(Exception problem) =>
        problem is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException || (problem is TypeInitializationException { InnerException: { } inner } && Missing(inner));

    private void Release()
    {
        current?.Dispose();
        current = null;
    }
}
