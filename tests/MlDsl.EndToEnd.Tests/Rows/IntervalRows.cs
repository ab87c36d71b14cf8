namespace MlDsl.EndToEnd.Tests.Rows;

[Model<Trip, Regression>]
[LinearRegression(L2 = 1e-5)]
[Intervals(0.9)]
public sealed partial class TripIntervalModel;

[Model<BikeHour, Regression>]
[PoissonRegression(L2 = 1e-4, Tolerance = 1e-3)]
[Intervals(0.9, Width = IntervalWidth.ByPrediction)]
public sealed partial class BikeIntervalModel;

/// <summary>The same hours as if they did not follow each other.</summary>
[Dataset]
public sealed partial record BikeHourAlone
{
    [Column("dteday"), DateParts(DatePart.Month | DatePart.DayOfWeek | DatePart.Trend)] public required DateTime Day { get; init; }
    [Column("hr"), Categorical] public required int Hour { get; init; }
    [Column("holiday"), Numeric] public required bool IsHoliday { get; init; }
    [Column("workingday"), Categorical] public required bool IsWorkingDay { get; init; }
    [Column("weathersit"), Categorical] public required Weather Weather { get; init; }
    [Column("temp"), Numeric(Bins = 8)] public required float Temperature { get; init; }
    [Column("hum"), Numeric(Scale = Scale.MinMax)] public required float Humidity { get; init; }
    [Column("cnt"), Label] public int Count { get; init; }
}

[Features<BikeHourAlone>]
public static class BikeAloneFeatures
{
    [Categorical] public static int HourOfKind(int hour, bool isWorkingDay) => isWorkingDay ? hour : hour + 24;
}

[Model<BikeHourAlone, Regression>]
[PoissonRegression(L2 = 1e-4, Tolerance = 1e-3)]
[Intervals(0.9, Width = IntervalWidth.ByPrediction)]
public sealed partial class BikeAloneModel;
