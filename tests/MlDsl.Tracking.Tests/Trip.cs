namespace MlDsl.Tracking.Tests;

/// <summary>A row with a column of each kind that must not be seen: its values begin with words that are searched for.</summary>
[Dataset]
public sealed partial record Trip
{
    public const string Secret = "Xyzzy", Person = "Plugh";

    [Id] public string Number { get; init; } = "";
    [Numeric(Scale = Scale.Standard)] public required float Miles { get; init; }
    [Numeric] public required float Minutes { get; init; }
    [Sensitive] public string Borough { get; init; } = "";
    [Label] public float Fare { get; init; }

    public static Split<Trip> Split(int rows = 400) => Dataset<Trip>.FromRows(Enumerable.Range(0, rows).Select(static i => new Trip
    {
        Number = $"{Person}{i}",
        Miles = i % 17,
        Minutes = i * 7 % 23,
        Borough = $"{Secret}{i % 3}",
        Fare = (2.5f * (i % 17)) + (0.4f * (i * 7 % 23)) + (i % 5),
    })).SplitRandom(validation: 0.2, test: 0.2, seed: 4711);
}

[Model<Trip, Regression>(Name = "trip-fare", Version = "3")]
[PoissonRegression(L2 = 0.01)]
[Search(nameof(PoissonRegressionAttribute.L2), 1e-4, 1.0, Scale = SearchScale.Log)]
public sealed partial class TripModel;
