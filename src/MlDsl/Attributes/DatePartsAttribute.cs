namespace MlDsl;

/// <summary>Parts of a date and time.</summary>
[Flags]
public enum DatePart
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>The year, as a number.</summary>
    Year = 1,

    /// <summary>The quarter, 1 to 4.</summary>
    Quarter = 2,

    /// <summary>The month, 1 to 12.</summary>
    Month = 4,

    /// <summary>The day of the month, 1 to 31.</summary>
    Day = 8,

    /// <summary>The day of the week, 0 (Monday) to 6.</summary>
    DayOfWeek = 16,

    /// <summary>The day of the year, 1 to 366.</summary>
    DayOfYear = 32,

    /// <summary>The hour with its fraction, 0 to 24.</summary>
    Hour = 64,

    /// <summary>1 on Saturday and Sunday.</summary>
    Weekend = 128,

    /// <summary>Days since 1970-01-01, with the fraction of the day: a trend.</summary>
    Trend = 256,
}

/// <summary>
/// A point in time as calendar features. Accepts <see cref="DateTime"/>, <see cref="DateTimeOffset"/> (its own clock time),
/// <see cref="DateOnly"/>, and of a <see cref="TimeOnly"/> the hour.
/// </summary>
/// <remarks>
/// A <see cref="DateTime"/> gives the parts of UTC where it is in UTC, as every text with an offset is read, and of the clock as written
/// where it has no zone. A local one (<see cref="DateTime.Now"/>, or what System.Text.Json makes of a text with an offset) becomes UTC where
/// all training times were points in time, and is refused where some had no zone.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class DatePartsAttribute : Attribute
{
    /// <summary>Month, day of the week and hour.</summary>
    public DatePartsAttribute() => Parts = DatePart.Month | DatePart.DayOfWeek | DatePart.Hour;

    /// <summary>The given parts.</summary>
    public DatePartsAttribute(DatePart parts) => Parts = parts;

    /// <summary>The parts that become features.</summary>
    public DatePart Parts { get; }

    /// <summary>Whether parts that come round again (quarter to hour) are a sine and a cosine instead of a number.</summary>
    public bool Cyclic { get; init; }
}
