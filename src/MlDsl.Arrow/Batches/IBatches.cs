using Apache.Arrow;

namespace MlDsl.Batches;

/// <summary>One reading of the batches of a file or a stream. Used by one thread.</summary>
internal interface IBatches : IDisposable
{
    /// <summary>The fields that batches have.</summary>
    Schema Schema { get; }

    /// <summary>What the current batch is part of, for messages: <c>record batch 3</c>, <c>row group 2</c>.</summary>
    string Part { get; }

    /// <summary>How many rows of that part are before the current batch; none where each batch is a part.</summary>
    long RowsBefore => 0;

    /// <summary>The fields that are wanted, by their place in the schema, as told before the first batch; a batch may hold more, and holds all where it is read as a whole.</summary>
    void Want(IReadOnlyList<int> fields)
    {
    }

    /// <summary>The next batch, which belongs to the reading and is valid until the next one; null at the end.</summary>
    RecordBatch? Next(CancellationToken cancellation);

    /// <summary>Where in the current batch a field of the schema is.</summary>
    int PlaceOf(int field) => field;
}
