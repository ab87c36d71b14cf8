using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Rows;

/// <summary>Columns of ML.NET's data views as tensors [rows, items].</summary>
internal static class ViewColumns
{
    /// <summary>Reads a whole column.</summary>
    /// <param name="view">The view.</param>
    /// <param name="name">The column.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <exception cref="InvalidDataException">There is no such column, or it is of a type that no model takes or gives.</exception>
    public static Tensor Read(IDataView view, string name, int rows)
    {
        DataViewSchema.Column column = view.Schema.GetColumnOrNull(name) ?? throw new InvalidDataException($"ML.NET makes no column '{name}'");
        Type item = (column.Type as VectorDataViewType)?.ItemType.RawType ?? column.Type.RawType;
        if (item == typeof(ReadOnlyMemory<char>)) return Read<ReadOnlyMemory<char>, string>(view, column, rows, static text => text.ToString());
        return Type.GetTypeCode(item) switch
        {
            TypeCode.Single => Read<float, float>(view, column, rows, static value => value),
            TypeCode.Double => Read<double, double>(view, column, rows, static value => value),
            TypeCode.Boolean => Read<bool, bool>(view, column, rows, static value => value),
            TypeCode.SByte => Read<sbyte, sbyte>(view, column, rows, static value => value),
            TypeCode.Byte => Read<byte, byte>(view, column, rows, static value => value),
            TypeCode.Int16 => Read<short, short>(view, column, rows, static value => value),
            TypeCode.UInt16 => Read<ushort, ushort>(view, column, rows, static value => value),
            TypeCode.Int32 => Read<int, int>(view, column, rows, static value => value),
            TypeCode.UInt32 => Read<uint, uint>(view, column, rows, static value => value),
            TypeCode.Int64 => Read<long, long>(view, column, rows, static value => value),
            TypeCode.UInt64 => Read<ulong, ulong>(view, column, rows, static value => value),
            _ => throw new InvalidDataException($"the column '{name}' is a {column.Type}"),
        };
    }

    /// <summary>The schema of columns that a file without one takes.</summary>
    public static DataViewSchema Schema(IReadOnlyList<DataViewColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (DataViewColumn column in columns)
        {
            if (column.Type is not { } type) continue;
            DataViewType item = type.KeyCount is { } count ? new KeyDataViewType(type.Element, (ulong)count) : Item(type.Element);
            builder.AddColumn(column.Name, type.Width is { } width ? new VectorDataViewType((PrimitiveDataViewType)item, width) : item);
        }
        return builder.ToSchema();
    }

    private static PrimitiveDataViewType Item(Type element)
    {
        if (element == typeof(string)) return TextDataViewType.Instance;
        if (element == typeof(bool)) return BooleanDataViewType.Instance;
        return Type.GetTypeCode(element) switch
        {
            TypeCode.Double => NumberDataViewType.Double,
            TypeCode.SByte => NumberDataViewType.SByte,
            TypeCode.Byte => NumberDataViewType.Byte,
            TypeCode.Int16 => NumberDataViewType.Int16,
            TypeCode.UInt16 => NumberDataViewType.UInt16,
            TypeCode.Int32 => NumberDataViewType.Int32,
            TypeCode.UInt32 => NumberDataViewType.UInt32,
            TypeCode.Int64 => NumberDataViewType.Int64,
            TypeCode.UInt64 => NumberDataViewType.UInt64,
            _ => NumberDataViewType.Single,
        };
    }

    private static Tensor<TItem> Read<TValue, TItem>(IDataView view, DataViewSchema.Column column, int rows, Func<TValue, TItem> convert)
    {
        var all = new List<TItem>();
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<TValue>> get = cursor.GetGetter<VBuffer<TValue>>(column);
            VBuffer<TValue> row = default;
            while (cursor.MoveNext())
            {
                get(ref row);
                all.AddRange(row.DenseValues().Select(convert));
            }
        }
        else
        {
            ValueGetter<TValue> get = cursor.GetGetter<TValue>(column);
            TValue value = default!;
            while (cursor.MoveNext())
            {
                get(ref value);
                all.Add(convert(value));
            }
        }
        return new Tensor<TItem>(all.ToArray(), rows, all.Count / Math.Max(1, rows));
    }
}
