using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>Views read cell by cell as texts that differ where bits do.</summary>
internal static class Cells
{
    /// <summary>All rows of a cursor with their ids.</summary>
    public static List<(ulong Id, string[] Cells)> Read(DataViewRowCursor cursor)
    {
        var rows = new List<(ulong, string[])>();
        using (cursor)
        {
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            Func<string>[] cells = [.. cursor.Schema.Where(cursor.IsColumnActive).Select(column => Of(cursor, column))];
            for (DataViewRowId own = default; cursor.MoveNext();)
            {
                id(ref own);
                rows.Add((own.Low, [.. cells.Select(static cell => cell())]));
            }
        }
        return rows;
    }

    public static List<(ulong Id, string[] Cells)> Read(IDataView view) => Read(view.GetRowCursor(view.Schema));

    private static Func<string> Of(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { ItemType: var item } => item.RawType switch
        {
            var t when t == typeof(float) => Vector<float>(row, column),
            var t when t == typeof(double) => Vector<double>(row, column),
            var t when t == typeof(int) => Vector<int>(row, column),
            _ => throw new NotSupportedException(column.Name),
        },
        { RawType: var raw } => raw switch
        {
            var t when t == typeof(float) => Single<float>(row, column),
            var t when t == typeof(double) => Single<double>(row, column),
            var t when t == typeof(bool) => Single<bool>(row, column),
            var t when t == typeof(sbyte) => Single<sbyte>(row, column),
            var t when t == typeof(byte) => Single<byte>(row, column),
            var t when t == typeof(short) => Single<short>(row, column),
            var t when t == typeof(ushort) => Single<ushort>(row, column),
            var t when t == typeof(int) => Single<int>(row, column),
            var t when t == typeof(uint) => Single<uint>(row, column),
            var t when t == typeof(long) => Single<long>(row, column),
            var t when t == typeof(ulong) => Single<ulong>(row, column),
            var t when t == typeof(DateTime) => Single<DateTime>(row, column),
            var t when t == typeof(DateTimeOffset) => Single<DateTimeOffset>(row, column),
            var t when t == typeof(TimeSpan) => Single<TimeSpan>(row, column),
            var t when t == typeof(ReadOnlyMemory<char>) => Single<ReadOnlyMemory<char>>(row, column),
            _ => throw new NotSupportedException(column.Name),
        },
    };

    private static Func<string> Single<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return Bits(value);
        };
    }

    private static Func<string> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            get(ref value);
            return $"{value.Length}: {string.Join(' ', value.DenseValues().Select(Bits))}";
        };
    }

    private static string Bits<T>(T value) => value switch
    {
        float number => BitConverter.SingleToInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        DateTime time => $"{time.Ticks} {time.Kind}",
        DateTimeOffset time => $"{time.Ticks} {time.Offset}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
