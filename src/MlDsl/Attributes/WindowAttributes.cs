namespace MlDsl;

/// <summary>What a <see cref="RollingAttribute"/> makes of the values in its window; several may be joined by <c>|</c>.</summary>
[Flags]
public enum Aggregates
{
    /// <summary>Nothing; a window without an aggregate is refused.</summary>
    None = 0,

    /// <summary>Their mean; missing where there is no value.</summary>
    Mean = 1,

    /// <summary>The least; missing where there is no value.</summary>
    Min = 2,

    /// <summary>The greatest; missing where there is no value.</summary>
    Max = 4,

    /// <summary>Their standard deviation, with n − 1 in the denominator; missing where there are fewer than two.</summary>
    Std = 8,

    /// <summary>How many there are: 0 where there is none, never missing.</summary>
    Count = 16,

    /// <summary>The quantile <see cref="RollingAttribute.Quantile"/>, interpolated linearly; missing where there is no value.</summary>
    Quantile = 32,
}

/// <summary>What a day in the length of a window is.</summary>
public enum WindowCalendar
{
    /// <summary>24 hours.</summary>
    Hours,

    /// <summary>A local day of <see cref="EventTimeAttribute.Zone"/>, of 23 to 25 hours: the window begins at the same time of day, so many days before.</summary>
    Day,
}

/// <summary>Which instant a local time is that its zone has twice, or leaves out, when clocks change.</summary>
public enum AmbiguousTime
{
    /// <summary>None: it is an error that names the time and the zone.</summary>
    Error,

    /// <summary>The earlier of the two that the offsets before and after the change give.</summary>
    Earlier,

    /// <summary>The later of the two.</summary>
    Later,
}

/// <summary>
/// A feature of the rows of the same <see cref="GroupAttribute"/> that lie strictly before the row's <see cref="EventTimeAttribute"/> and were known
/// by then. Its members, nullable <see cref="float"/>s, are added to the row, which cannot set them, and to <c>Input</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class WindowAttribute : Attribute
{
    private protected WindowAttribute()
    {
    }

    /// <summary>
    /// How long after its row's event time the value is known, such as <c>"1h"</c>: rows that are closer are left out. Labels and columns that are known
    /// after the outcome need one. A number followed by <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.
    /// </summary>
    public string? Horizon { get; init; }

    /// <summary>What stands in where the window has no value; it stays missing unless said otherwise.</summary>
    public Impute Impute { get; init; } = Impute.Keep;

    /// <summary>The value for <see cref="MlDsl.Impute.Constant"/>.</summary>
    public double Constant { get; init; }

    /// <summary>How the feature is scaled.</summary>
    public Scale Scale { get; init; }
}

/// <summary>The value of rows before: <c>[Lag(1, 7)]</c> on <c>Sales</c> adds <c>SalesLag1</c>, of the last known row before, and <c>SalesLag7</c>.</summary>
/// <remarks>Rows are counted by event time, those of one time by <see cref="IdAttribute"/>. Of numbers and flags, which count as 0 and 1.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LagAttribute : WindowAttribute
{
    /// <summary>Lags of that many rows each, from 1.</summary>
    public LagAttribute(params int[] rows) => Rows = rows;

    /// <summary>How many rows before, from 1.</summary>
    public IReadOnlyList<int> Rows { get; }
}

/// <summary>
/// Aggregates over the time before: <c>[Rolling(Aggregates.Mean | Aggregates.Max, "7d")]</c> on <c>Sales</c> adds <c>SalesMeanIn7d</c> and
/// <c>SalesMaxIn7d</c>, over rows from 168 hours before the row's event time, that hour included, to just before it.
/// </summary>
/// <remarks>Of numbers and flags, which count as 0 and 1. Missing values are passed over. Costs time in proportion to the rows in the window.</remarks>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class RollingAttribute : WindowAttribute
{
    /// <summary>Aggregates over <paramref name="length"/>: a number followed by <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
    public RollingAttribute(Aggregates aggregates, string length) => (Aggregates, Length) = (aggregates, length);

    /// <summary>What is made of the values.</summary>
    public Aggregates Aggregates { get; }

    /// <summary>How far back the window reaches.</summary>
    public string Length { get; }

    /// <summary>What a day of the length is.</summary>
    public WindowCalendar Calendar { get; init; }

    /// <summary>Which quantile <see cref="Aggregates.Quantile"/> is, above 0 and below 1; the median unless said otherwise.</summary>
    public double Quantile { get; init; } = 0.5;
}

/// <summary>
/// The hours since the last row before that has a value, or, of a flag, that is true: on <c>Failed</c> it adds <c>FailedSinceLast</c>, missing
/// where there was none.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SinceLastAttribute : WindowAttribute;
