// Drafted by 'mldsl scaffold' from 100,000 rows of taxi-fare-train.csv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of taxi-fare-train.csv.</summary>
[Dataset]
public sealed partial record TaxiFare
{
    [Column("vendor_id"), Categorical] public required string VendorId { get; init; }
    [Column("rate_code"), Categorical(MinCount = 10, Unknown = Unknown.Bucket)] public required int RateCode { get; init; }
    [Column("passenger_count"), Numeric(Scale = Scale.Standard)] public required int PassengerCount { get; init; }
    [Column("trip_time_in_secs"), Numeric(Scale = Scale.Standard)] public required int TripTimeInSecs { get; init; }
    [Column("trip_distance"), Numeric(Scale = Scale.Standard)] public required float TripDistance { get; init; }
    [Column("payment_type"), Categorical] public required string PaymentType { get; init; }
    // Look: nobody named the label: taken for it as the last column that can be one; --label names another.
    [Column("fare_amount"), Label] public float FareAmount { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<TaxiFare, Regression>]
[LinearRegression]
public sealed partial class TaxiFareModel;

/// <summary>How taxi-fare-train.csv is read and split.</summary>
public static class TaxiFareFile
{
    public static Dataset<TaxiFare> Read(string path) => Dataset<TaxiFare>.FromCsv(path);

    public static Split<TaxiFare> Split(string path) => Read(path).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
}
