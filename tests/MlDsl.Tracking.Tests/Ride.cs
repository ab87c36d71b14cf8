namespace MlDsl.Tracking.Tests;

/// <summary>A row whose features are columns, ops, and code that reads both.</summary>
[Dataset]
public sealed partial record Ride
{
    [Column("miles driven"), Numeric] public required float Miles { get; init; }
    public required float Minutes { get; init; }
    [Categorical("day", "night")] public required string Tariff { get; init; }
    [Label] public float Fare { get; init; }

    public static Split<Ride> Split() => Dataset<Ride>.FromRows(Enumerable.Range(0, 200).Select(static i => new Ride
    {
        Miles = i % 17,
        Minutes = 1 + (i * 7 % 23),
        Tariff = i % 3 == 0 ? "night" : "day",
        Fare = (2.5f * (i % 17)) + (i % 5),
    })).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
}

[Features<Ride>]
public static class RideFeatures
{
    [Numeric]
    public static float Speed(float miles, float minutes) => miles / minutes;

    [Numeric]
    public static float Written(float speed, string tariff) => speed.ToString("F1", System.Globalization.CultureInfo.InvariantCulture).Length + tariff.Length;
}

[Model<Ride, Regression>(Name = "ride-fare")]
[LinearRegression]
public sealed partial class RideModel;
