using CsvHelper;
using nietras.SeparatedValues;

namespace MlDsl.Benchmarks.Training.Csv;

/// <summary>A trip of the taxi file, as the generators of MlDsl and CsvHelper write it, and by hand for Sep, which has no records.</summary>
[CsvRecord]
public sealed partial record Trip : IRow<Trip>
{
    public static DatasetSchema Schema { get; } = new(
        "Trip",
        [
            new("vendor_id", "Vendor", "string", ColumnRole.None, "", true),
            new("rate_code", "RateCode", "string", ColumnRole.None, "", true),
            new("passenger_count", "Passengers", "float", ColumnRole.None, "", true),
            new("trip_time_in_secs", "Seconds", "float", ColumnRole.None, "", true),
            new("trip_distance", "Miles", "float?", ColumnRole.None, "", true),
            new("payment_type", "Payment", "string", ColumnRole.None, "", true),
            new("fare_amount", "Fare", "float", ColumnRole.Label, "", false),
        ],
        []);

    [CsvColumn("vendor_id")]
    public string Vendor { get; set; } = "";

    [CsvColumn("rate_code")]
    public string RateCode { get; set; } = "";

    [CsvColumn("passenger_count")]
    public float Passengers { get; set; }

    [CsvColumn("trip_time_in_secs")]
    public float Seconds { get; set; }

    [CsvColumn("trip_distance")]
    public float? Miles { get; set; }

    [CsvColumn("payment_type")]
    public string Payment { get; set; } = "";

    [CsvColumn("fare_amount")]
    public float Fare { get; set; }

    public static Trip Read(ref FieldReader fields) => new()
    {
        Vendor = fields.Text(0),
        RateCode = fields.Text(1),
        Passengers = fields.Number<float>(2),
        Seconds = fields.Number<float>(3),
        Miles = fields.NumberOrNull<float>(4),
        Payment = fields.Text(5),
        Fare = fields.Number<float>(6),
    };

    public static Trip Of(SepReader.Row row) => new()
    {
        Vendor = row[0].ToString(),
        RateCode = row[1].ToString(),
        Passengers = row[2].Parse<float>(),
        Seconds = row[3].Parse<float>(),
        Miles = row[4].Span.IsEmpty ? null : row[4].Parse<float>(),
        Payment = row[5].ToString(),
        Fare = row[6].Parse<float>(),
    };

    /// <summary>Reading needs no hash; the fare stands for the row.</summary>
    public static void Hash(Trip row, ref RowHash hash) => hash.Add(row.Fare);
}
