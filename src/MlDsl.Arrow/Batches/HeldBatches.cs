using Apache.Arrow;
using MlDsl.Columns;

namespace MlDsl.Batches;

/// <summary>Batches in memory, which are the caller's.</summary>
internal sealed class HeldBatches(IReadOnlyList<RecordBatch> batches) : IBatches
{
    private int next;

    public Schema Schema => batches[0].Schema;

    public string Part => FormattableString.Invariant($"record batch {next}");

    public RecordBatch? Next(CancellationToken cancellation)
    {
        if (next == batches.Count) return null;
        return batches[next++] ?? throw new BatchProblemException("it is null; leave it out");
    }

    public void Dispose()
    {
        // The batches are the caller's.
    }
}
