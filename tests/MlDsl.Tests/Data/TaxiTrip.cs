namespace MlDsl.Tests.Data;

/// <summary>What the generator will write for the taxi data, by hand.</summary>
public sealed record TaxiTrip(string Vendor, string RateCode, float Passengers, float Seconds, float? Miles, string Payment, float Fare)
    : IRow<TaxiTrip>, IIndependentRows
{
    public static DatasetSchema Schema { get; } = new(
        "TaxiTrip",
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

    public static TaxiTrip Read(ref FieldReader fields) => new(
        fields.Text(0), fields.Text(1), fields.Number<float>(2), fields.Number<float>(3), fields.NumberOrNull<float>(4), fields.Text(5), fields.Number<float>(6));

    public static void Hash(TaxiTrip row, ref RowHash hash)
    {
        hash.Add(row.Vendor);
        hash.Add(row.RateCode);
        hash.Add(row.Passengers);
        hash.Add(row.Seconds);
        if (row.Miles is { } miles) hash.Add(miles);
        else hash.AddMissing();
        hash.Add(row.Payment);
        hash.Add(row.Fare);
    }
}
