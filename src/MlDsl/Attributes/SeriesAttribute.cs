using System.ComponentModel.DataAnnotations;

namespace MlDsl;

/// <summary>How a pooled model reaches further than one step.</summary>
public enum ForecastStrategy
{
    /// <summary>Each step ahead is told from what is known, with the number of the step as a feature.</summary>
    Direct,

    /// <summary>One step is learned; each forecast becomes history of the next.</summary>
    Recursive,
}

/// <summary>What a step without a row is.</summary>
public enum Gaps
{
    /// <summary>An error that names the row behind the gap.</summary>
    Error,

    /// <summary>A value of 0: nothing was sold. Holds up to the last step of any series.</summary>
    Zero,

    /// <summary>A value on the straight line between its neighbours, for histories alone: it is not learned to be forecast, and no metric counts it.</summary>
    Interpolate,
}

/// <summary>How far apart the rows of a series are.</summary>
public enum SeriesStep
{
    /// <summary>As the training rows are: months where most of them are of the same day of a month, otherwise the commonest distance between neighbours; a row beside it is an error.</summary>
    FromRows,

    /// <summary>One minute.</summary>
    Minute,

    /// <summary>One hour.</summary>
    Hour,

    /// <summary>One day.</summary>
    Day,

    /// <summary>Seven days.</summary>
    Week,

    /// <summary>One month of the calendar.</summary>
    Month,

    /// <summary>Three months of the calendar.</summary>
    Quarter,

    /// <summary>One year of the calendar.</summary>
    Year,
}

/// <summary>Says of a model over series, such as a <c>Forecast</c>, what its series are like. Without it everything is as the training rows show.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SeriesAttribute : Attribute
{
    /// <summary>How far apart rows are.</summary>
    public SeriesStep Step { get; init; }

    /// <summary>
    /// The zone whose local days the steps are, by its IANA name such as <c>"Europe/Berlin"</c>: event times are instants in UTC or with an offset, and a day on which clocks change is one step of 23 or 25 hours.
    /// For steps of a day and longer; forecasts have local times of the zone.
    /// </summary>
    public string? Zone { get; init; }

    /// <summary>The steps of a season, 1 for none; 0 for that of the step: 24 hours, 7 days, 52 weeks, 12 months, 4 quarters, otherwise none.</summary>
    [Range(0, 100_000)]
    public int Season { get; init; }

    /// <summary>The steps of a longer season that pooled models see as well; 0 for that of the step: 168 hours, otherwise none.</summary>
    [Range(0, 1_000_000)]
    public int LongSeason { get; init; }

    /// <summary>How a pooled model reaches further than one step.</summary>
    public ForecastStrategy Strategy { get; init; }

    /// <summary>What a step without a row is.</summary>
    public Gaps Gaps { get; init; }

    /// <summary>The share of values that intervals are made to hold.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Interval { get; init; } = 0.95;

    /// <summary>
    /// The horizons at the end of each training series on which intervals are calibrated, by a model that has not seen them; more where so few errors would not tell the ends of the intervals, and where series are few (20
    /// horizons, those of all series counted), up to a third of the longest series, and fewer where histories are short.
    /// </summary>
    [Range(1, 1000)]
    public int CalibrationWindows { get; init; } = 3;

    /// <summary>The most rows that a pooled model learns from: the origins of each series are made so few, but never less than one each.</summary>
    [Range(1000, 100_000_000)]
    public int MaxRows { get; init; } = 200_000;
}
