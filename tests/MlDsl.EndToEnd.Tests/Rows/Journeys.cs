namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>What a station measured, which may be known only hours later.</summary>
[Dataset]
public sealed partial record Observation
{
    [Id] public required long Number { get; init; }
    [Group] public required string Station { get; init; }
    [EventTime] public required DateTimeOffset At { get; init; }
    [Arrived] public required DateTimeOffset Known { get; init; }
    public float? Temperature { get; init; }
    public string? Sky { get; init; }
    [Label] public float Rain { get; init; }
}

/// <summary>A part of a city.</summary>
[Dataset]
public sealed partial record Quarter
{
    [Id] public required int Number { get; init; }
    public required string Name { get; init; }
    public float? Density { get; init; }
}

/// <summary>A journey, with the weather before it and the parts of the city that it leads from and to.</summary>
[Dataset]
public sealed partial record Journey
{
    [Id] public required long Number { get; init; }
    [EventTime] public required DateTimeOffset At { get; init; }
    public string? Station { get; init; }
    public required int From { get; init; }
    public int? To { get; init; }
    [Numeric] public required float Miles { get; init; }

    [AsOf<Observation>(nameof(Station), "3h"), Numeric(Impute = Impute.Mean)] public float? Temperature { get; private set; }
    [AsOf<Observation>(nameof(Station), "3h"), Categorical(Unknown = Unknown.Bucket)] public string? Sky { get; private set; }
    [AsOf<Observation>(nameof(Station), "2d", Column = nameof(Observation.Rain), Horizon = "6h"), Numeric(Impute = Impute.Mean)] public float? RainBefore { get; private set; }
    [AsOf<Observation>(nameof(Station), "1h", Column = nameof(Observation.Temperature), SameTime = true)] public float? Now { get; private set; }
    [Lookup<Quarter>(nameof(From), Column = nameof(Quarter.Name)), Categorical] public string? FromName { get; private set; }
    [Lookup<Quarter>(nameof(To), Column = nameof(Quarter.Density)), Numeric(Impute = Impute.Mean)] public float? ToDensity { get; private set; }

    [Label] public float Minutes { get; init; }
}

[Features<Journey>]
public static class JourneyFeatures
{
    [Numeric(Impute = Impute.Mean)] public static float? Warming(float? temperature, float? now) => now - temperature;
}

[Model<Journey, Regression>]
[LinearRegression]
public sealed partial class JourneyModel;

/// <summary>A price in a struct, in times that say their zone or do not.</summary>
[Dataset]
public readonly partial record struct Price([property: EventTime] DateTime At, double Value);

/// <summary>An order in a struct, of a price that may have been made at the same moment.</summary>
[Dataset]
public partial record struct Order([property: EventTime] DateTime At, [property: Label] float Size)
{
    [AsOf<Price>("1d", Column = "Value", SameTime = true), Numeric(Impute = Impute.Mean)] public double? Price { get; private set; }
    [AsOf<Price>("1d", Column = "Value")] public double? Earlier { get; private set; }
}

/// <summary>What a shop said of itself last, and first.</summary>
[Dataset]
public partial class Stopover
{
    public int Shop { get; init; }
    public Shell? Bag { get; init; }
    [Lookup<Sign>(nameof(Shop), Column = nameof(Sign.Text), Duplicates = DuplicateKeys.First)] public string? First { get; private set; }
    [Lookup<Sign>(nameof(Shop), Column = nameof(Sign.Text), Duplicates = DuplicateKeys.Last)] public string? Last { get; private set; }
    [Label] public float Length { get; init; }

    /// <summary>No column.</summary>
    public object? Origin { get; set; }
}

/// <summary>A sign, of which a shop may have several.</summary>
[Dataset]
public partial class Sign
{
    [Id] public int Shop { get; init; }
    public string Text { get; init; } = "";
}

/// <summary>A ferry in local time, on a river.</summary>
[Dataset]
public sealed partial record Ferry([property: EventTime(Zone = "Europe/Berlin")] DateTime At, [property: Lag(1)] int Cars)
{
    [AsOf<RiverLevel>("1d")] public int? Level { get; private set; }
}

/// <summary>A day on which something was counted a day late.</summary>
[Dataset]
public sealed partial record DayCount
{
    [EventTime(Delay = "2d")] public required DateOnly Day { get; init; }
    public required int Total { get; init; }
}

/// <summary>A day that is predicted from earlier counts.</summary>
[Dataset]
public sealed partial record DayAhead
{
    [EventTime] public required DateOnly Day { get; init; }
    [AsOf<DayCount>("1w")] public int? Total { get; private set; }
}
