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

    /// <summary>Of every fifth value from a place that the row's first says, so that none is left out over the rows.</summary>
    public float Sum
    {
        get
        {
            float sum = 0;
            for (int i = (int)(values[0] * 1e6) % 5; i < Width; i += 5) sum += values[i];
            return sum;
        }
    }

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
