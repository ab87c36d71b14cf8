namespace MlDsl.Tests.Data;

/// <summary>A weekday.</summary>
public enum Day
{
    Monday,
    Tuesday,
}

/// <summary>A row with a column of each kind.</summary>
public sealed record Sample(
    string Text, int Count, float Share, double Wide, decimal Price, bool Flag, Day Day, DateTime Moment, DateTimeOffset Seen, DateOnly Date, TimeOnly Clock, TimeSpan Length,
    Guid Key, char Mark, long? Maybe, string? Note) : IRow<Sample>, IIndependentRows
{
    public static DatasetSchema Schema { get; } = Schemas.Of(
        "Sample", ("text", "Text", "string"), ("count", "Count", "int"), ("share", "Share", "float"), ("wide", "Wide", "double"), ("price", "Price", "decimal"),
        ("flag", "Flag", "bool"), ("day", "Day", "Day"), ("moment", "Moment", "System.DateTime"), ("seen", "Seen", "System.DateTimeOffset"), ("date", "Date", "System.DateOnly"),
        ("clock", "Clock", "System.TimeOnly"), ("length", "Length", "System.TimeSpan"), ("key", "Key", "System.Guid"), ("mark", "Mark", "char"), ("maybe", "Maybe", "long?"),
        ("note", "Note", "string?"));

    public static Sample Read(ref FieldReader fields) => new(
        fields.Text(0), fields.Number<int>(1), fields.Number<float>(2), fields.Number<double>(3), fields.Number<decimal>(4), fields.Flag(5), fields.Enumeration<Day>(6),
        fields.DateTime(7), fields.DateTimeOffset(8), fields.DateOnly(9), fields.TimeOnly(10), fields.TimeSpan(11), fields.Guid(12), fields.Character(13),
        fields.NumberOrNull<long>(14), fields.TextOrNull(15));

    public static void Hash(Sample row, ref RowHash hash)
    {
        hash.Add(row.Text);
        hash.Add((long)row.Count);
    }

    /// <summary>The records as a typed table.</summary>
    public static Dataset<Sample> Of(params object?[][] records) => Dataset<Sample>.FromQuery(() => Table(Schema, records).CreateDataReader());

    /// <summary>A table with the columns of a schema.</summary>
    public static System.Data.DataTable Table(DatasetSchema schema, params object?[][] records)
    {
        var table = new System.Data.DataTable();
        foreach (ColumnSchema column in schema.Columns) table.Columns.Add(column.Name, typeof(object));
        foreach (object?[] record in records) table.Rows.Add([.. record.Select(static v => v ?? DBNull.Value)]);
        return table;
    }
}

/// <summary>A row with two vectors and an event time.</summary>
public sealed record Signal(float[] Values, int?[]? Counts, DateTime When) : IRow<Signal>, ITimedRows
{
    public static DatasetSchema Schema { get; } = new(
        "Signal",
        [
            new ColumnSchema("values", "Values", "float[]", ColumnRole.None, "", true) { Length = 3 },
            new ColumnSchema("counts", "Counts", "int?[]?", ColumnRole.None, "", true) { Length = 2 },
            new ColumnSchema("when", "When", "System.DateTime", ColumnRole.EventTime, "", false),
        ],
        []);

    public static Signal Read(ref FieldReader fields) => new(fields.Vector<float>(0, takesNaN: true), fields.SparseVectorOrNull<int>(1), fields.DateTime(2));

    public static void Hash(Signal row, ref RowHash hash) => hash.Add(row.When.Ticks);

    public static long EventTimeOf(Signal row) => row.When.Ticks;
}
