using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Build.Rows;

/// <summary>
/// Made-up rows of any schema that a model was saved with: every boundary of the model and its neighbours in every column of numbers, every text that
/// it knows in every column of texts; between them missing values, extremes, what no training saw, and other scripts.
/// </summary>
/// <param name="schema">The schema.</param>
/// <param name="boundaries">Where the model's answer may change.</param>
/// <param name="rows">How many.</param>
internal sealed class GeneratedRows(DataViewSchema schema, Boundaries boundaries, int rows) : IDataView
{
    private static readonly float[] Extremes = [0f, -0f, 1e30f, -1e30f, float.Epsilon, 1e-30f, 16777217f, float.NaN];
    private static readonly string[] Foreign = ["Unseen, naïve TEXT 42", "", "Straße ÄÖÜ", "Привет, мир", "日本語 テキスト", "ΣΊΣΥΦΟΣ ς", "İstanbul ıIi", "e\u0301clair \ud83d\ude00", "  two  spaces ", "a\tb\nc"];

    private static readonly string[] Odd = [" 7", " 12", "12 ", "1e5", "1e", "+3", "-", ".5", "5.", "1,5", "?", "NaN", "\u221E", "-Infinity", "true", "Yes", "no", "-1", "18446744073709551616", "1e400", "4.9e-324", "0.1000000000000000055511151231257827"];

    /// <summary>As many rows as show each column every boundary from both sides.</summary>
    public static int Needed(Boundaries boundaries, int least, int most) => Math.Clamp(4 * Math.Max(Math.Max(boundaries.Numbers.Count, boundaries.Integers.Count), boundaries.Texts.Count), least, most);

    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, [.. columnsNeeded.Select(static column => column.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    // A value depends on its row and place alone, so that every pass sees the same.
    private object Value(DataViewType type, long row, int column, int slot)
    {
        long place = unchecked((column * 104729L) + (slot * 15485863L));
        var random = new Random(unchecked((int)((row * 7919) + place)));
        return type switch
        {
            TextDataViewType => (boundaries.Written.TryGetValue(schema[column].Name, out Type? read) ? Written(read, row, place, random) : Text(row, place, random)).AsMemory(),
            BooleanDataViewType => random.Next(2) == 0,
            KeyDataViewType key => Convert.ChangeType(random.Next((int)Math.Min(key.Count, 1000) + 1), key.RawType, CultureInfo.InvariantCulture),
            _ when type.RawType == typeof(float) => (float)Number(row, place, random, static number => MathF.BitIncrement((float)number), static number => MathF.BitDecrement((float)number)),
            _ when type.RawType == typeof(double) => Number(row, place, random, Math.BitIncrement, Math.BitDecrement),
            _ => Convert.ChangeType(Whole(type.RawType, row, place, random), type.RawType, CultureInfo.InvariantCulture),
        };
    }

    // In turns a boundary, its neighbours of the column's precision, and any number.
    private double Number(long row, long place, Random random, Func<double, double> above, Func<double, double> below)
    {
        int turn = (int)(row % 4), count = boundaries.Numbers.Count;
        if (turn == 3 || count == 0)
            return random.Next(20) == 0 ? Extremes[random.Next(Extremes.Length)] : random.Next(5) == 0 ? random.Next(3) : ((random.NextDouble() * 4) - 2) * Math.Pow(10, random.Next(4));
        double boundary = boundaries.Numbers[Turned(row, place, count)];
        return turn switch { 0 => boundary, 1 => above(boundary), _ => below(boundary) };
    }

    // In turns a whole number that the model knows, its neighbours, one near a boundary of any numbers, a small one or an end of the type.
    private decimal Whole(Type type, long row, long place, Random random)
    {
        int turn = (int)(row % 4), count = boundaries.Integers.Count;
        var (least, most) = Ends(type);
        if (turn < 3 && count > 0) return Math.Clamp(boundaries.Integers[Turned(row, place, count)] + turn switch { 0 => 0m, 1 => 1m, _ => -1m }, least, most);
        if (boundaries.Numbers.Count > 0 && random.Next(2) == 0 && boundaries.Numbers[random.Next(boundaries.Numbers.Count)] is > -1e15 and < 1e15 and var near) return Math.Clamp(Math.Floor((decimal)near) + random.Next(2), least, most);
        return random.Next(10) switch { 0 => least, 1 => most, _ => Math.Min(random.Next(100), most) };
    }

    private static int Turned(long row, long place, int count) => (int)((ulong)((row / 4) + place) % (ulong)count);

    private static (decimal Least, decimal Most) Ends(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Byte => (0, byte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.UInt16 => (0, ushort.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        TypeCode.UInt32 => (0, uint.MaxValue),
        TypeCode.Int64 => (long.MinValue, long.MaxValue),
        TypeCode.UInt64 => (0, ulong.MaxValue),
        _ => (0, 99),
    };

    // A number as it is written, and sometimes what is none, where that is no error in ML.NET.
    private string Written(Type type, long row, long place, Random random)
    {
        bool isSigned = type == typeof(sbyte) || type == typeof(short) || type == typeof(int) || type == typeof(long);
        if (!isSigned && random.Next(8) == 0) return random.Next(2) == 0 ? Foreign[random.Next(Foreign.Length)] : Odd[random.Next(Odd.Length)];
        bool isFloating = type == typeof(float) || type == typeof(double);
        return isFloating && random.Next(4) > 0 ? Number(row, place, random, Math.BitIncrement, Math.BitDecrement).ToString("R", CultureInfo.InvariantCulture) : Whole(type, row, place, random).ToString(CultureInfo.InvariantCulture);
    }

    private string Text(long row, long place, Random random)
    {
        int count = boundaries.Texts.Count;
        if (count == 0 || random.Next(20) == 0) return Foreign[random.Next(Foreign.Length)];
        string known = boundaries.Texts[(int)((ulong)(row + place) % (ulong)count)];
        return random.Next(5) switch
        {
            0 => string.Join(' ', known, boundaries.Texts[random.Next(count)], Foreign[random.Next(Foreign.Length)]),
            1 => known.ToUpperInvariant(),
            _ => known,
        };
    }

    private sealed class Cursor(GeneratedRows rows, HashSet<int> active) : DataViewRowCursor
    {
        private long position = -1;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => rows.Schema;

        public override bool MoveNext() => position + 1 < rows.GetRowCount() && ++position >= 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

        [SuppressMessage("Reliability", "CA2021", Justification = "The type of a column is only known while running.")]
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType vector) return (ref TValue value) => value = (TValue)rows.Value(column.Type, position, column.Index, 0);
            var fill = (Filler)Activator.CreateInstance(typeof(Filler<>).MakeGenericType(vector.ItemType.RawType))!;
            return (ref TValue value) => value = (TValue)fill.Fill(vector.Size, slot => rows.Value(vector.ItemType, position, column.Index, slot));
        }
    }

    private abstract class Filler
    {
        public abstract object Fill(int length, Func<int, object> value);
    }

    private sealed class Filler<T> : Filler
    {
        public override object Fill(int length, Func<int, object> value) => new VBuffer<T>(length, [.. Enumerable.Range(0, length).Select(slot => (T)value(slot))]);
    }
}
