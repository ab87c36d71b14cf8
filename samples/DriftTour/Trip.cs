using MlDsl;

namespace DriftTour;

/// <summary>A delivery, and how many minutes it took.</summary>
[Dataset]
public sealed partial record Trip
{
    [Id] public required int Number { get; init; }
    [EventTime] public required DateTime At { get; init; }
    [Column(Unit = "km"), Numeric(Scale = Scale.Standard)] public required float Distance { get; init; }
    [Column(Unit = "kg"), Numeric(Scale = Scale.Standard)] public required float Weight { get; init; }
    [Column(Unit = "°C"), Numeric(Scale = Scale.Standard)] public required float Temperature { get; init; }
    [Categorical] public required string Depot { get; init; }
    [Column(Unit = "min"), Label] public float Minutes { get; init; }
}

/// <summary>How many minutes a delivery will take.</summary>
[Model<Trip, Regression>(Name = "trip-minutes")]
[LinearRegression]
public sealed partial class TripModel;
