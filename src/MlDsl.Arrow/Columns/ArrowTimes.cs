using System.Globalization;
using Apache.Arrow.Types;

namespace MlDsl.Columns;

/// <summary>Times as Arrow counts them. What is outside of .NET's range is a value that no column takes, which says what it is.</summary>
internal static class ArrowTimes
{
    /// <summary>Days since 1970.</summary>
    public static RecordValue Date(long days)
    {
        long number = days + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? RecordValue.Date(DateOnly.FromDayNumber((int)number)) : Beyond(days, "days since 1970");
    }

    /// <summary>Milliseconds since 1970, whole days.</summary>
    public static RecordValue DateOfMilliseconds(long milliseconds) => milliseconds % 86_400_000 == 0
        ? Date(milliseconds / 86_400_000) : RecordValue.Other(FormattableString.Invariant($"{milliseconds} ms since 1970, which are no whole days"));

    /// <summary>The time of a clock since midnight.</summary>
    public static RecordValue Clock(long value, TimeUnit unit) => Ticks(value, unit) is { } ticks && ticks >= 0 && ticks < TimeSpan.TicksPerDay
        ? RecordValue.Clock(new TimeOnly(ticks)) : RecordValue.Other(FormattableString.Invariant($"{value} {Said(unit)} since midnight, which are no time of a day"));

    /// <summary>A duration.</summary>
    public static RecordValue Duration(long value, TimeUnit unit) => Ticks(value, unit) is { } ticks
        ? RecordValue.Duration(new TimeSpan(ticks)) : RecordValue.Other(FormattableString.Invariant($"{value} {Said(unit)}, beyond the longest duration"));

    /// <summary>What makes times of timestamps: of a clock without a zone, or as the zone's clock shows them.</summary>
    /// <exception cref="BatchProblemException">The zone is not known here.</exception>
    public static Func<long, RecordValue> Timestamp(TimestampType type)
    {
        TimeUnit unit = type.Unit;
        if (string.IsNullOrEmpty(type.Timezone)) return value => SinceEpoch(value, unit) is { } ticks ? RecordValue.Time(new DateTime(ticks)) : Beyond(value, unit);
        if (OffsetOf(type.Timezone) is not { } offset) return InZone(unit, ZoneOf(type.Timezone));
        return offset == TimeSpan.Zero
            ? value => SinceEpoch(value, unit) is { } ticks ? RecordValue.Time(new DateTime(ticks, DateTimeKind.Utc)) : Beyond(value, unit)
            : value => SinceEpoch(value, unit) is { } ticks && Shown(ticks, offset) is { } time ? time : Beyond(value, unit);
    }

    private static Func<long, RecordValue> InZone(TimeUnit unit, TimeZoneInfo zone) => value =>
        SinceEpoch(value, unit) is { } ticks && Shown(ticks, zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc))) is { } time ? time : Beyond(value, unit);

    private static RecordValue? Shown(long ticks, TimeSpan offset) => ticks + offset.Ticks >= 0 && ticks + offset.Ticks <= DateTime.MaxValue.Ticks
        ? RecordValue.Time(new DateTimeOffset(ticks + offset.Ticks, offset)) : null;

    private static long? SinceEpoch(long value, TimeUnit unit) =>
        Ticks(value, unit) is { } ticks && ticks >= -DateTime.UnixEpoch.Ticks && ticks <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks
            ? ticks + DateTime.UnixEpoch.Ticks : null;

    // Nanoseconds are cut off as in texts, towards the past.
    private static long? Ticks(long value, TimeUnit unit)
    {
        if (unit == TimeUnit.Nanosecond)
        {
            // The least value is what others write for no time.
            if (value == long.MinValue) return null;
            return value / 100 - (value % 100 < 0 ? 1 : 0);
        }
        long factor = unit switch { TimeUnit.Second => TimeSpan.TicksPerSecond, TimeUnit.Millisecond => TimeSpan.TicksPerMillisecond, _ => TimeSpan.TicksPerMicrosecond };
        return value >= long.MinValue / factor && value <= long.MaxValue / factor ? value * factor : null;
    }

    // ±hh:mm, ±hhmm, ±hh, or a name of UTC; null for the name of a zone.
    private static TimeSpan? OffsetOf(string zone)
    {
        if (zone is "UTC" or "utc" or "Z" or "GMT" or "Etc/UTC" or "Etc/GMT") return TimeSpan.Zero;
        if (zone[0] is not ('+' or '-')) return null;
        string digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is not (2 or 4) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;
        var offset = digits.Length == 2 ? TimeSpan.FromHours(number) : new TimeSpan(number / 100, number % 100, 0);
        return offset <= TimeSpan.FromHours(14) ? zone[0] == '-' ? -offset : offset : null;
    }

    private static TimeZoneInfo ZoneOf(string zone)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(zone);
        }
        catch (Exception problem) when (problem is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new BatchProblemException($"its times are in the zone '{Visible.Of(zone)}', which this machine does not know; write them in UTC, or install the names of zones (tzdata)", problem);
        }
    }

    private static RecordValue Beyond(long value, TimeUnit unit) => Beyond(value, Said(unit) + " since 1970");

    private static RecordValue Beyond(long value, string what) => RecordValue.Other(FormattableString.Invariant($"{value} {what}, not in years 1 to 9999"));

    private static string Said(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "s",
        TimeUnit.Millisecond => "ms",
        TimeUnit.Microsecond => "µs",
        _ => "ns",
    };
}
