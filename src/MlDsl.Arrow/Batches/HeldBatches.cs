using Apache.Arrow;

namespace MlDsl.Batches;

/// <summary>Batches in memory, which are the caller's.</summary>
internal sealed class HeldBatches(IReadOnlyList<RecordBatch> batches) : IBatches
{
    private int next;

    public Schema Schema => batches[0].Schema;

    public string Part => FormattableString.Invariant($"record batch {next}");

    public long RowsBefore => 0;

    public void Want(IReadOnlyList<int> fields)
    {
        // They are there.
    }

    public RecordBatch? Next(CancellationToken cancellation)
    {
        if (next == batches.Count) return null;
        RecordBatch batch = batches[next++];
        if (batch.ColumnCount != Schema.FieldsList.Count || !batch.Schema.FieldsList.Select(Shape).SequenceEqual(Schema.FieldsList.Select(Shape)))
            throw new InvalidDataException("its fields are not those of the first batch");
        return batch;
    }

    public IArrowArray Column(RecordBatch batch, int field) => batch.Column(field);

    public void Dispose()
    {
        // The batches are the caller's.
    }

    private static (string, Apache.Arrow.Types.ArrowTypeId) Shape(Field field) => (field.Name, field.DataType.TypeId);
}
