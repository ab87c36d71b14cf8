using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Reality;

/// <summary>Columns of ML.NET's data views as tensors: rows × slots.</summary>
internal static class Columns
{
    /// <summary>Reads a whole column; null for a type that tensors do not hold, or slots that differ from row to row.</summary>
    public static Value? Read(IDataView view, string name)
    {
        if (view.Schema.GetColumnOrNull(name) is not { } column) return null;
        Type item = column.Type is VectorDataViewType vector ? vector.ItemType.RawType : column.Type.RawType;
        if (item == typeof(ReadOnlyMemory<char>)) return Texts(view, column);
        return Type.GetTypeCode(item) switch
        {
            TypeCode.Single => Numbers<float>(view, column, OnnxElementType.Float),
            TypeCode.Double => Numbers<double>(view, column, OnnxElementType.Double),
            TypeCode.Boolean => Numbers<bool>(view, column, OnnxElementType.Bool),
            TypeCode.SByte => Numbers<sbyte>(view, column, OnnxElementType.Int8),
            TypeCode.Byte => Numbers<byte>(view, column, OnnxElementType.UInt8),
            TypeCode.Int16 => Numbers<short>(view, column, OnnxElementType.Int16),
            TypeCode.UInt16 => Numbers<ushort>(view, column, OnnxElementType.UInt16),
            TypeCode.Int32 => Numbers<int>(view, column, OnnxElementType.Int32),
            TypeCode.UInt32 => Numbers<uint>(view, column, OnnxElementType.UInt32),
            TypeCode.Int64 => Numbers<long>(view, column, OnnxElementType.Int64),
            TypeCode.UInt64 => Numbers<ulong>(view, column, OnnxElementType.UInt64),
            _ => null,
        };
    }

    private static Value? Numbers<T>(IDataView view, DataViewSchema.Column column, OnnxElementType element)
        where T : unmanaged
    {
        List<T[]> rows = Rows<T>(view, column);
        return Width(rows) is { } width ? Value.Tensor(element, MemoryMarshal.AsBytes<T>(rows.SelectMany(static row => row).ToArray()).ToArray(), [rows.Count, width]) : null;
    }

    private static Value? Texts(IDataView view, DataViewSchema.Column column)
    {
        List<ReadOnlyMemory<char>[]> rows = Rows<ReadOnlyMemory<char>>(view, column);
        return Width(rows) is { } width ? Value.Text([.. rows.SelectMany(static row => row).Select(static text => text.ToString())], [rows.Count, width]) : null;
    }

    private static int? Width<T>(List<T[]> rows) => rows.Count > 0 && rows.TrueForAll(row => row.Length == rows[0].Length) ? rows[0].Length : null;

    private static List<T[]> Rows<T>(IDataView view, DataViewSchema.Column column)
    {
        var rows = new List<T[]>();
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<T>> get = cursor.GetGetter<VBuffer<T>>(column);
            VBuffer<T> row = default;
            while (cursor.MoveNext())
            {
                get(ref row);
                rows.Add([.. row.DenseValues()]);
            }
            return rows;
        }
        ValueGetter<T> getOne = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            T value = default!;
            getOne(ref value);
            rows.Add([value]);
        }
        return rows;
    }
}
