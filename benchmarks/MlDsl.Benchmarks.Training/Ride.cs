namespace MlDsl.Benchmarks.Training;

/// <summary>A taxi trip as trees take it: categories as such.</summary>
[Dataset]
public sealed partial record Ride
{
    [Column("vendor_id"), Categorical(Encoding = CategoricalEncoding.Native)] public required string Vendor { get; init; }
    [Column("rate_code"), Categorical(Encoding = CategoricalEncoding.Native)] public required string RateCode { get; init; }
    [Column("passenger_count"), Numeric] public required float Passengers { get; init; }
    [Column("trip_time_in_secs"), Numeric] public required float Seconds { get; init; }
    [Column("trip_distance"), Numeric] public required float Miles { get; init; }
    [Column("payment_type"), Categorical(Encoding = CategoricalEncoding.Native)] public required string Payment { get; init; }
    [Column("fare_amount"), Label] public float Fare { get; init; }
}

[Model<Ride, Regression>, LightGbm(Trees = 200)]
public sealed partial class RideModel;
