namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>The weather as the file codes it.</summary>
public enum Weather
{
    Clear = 1,
    Mist = 2,
    LightRain = 3,
    HeavyRain = 4,
}

/// <summary>One hour of a bicycle hire. Who hired is known only afterwards, and together they are the label.</summary>
[Dataset]
public sealed partial record BikeHour
{
    [Column("instant"), Id] public required int Number { get; init; }
    [Column("dteday"), EventTime, DateParts(DatePart.Month | DatePart.DayOfWeek | DatePart.Trend)] public required DateTime Day { get; init; }
    [Column("hr"), Categorical] public required int Hour { get; init; }
    [Column("holiday"), Numeric] public required bool IsHoliday { get; init; }
    [Column("workingday"), Categorical] public required bool IsWorkingDay { get; init; }
    [Column("weathersit"), Categorical] public required Weather Weather { get; init; }
    [Column("temp"), Numeric(Bins = 8)] public required float Temperature { get; init; }
    [Column("hum"), Numeric(Scale = Scale.MinMax)] public required float Humidity { get; init; }
    [Column("windspeed"), Numeric(Scale = Scale.Robust)] public required float Wind { get; init; }
    [Column("casual", Available = Availability.AfterOutcome)] public int Casual { get; init; }
    [Column("registered", Available = Availability.AfterOutcome)] public int Registered { get; init; }
    [Column("cnt"), Label] public int Count { get; init; }
}

[Features<BikeHour>]
public static class BikeFeatures
{
    [Categorical] public static int HourOfKind(int hour, bool isWorkingDay) => isWorkingDay ? hour : hour + 24;
}

[Model<BikeHour, Regression>]
[PoissonRegression(L2 = 1e-4)]
public sealed partial class BikeModel;
