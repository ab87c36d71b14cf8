using MlDsl.Columns;

namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>Rows of values at the edges of their types, and some between.</summary>
internal sealed class MixRows
{
    public const int Count = 240;

    private static readonly float[] Singles =
        [0f, -0f, 1f, -1f, 0.5f, 1.5f, 2.5f, -2.5f, 3f, 7.25f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, 1e-39f, 1e10f, 2147483648f, -2147483904f, 9.3e18f, -1e20f, 255.5f, 1e-7f];

    private static readonly double[] Doubles =
        [0d, -0d, 1d, -1d, 0.5, 1.5, -2.5, 3d, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 1e300, 2147483647.5, -2147483648.5, 4294967296d, 9223372036854775808d, -9223372036854775808d, 1e-40, 16777217d];

    private static readonly long[] Longs =
        [0, 1, -1, 2, 3, 7, -7, 10, 255, 256, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 53, (1L << 53) + 1, long.MaxValue, long.MinValue, 864_000_000_000];

    private static readonly string[] Texts = ["", "a", "b", "gift", "Gift", "ß\u0301", " "];

    private static readonly Guid[] Identifiers = [Guid.Empty, new("ffffffff-0000-0000-0000-000000000001"), new("01234567-89ab-cdef-0123-456789abcdef")];

    private static readonly DateTime[] Times =
    [
        DateTime.MinValue, DateTime.MaxValue, new(2024, 2, 29, 23, 59, 59), new(2023, 12, 31), new(2000, 3, 1, 12, 0, 0), new(1900, 2, 28, 1, 2, 3, 4), new(2100, 3, 1), DateTime.UnixEpoch, new(2024, 6, 15, 7, 30, 0),
    ];

    private readonly Dictionary<string, object?[]> columns = [];

    public MixRows(DatasetSchema schema, Type shade)
    {
        var random = new Random(7);
        foreach (ColumnSchema column in schema.Columns)
        {
            object?[] values = new object?[Count];
            for (int i = 0; i < Count; i++) values[i] = column.Type.EndsWith('?') && random.Next(4) == 0 ? null : Value(column.Type.TrimEnd('?'), random, shade);
            columns[column.Member] = values;
        }
    }

    /// <summary>The value of a column as its property holds it.</summary>
    public object? Of(string column, int row) => columns[column][row];

    /// <summary>The same, as a row by name holds it.</summary>
    public ColumnValue ValueOf(string column, int row) => Of(column, row) switch
    {
        null => ColumnValue.Missing,
        float value => ColumnValue.Number(value),
        double value => ColumnValue.Number(value),
        Half value => ColumnValue.Number((double)value),
        decimal value => ColumnValue.Number(value),
        bool value => ColumnValue.Flag(value),
        ulong value => ColumnValue.Integer(value),
        char value => ColumnValue.Text(value.ToString()),
        string value => ColumnValue.Text(value),
        Enum value => ColumnValue.Text(NameOf(value)),
        DateTime value => ColumnValue.Time(value),
        DateTimeOffset value => ColumnValue.Time(value),
        DateOnly value => ColumnValue.Date(value),
        TimeOnly value => ColumnValue.Time(value),
        TimeSpan value => ColumnValue.Integer(value.Ticks),
        Guid value => ColumnValue.Text(value.ToString()),
        var value => ColumnValue.Integer(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>The name that the row's own code gives a member of an enum: the first of those with its value.</summary>
    public static string NameOf(Enum value) => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) switch { 0 => "Dark", 1 => "Light", _ => "Odd" };

    private static object Value(string type, Random random, Type shade) => type switch
    {
        "float" => random.Next(3) == 0 ? (float)(random.NextDouble() * 20) - 10 : Pick(Singles, random),
        "double" => random.Next(3) == 0 ? (random.NextDouble() * 20) - 10 : Pick(Doubles, random),
        "System.Half" => (Half)Pick(Singles, random),
        "decimal" => Math.Round((decimal)random.NextDouble() * 1000, random.Next(12)),
        "bool" => random.Next(2) == 0,
        "sbyte" => unchecked((sbyte)Pick(Longs, random)),
        "byte" => unchecked((byte)Pick(Longs, random)),
        "short" => unchecked((short)Pick(Longs, random)),
        "ushort" => unchecked((ushort)Pick(Longs, random)),
        "int" => random.Next(4) == 0 ? int.MinValue : unchecked((int)Pick(Longs, random)),
        "uint" => unchecked((uint)Pick(Longs, random)),
        "long" => Pick(Longs, random),
        "ulong" => unchecked((ulong)Pick(Longs, random)),
        "char" => Pick(Texts, random) is [var first, ..] ? first : 'z',
        "string" => Pick(Texts, random),
        "Shade" => Enum.ToObject(shade, new[] { 0, 1, 7 }[random.Next(3)]),
        "System.DateTime" => Pick(Times, random),
        "System.DateTimeOffset" => new DateTimeOffset(new DateTime(2024, 2, 29, 23, 30, 0).AddHours(random.Next(9000)), TimeSpan.FromHours(random.Next(-5, 6))),
        "System.DateOnly" => DateOnly.FromDateTime(Pick(Times, random)),
        "System.TimeOnly" => TimeOnly.FromDateTime(Pick(Times, random)),
        "System.TimeSpan" => new TimeSpan(random.Next(3) == 0 ? random.NextInt64(-10 * TimeSpan.TicksPerDay, 10 * TimeSpan.TicksPerDay) : Pick(Longs, random)),
        "System.Guid" => Pick(Identifiers, random),
        _ => throw new NotSupportedException(type),
    };

    private static T Pick<T>(T[] values, Random random) => values[random.Next(values.Length)];
}
