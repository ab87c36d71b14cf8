using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace MlDsl.Batches;

/// <summary>The batches of a stream.</summary>
internal sealed class ArrowStream(IArrowArrayStream stream) : IBatches
{
    private RecordBatch? current;
    private int count;

    public Schema Schema => stream.Schema ?? throw new InvalidDataException("it has no schema");

    public string Part => FormattableString.Invariant($"record batch {Math.Max(count, 1)}");

    public RecordBatch? Next(CancellationToken cancellation)
    {
        current?.Dispose();
        current = null;
        count++;
        ValueTask<RecordBatch> next = stream.ReadNextRecordBatchAsync(cancellation);
        current = next.IsCompletedSuccessfully ? next.Result : next.AsTask().GetAwaiter().GetResult();
        return current;
    }

    public void Dispose()
    {
        current?.Dispose();
        stream.Dispose();
    }
}
