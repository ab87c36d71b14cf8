namespace MlDsl.Tests.Data;

/// <summary>Reads single fields, without a row type of their own.</summary>
public static class Fields
{
    public delegate T Reading<T>(ref FieldReader fields);

    private static readonly DatasetSchema Schema = Schemas.Of("Probe", ("a", "A", "float"), ("b", "B", "float"));

    /// <summary>What <paramref name="read"/> makes of a record of the file "probe.csv" with the columns a and b.</summary>
    public static T Read<T>(string record, Reading<T> read, CsvOptions? options = null, DatasetSchema? schema = null)
    {
        options ??= new CsvOptions();
        schema ??= Schema;
        using var records = new CsvRecords(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("a,b\n" + record)), "probe.csv", options);
        CsvBinding binding = CsvBinding.Read(records, schema, options);
        Assert.True(records.Read());
        var reader = new FieldReader(records, new CsvFields(schema, binding, options));
        return read(ref reader);
    }

    /// <summary>The complaint of <paramref name="read"/>.</summary>
    public static DataFormatException Refuse<T>(string record, Reading<T> read, CsvOptions? options = null, DatasetSchema? schema = null) =>
        Assert.Throws<DataFormatException>(() => Read(record, read, options, schema));
}
