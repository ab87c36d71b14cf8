namespace MlDsl.Batches;

/// <summary>The records of a stream of batches that is opened anew for each pass.</summary>
internal sealed class BatchStream(Func<IBatches> open, string name) : IRecordOrigin
{
    public string Name => name;

    public string? Stamp => null;

    public RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation) => new BatchReader([(name, open)], columns, Damage.OfStream, false, cancellation);
}
