namespace MlDsl.Benchmarks.Sources;

/// <summary>A trip as all sources hold it.</summary>
[Dataset]
public sealed partial record Trip
{
    [Column("vendor_id")]
    public required string Vendor { get; init; }

    [Column("rate_code")]
    public required string RateCode { get; init; }

    [Column("passenger_count")]
    public required float Passengers { get; init; }

    [Column("trip_time_in_secs")]
    public required float Seconds { get; init; }

    [Column("trip_distance")]
    public required float? Miles { get; init; }

    [Column("payment_type")]
    public required string Payment { get; init; }

    [Label, Column("fare_amount")]
    public required float Fare { get; init; }
}
