// Drafted by 'mldsl scaffold' from 13,949 rows of bike-hour.csv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of bike-hour.csv.</summary>
[Dataset]
public sealed partial record BikeHour
{
    // Look: every row has a value of its own: taken for an identifier.
    [Column("instant"), Id] public required int Instant { get; init; }
    // Look: the first time of the row: taken for when it happened, so that rows are split by time.
    [Column("dteday"), EventTime, DateParts(DatePart.Month | DatePart.DayOfWeek)] public required DateTime Dteday { get; init; }
    // Look: a whole number of 4 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Column("season"), Categorical] public required int Season { get; init; }
    [Column("yr"), Numeric] public required bool Yr { get; init; }
    // Look: a whole number of 12 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Column("mnth"), Categorical] public required int Mnth { get; init; }
    // Look: a whole number of 24 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Column("hr"), Categorical] public required int Hr { get; init; }
    [Column("holiday"), Numeric] public required bool Holiday { get; init; }
    [Column("weekday"), Numeric(Scale = Scale.Standard)] public required int Weekday { get; init; }
    [Column("workingday"), Numeric] public required bool Workingday { get; init; }
    [Column("weathersit"), Numeric(Scale = Scale.Standard)] public required int Weathersit { get; init; }
    [Column("temp"), Numeric(Scale = Scale.Standard)] public required float Temp { get; init; }
    [Column("atemp"), Numeric(Scale = Scale.Standard)] public required float Atemp { get; init; }
    [Column("hum"), Numeric(Scale = Scale.Standard)] public required float Hum { get; init; }
    [Column("windspeed"), Numeric(Scale = Scale.Standard)] public required float Windspeed { get; init; }
    // Look: 'casual' + 'registered' is the label in every row: taken for known only afterwards, so that it reaches no feature. Where it is known before, take Available away and give it a kind.
    [Column("casual", Available = Availability.AfterOutcome)] public int Casual { get; init; }
    // Look: 'casual' + 'registered' is the label in every row: taken for known only afterwards, so that it reaches no feature. Where it is known before, take Available away and give it a kind.
    [Column("registered", Available = Availability.AfterOutcome)] public int Registered { get; init; }
    // Look: nobody named the label: taken for it as the last column that can be one; --label names another.
    [Column("cnt"), Label] public int Cnt { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<BikeHour, Regression>]
[PoissonRegression]
public sealed partial class BikeHourModel;

/// <summary>How bike-hour.csv is read and split.</summary>
public static class BikeHourFile
{
    public static Dataset<BikeHour> Read(string path) => Dataset<BikeHour>.FromCsv(path);

    public static Split<BikeHour> Split(string path) => Read(path).SplitByTime(validation: 0.2, test: 0.2, embargo: TimeSpan.Zero);
}
