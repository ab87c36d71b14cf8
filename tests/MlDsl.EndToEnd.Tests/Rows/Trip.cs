namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>One trip of a taxi: one-hot categories and three numbers.</summary>
[Dataset]
public sealed partial record Trip
{
    [Column("vendor_id"), Categorical] public required string Vendor { get; init; }
    [Column("rate_code"), Categorical] public required string RateCode { get; init; }
    [Column("passenger_count"), Numeric] public required float Passengers { get; init; }
    [Column("trip_time_in_secs"), Numeric(Scale = Scale.Standard)] public required float Seconds { get; init; }
    [Column("trip_distance"), Numeric(Scale = Scale.Standard, Impute = Impute.Median)] public float? Miles { get; init; }
    [Column("payment_type"), Categorical(Unknown = Unknown.Bucket, MaxCategories = 16)] public required string Payment { get; init; }
    [Column("fare_amount"), Label] public float Fare { get; init; }
}

[Model<Trip, Regression>(Name = "trip", Version = "3")]
[LinearRegression(L2 = 1e-5)]
public sealed partial class TripModel;
