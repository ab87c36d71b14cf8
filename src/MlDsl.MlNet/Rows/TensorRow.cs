using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Kernels;

namespace MlDsl.MlNet;

/// <summary>
/// One row at a time of the tensors that a class has written, as ML.NET reads rows: a getter of the exact type for each column, made once, without
/// reflection. Columns that the class does not give, because no output depends on them, have the default of their type.
/// </summary>
/// <param name="schema">The columns that the model takes.</param>
/// <param name="tensors">The tensor [rows, items] of each column by its name.</param>
internal sealed class TensorRow(DataViewSchema schema, IReadOnlyDictionary<string, Tensor> tensors) : DataViewRowCursor
{
    private long position = -1;

    /// <summary>Grows with every row of every call: ML.NET's steps keep what they made of a position.</summary>
    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    /// <summary>The row of the tensors.</summary>
    public int Row { get; private set; }

    /// <summary>Goes to a row of the tensors.</summary>
    public void MoveTo(int row)
    {
        Row = row;
        position++;
    }

    public override bool MoveNext() => throw new NotSupportedException("the rows of a call are gone through by the call");

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = tensors.TryGetValue(column.Name, out Tensor? tensor) && !column.IsHidden ? Given(column, tensor) : Absent<TValue>(column);
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"the column '{column.Name}' is a {column.Type}, and is read as {typeof(TValue)}");
    }

    private Delegate Given(DataViewSchema.Column column, Tensor tensor) => tensor switch
    {
        Tensor<string> texts => Texts(column, texts),
        Tensor<float> numbers => Numbers(column, numbers),
        Tensor<double> numbers => Numbers(column, numbers),
        Tensor<bool> truths => Numbers(column, truths),
        Tensor<sbyte> numbers => Numbers(column, numbers),
        Tensor<byte> numbers => Numbers(column, numbers),
        Tensor<short> numbers => Numbers(column, numbers),
        Tensor<ushort> numbers => Numbers(column, numbers),
        Tensor<int> numbers => Numbers(column, numbers),
        Tensor<uint> numbers => Numbers(column, numbers),
        Tensor<long> numbers => Numbers(column, numbers),
        Tensor<ulong> numbers => Numbers(column, numbers),
        _ => throw new InvalidOperationException($"{tensor.GetType()} is no column"),
    };

    private Delegate Numbers<T>(DataViewSchema.Column column, Tensor<T> tensor)
    {
        if (column.Type is not VectorDataViewType) return new ValueGetter<T>((ref T value) => value = tensor.Values[Row]);
        return new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) =>
        {
            int items = tensor.Size(1);
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, items);
            tensor.Values.Slice(Row * items, items).CopyTo(editor.Values);
            value = editor.Commit();
        });
    }

    private Delegate Texts(DataViewSchema.Column column, Tensor<string> tensor)
    {
        if (column.Type is not VectorDataViewType) return new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = tensor.Values[Row].AsMemory());
        return new ValueGetter<VBuffer<ReadOnlyMemory<char>>>((ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            int items = tensor.Size(1);
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, items);
            for (int i = 0; i < items; i++) editor.Values[i] = tensor.Values[(Row * items) + i].AsMemory();
            value = editor.Commit();
        });
    }

    // A vector has its length also where nobody reads it.
    private static Delegate Absent<TValue>(DataViewSchema.Column column) => column.Type is VectorDataViewType { Size: > 0 } vector
        ? vector.ItemType.RawType switch
        {
            var raw when raw == typeof(float) => Zeros<float>(vector.Size),
            var raw when raw == typeof(double) => Zeros<double>(vector.Size),
            var raw when raw == typeof(bool) => Zeros<bool>(vector.Size),
            var raw when raw == typeof(uint) => Zeros<uint>(vector.Size),
            var raw when raw == typeof(int) => Zeros<int>(vector.Size),
            var raw when raw == typeof(long) => Zeros<long>(vector.Size),
            var raw when raw == typeof(ReadOnlyMemory<char>) => Zeros<ReadOnlyMemory<char>>(vector.Size),
            _ => new ValueGetter<TValue>(static (ref TValue value) => value = default!),
        }
        : new ValueGetter<TValue>(static (ref TValue value) => value = default!);

    private static ValueGetter<VBuffer<T>> Zeros<T>(int length) => (ref VBuffer<T> value) => VBufferZero(ref value, length);

    private static void VBufferZero<T>(ref VBuffer<T> value, int length) => value = VBufferEditor.Create(ref value, length, 0).Commit();
}
