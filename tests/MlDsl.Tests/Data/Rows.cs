namespace MlDsl.Tests.Data;

/// <summary>A text and a number, independent of other rows.</summary>
public sealed record Note(string? Text, int? Number) : IRow<Note>, IIndependentRows
{
    public static DatasetSchema Schema { get; } = Schemas.Of("Note", ("text", "Text", "string?"), ("number", "Number", "int?"));

    public static Note Read(ref FieldReader fields) => new(fields.TextOrNull(0), fields.NumberOrNull<int>(1));

    public static void Hash(Note row, ref RowHash hash)
    {
        hash.Add(row.Text);
        if (row.Number is { } number) hash.Add((long)number);
        else hash.AddMissing();
    }
}

/// <summary>A row with a class, for stratified splits.</summary>
public sealed record Flower(int Id, int Species) : IRow<Flower>, IIndependentRows
{
    public static DatasetSchema Schema { get; } = Schemas.Of("Flower", ("id", "Id", "int"), ("species", "Species", "int"));

    public static Flower Read(ref FieldReader fields) => new(fields.Number<int>(0), fields.Number<int>(1));

    public static void Hash(Flower row, ref RowHash hash)
    {
        hash.Add((long)row.Id);
        hash.Add((long)row.Species);
    }

    public static ulong StratumOf(Flower row) => (ulong)row.Species;
}

/// <summary>A row that belongs to a patient.</summary>
public sealed record Visit(int Id, int Patient) : IRow<Visit>, IGroupedRows
{
    public static DatasetSchema Schema { get; } = Schemas.Of("Visit", ("id", "Id", "int"), ("patient", "Patient", "int"));

    public static Visit Read(ref FieldReader fields) => new(fields.Number<int>(0), fields.Number<int>(1));

    public static void Hash(Visit row, ref RowHash hash)
    {
        hash.Add((long)row.Id);
        hash.Add((long)row.Patient);
    }

    public static ulong GroupOf(Visit row) => RowHash.Mix((ulong)row.Patient + 1);
}

/// <summary>A row in time.</summary>
public sealed record Trade(int Id, DateTime When) : IRow<Trade>, ITimedRows
{
    public static DatasetSchema Schema { get; } = Schemas.Of("Trade", ("id", "Id", "int"), ("when", "When", "DateTime"));

    public static Trade Read(ref FieldReader fields) => new(fields.Number<int>(0), fields.DateTime(1));

    public static void Hash(Trade row, ref RowHash hash)
    {
        hash.Add((long)row.Id);
        hash.Add(row.When.Ticks);
    }

    public static long EventTimeOf(Trade row) => row.When.Ticks;
}

/// <summary>A row in time that belongs to a sensor.</summary>
public sealed record Reading(int Id, int Sensor, DateTime When) : IRow<Reading>, IGroupedTimedRows
{
    public static DatasetSchema Schema { get; } =
        Schemas.Of("Reading", ("id", "Id", "int"), ("sensor", "Sensor", "int"), ("when", "When", "DateTime"));

    public static Reading Read(ref FieldReader fields) => new(fields.Number<int>(0), fields.Number<int>(1), fields.DateTime(2));

    public static void Hash(Reading row, ref RowHash hash)
    {
        hash.Add((long)row.Id);
        hash.Add((long)row.Sensor);
        hash.Add(row.When.Ticks);
    }

    public static ulong GroupOf(Reading row) => RowHash.Mix((ulong)row.Sensor + 1);

    public static long EventTimeOf(Reading row) => row.When.Ticks;
}

/// <summary>What rows of the tests name their columns with.</summary>
public static class Schemas
{
    public static DatasetSchema Of(string name, params (string Name, string Member, string Type)[] columns) =>
        new(name, [.. columns.Select(static c => new ColumnSchema(c.Name, c.Member, c.Type, ColumnRole.None, "", true))], []);
}
