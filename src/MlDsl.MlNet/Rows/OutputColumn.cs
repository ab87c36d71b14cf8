using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.MlNet;

/// <summary>A column that ML.NET makes, on its way into a tensor [rows, items].</summary>
internal abstract class OutputColumn
{
    /// <summary>Takes the value of the current row.</summary>
    /// <exception cref="InvalidOperationException">It has another number of items than the class was compiled against.</exception>
    public abstract void Write(int row);

    /// <summary>The column of a row that ML.NET gives.</summary>
    public static OutputColumn Of(DataViewRow row, OnnxValueInfo info, Tensor tensor)
    {
        DataViewSchema.Column column = row.Schema[info.Name];
        return tensor switch
        {
            Tensor<string> texts when column.Type is VectorDataViewType => new TextVector(row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column), texts, info.Name),
            Tensor<string> texts => new Text(row.GetGetter<ReadOnlyMemory<char>>(column), texts),
            Tensor<float> numbers => Numbers(numbers),
            Tensor<double> numbers => Numbers(numbers),
            Tensor<bool> truths => Numbers(truths),
            Tensor<sbyte> numbers => Numbers(numbers),
            Tensor<byte> numbers => Numbers(numbers),
            Tensor<short> numbers => Numbers(numbers),
            Tensor<ushort> numbers => Numbers(numbers),
            Tensor<int> numbers => Numbers(numbers),
            Tensor<uint> numbers => Numbers(numbers),
            Tensor<long> numbers => Numbers(numbers),
            Tensor<ulong> numbers => Numbers(numbers),
            _ => throw new InvalidOperationException($"{tensor.GetType()} is no column"),
        };

        OutputColumn Numbers<T>(Tensor<T> numbers) => column.Type is VectorDataViewType
            ? new Vector<T>(row.GetGetter<VBuffer<T>>(column), numbers, info.Name)
            : new Single<T>(row.GetGetter<T>(column), numbers);
    }

    private static void Expect(string column, int length, int items)
    {
        if (length != items) throw new InvalidOperationException($"the column '{column}' has {length} items in this row; the class was compiled against {items}");
    }

    private sealed class Single<T>(ValueGetter<T> get, Tensor<T> tensor) : OutputColumn
    {
        public override void Write(int row) => get(ref tensor.Values[row]);
    }

    private sealed class Vector<T>(ValueGetter<VBuffer<T>> get, Tensor<T> tensor, string name) : OutputColumn
    {
        private VBuffer<T> value;

        public override void Write(int row)
        {
            get(ref value);
            int items = tensor.Size(1);
            Expect(name, value.Length, items);
            value.CopyTo(tensor.Values.Slice(row * items, items));
        }
    }

    private sealed class Text(ValueGetter<ReadOnlyMemory<char>> get, Tensor<string> tensor) : OutputColumn
    {
        private ReadOnlyMemory<char> value;

        public override void Write(int row)
        {
            get(ref value);
            tensor.Values[row] = value.ToString();
        }
    }

    private sealed class TextVector(ValueGetter<VBuffer<ReadOnlyMemory<char>>> get, Tensor<string> tensor, string name) : OutputColumn
    {
        private VBuffer<ReadOnlyMemory<char>> value;

        public override void Write(int row)
        {
            get(ref value);
            int items = tensor.Size(1), at = row * items;
            Expect(name, value.Length, items);
            foreach (ReadOnlyMemory<char> text in value.DenseValues()) tensor.Values[at++] = text.ToString();
        }
    }
}
