namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A purchase at a shop, which may be known only days later, and what it earned.</summary>
[Dataset]
public sealed partial record Taking
{
    [Id] public required long Number { get; init; }
    [Group] public required string Shop { get; init; }
    [EventTime(Lateness = "3d")] public required DateTimeOffset At { get; init; }
    [Arrived] public required DateTimeOffset Known { get; init; }

    [Numeric(Impute = Impute.Mean)]
    [Lag(1, 3, Impute = Impute.Mean), Rolling(Aggregates.Mean | Aggregates.Std | Aggregates.Quantile, "2d", Quantile = 0.9, Impute = Impute.Median)]
    public float? Amount { get; init; }

    [SinceLast(Impute = Impute.Constant, Constant = 1000)] public required bool IsReturn { get; init; }

    [Label, Lag(1, Horizon = "2h", Impute = Impute.Mean), Rolling(Aggregates.Mean | Aggregates.Count, "1d", Horizon = "2h", Impute = Impute.Mean, Scale = Scale.Standard)]
    public float Profit { get; init; }
}

[Features<Taking>]
public static class TakingFeatures
{
    [Numeric(Impute = Impute.Mean)] public static float? Rise(float? amountLag1, float? amountLag3) => amountLag1 - amountLag3;
}

[Model<Taking, Regression>]
[LinearRegression]
public sealed partial class TakingModel;

/// <summary>The level of a river in a struct, in local time.</summary>
[Dataset]
public readonly partial record struct RiverLevel(
    [property: EventTime(Zone = "Europe/Berlin")] DateTime At,
    [property: Rolling(Aggregates.Count | Aggregates.Max, "1d", Calendar = WindowCalendar.Day), Rolling(Aggregates.Count, "1d")] int Level,
    [property: Label] float Flow);

/// <summary>The wind at a mast, in a struct with properties of its own beside those that windows add.</summary>
[Dataset]
public partial record struct WindSpeed
{
    [EventTime] public required DateTime At { get; init; }
    [Lag(1), Rolling(Aggregates.Mean, "1h")] public required float Speed { get; init; }
    [Label] public float Power { get; init; }
}

/// <summary>A day's pulse in a class that keeps more than columns.</summary>
[Dataset]
public partial class PulseDay
{
    [EventTime(Delay = "2d")] public DateOnly Day { get; init; }
    [Lag(1), Rolling(Aggregates.Mean, "30d")] public double Pulse { get; init; }
    [Label] public bool IsIll { get; init; }

    /// <summary>No column.</summary>
    public object? Origin { get; set; }
}

/// <summary>A trade in times that say their zone or do not.</summary>
[Dataset]
public sealed partial record Tick
{
    [EventTime] public required DateTime At { get; init; }
    [Arrived] public required DateTime Known { get; init; }
    [Lag(1)] public float Size { get; init; }
}

/// <summary>A day's stock, of which files say on which day it was counted.</summary>
[Dataset]
public sealed partial record StockDay
{
    [Id] public required int Number { get; init; }
    [EventTime] public required DateOnly Day { get; init; }
    [Arrived] public required DateOnly Counted { get; init; }
    [Lag(1), Rolling(Aggregates.Count, "30d")] public float Stock { get; init; }
    [Label, Rolling(Aggregates.Mean, "30d", Horizon = "3d")] public float Sold { get; init; }
}
