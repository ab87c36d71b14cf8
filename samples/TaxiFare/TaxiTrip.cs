using MlDsl;

namespace TaxiFare;

/// <summary>One trip of a taxi.</summary>
[Dataset]
public sealed partial record TaxiTrip
{
    [Column("vendor_id"), Categorical]
    public required string Vendor { get; init; }

    [Column("rate_code"), Categorical(MinCount = 5, Unknown = Unknown.Bucket)]
    public required string RateCode { get; init; }

    [Column("passenger_count"), Numeric]
    public required float Passengers { get; init; }

    [Column("trip_time_in_secs"), Numeric(Scale = Scale.Standard)]
    public required float Seconds { get; init; }

    [Column("trip_distance"), Numeric(Scale = Scale.Standard, Impute = Impute.Median)]
    public float? Miles { get; init; }

    [Column("payment_type"), Categorical(Unknown = Unknown.Bucket, MaxCategories = 16)]
    public required string Payment { get; init; }

    [Column("fare_amount"), Label]
    public float Fare { get; init; }
}

/// <summary>What the columns tell together.</summary>
[Features<TaxiTrip>]
public static partial class TaxiFeatures
{
    // Rate code 2 is the flat fare to the airport: there the meter does not run.
    [Numeric(Scale = Scale.Standard)]
    public static float MeteredMiles(string rateCode, float? miles) => rateCode == "2" ? 0f : miles ?? 0f;

    [Numeric(Scale = Scale.Standard)]
    public static float MeteredSeconds(string rateCode, float seconds) => rateCode == "2" ? 0f : seconds;
}

/// <summary>The fare of a trip from what is known when it ends.</summary>
[Model<TaxiTrip, Regression>(Name = "taxi-fare", Version = "1")]
[LinearRegression(L2 = 1e-4)]
public sealed partial class TaxiFareModel;
