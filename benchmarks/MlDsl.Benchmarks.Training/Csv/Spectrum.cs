using CsvHelper;
using nietras.SeparatedValues;

namespace MlDsl.Benchmarks.Training.Csv;

/// <summary>A row of a wide file: 200 numbers, each a column of its own.</summary>
public sealed class Spectrum(float[] values) : IRow<Spectrum>
{
    public const int Width = 200;

    public static DatasetSchema Schema { get; } = new(
        "Spectrum", [.. Enumerable.Range(0, Width).Select(static i => new ColumnSchema(MadeFiles.Column(i), MadeFiles.Column(i), "float", ColumnRole.None, "", true))], []);

    public ReadOnlySpan<float> Values => values;

    public static Spectrum Read(ref FieldReader fields)
    {
        var values = new float[Width];
        for (int i = 0; i < Width; i++) values[i] = fields.Number<float>(i);
        return new Spectrum(values);
    }

    public static Spectrum Of(SepReader.Row row)
    {
        var values = new float[Width];
        row[..].Parse<float>(values);
        return new Spectrum(values);
    }

    public static Spectrum Of(CsvReader row)
    {
        var values = new float[Width];
        for (int i = 0; i < Width; i++) values[i] = row.Parse<float>(i);
        return new Spectrum(values);
    }

    /// <summary>Reading needs no hash; the first number stands for the row.</summary>
    public static void Hash(Spectrum row, ref RowHash hash) => hash.Add(row.Values[0]);
}
