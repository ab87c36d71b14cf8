using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.LightGbm.Tests;

/// <summary>An hour of a bicycle hire with the hours before it. How many hired is known when the hour is over.</summary>
[Dataset]
public sealed partial record BikePast
{
    [Id] public required int Number { get; init; }
    [EventTime, DateParts(DatePart.DayOfWeek | DatePart.Month)] public required DateTime At { get; init; }
    [Numeric] public required int Hour { get; init; }
    [Numeric] public required bool IsHoliday { get; init; }
    [Numeric] public required bool IsWorkingDay { get; init; }
    [Categorical] public required Weather Weather { get; init; }
    [Numeric] public required float Temperature { get; init; }
    [Numeric] public required float Humidity { get; init; }
    [Numeric] public required float Wind { get; init; }

    [Label]
    [Lag(1, 2, 24, 168, Horizon = "1h")]
    [Rolling(Aggregates.Mean, "4h", Horizon = "1h"), Rolling(Aggregates.Mean, "1d", Horizon = "1h"), Rolling(Aggregates.Mean, "7d", Horizon = "1h")]
    public int Count { get; init; }

    /// <summary>The hour of a row of the file, whose event time is the day.</summary>
    public static BikePast Of(BikeHour row) => new()
    {
        Number = row.Number,
        At = row.Day.AddHours(row.Hour),
        Hour = row.Hour,
        IsHoliday = row.IsHoliday,
        IsWorkingDay = row.IsWorkingDay,
        Weather = row.Weather,
        Temperature = row.Temperature,
        Humidity = row.Humidity,
        Wind = row.Wind,
        Count = row.Count,
    };
}

[Model<BikePast, Regression>]
[LightGbm(Trees = 300, Leaves = 31, LearningRate = 0.05)]
public sealed partial class BikePastModel;

/// <summary>The same hour without the hours before it.</summary>
[Dataset]
public sealed partial record BikeNow
{
    [EventTime, DateParts(DatePart.DayOfWeek | DatePart.Month)] public required DateTime At { get; init; }
    [Numeric] public required int Hour { get; init; }
    [Numeric] public required bool IsHoliday { get; init; }
    [Numeric] public required bool IsWorkingDay { get; init; }
    [Categorical] public required Weather Weather { get; init; }
    [Numeric] public required float Temperature { get; init; }
    [Numeric] public required float Humidity { get; init; }
    [Numeric] public required float Wind { get; init; }
    [Label] public int Count { get; init; }

    /// <summary>The hour of a row of the file.</summary>
    public static BikeNow Of(BikeHour row) => new()
    {
        At = row.Day.AddHours(row.Hour),
        Hour = row.Hour,
        IsHoliday = row.IsHoliday,
        IsWorkingDay = row.IsWorkingDay,
        Weather = row.Weather,
        Temperature = row.Temperature,
        Humidity = row.Humidity,
        Wind = row.Wind,
        Count = row.Count,
    };
}

[Model<BikeNow, Regression>]
[LightGbm(Trees = 300, Leaves = 31, LearningRate = 0.05)]
public sealed partial class BikeNowModel;
