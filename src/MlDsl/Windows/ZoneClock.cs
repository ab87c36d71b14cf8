namespace MlDsl.Windows;

/// <summary>Which instant the clocks of a zone show. Offsets change at most once in two days, so that those of the day before and of the day after are all that a time may have.</summary>
internal static class ZoneClock
{
    /// <summary>The offset of the instant that clocks show as <paramref name="clock"/>; null where they show it twice or never and nothing says which is meant.</summary>
    /// <param name="clock">What the clocks show.</param>
    /// <param name="zone">Where they hang.</param>
    /// <param name="ambiguous">Which instant is meant where it is not one.</param>
    /// <param name="instants">How many instants there are: 0 where clocks are put forward, 2 where they are put back.</param>
    public static TimeSpan? OffsetOf(DateTime clock, TimeZoneInfo zone, AmbiguousTime ambiguous, out int instants)
    {
        TimeSpan before = Around(clock, zone, -1), after = Around(clock, zone, 1);
        bool isBefore = Shows(clock, zone, before), isAfter = before != after && Shows(clock, zone, after);
        instants = (isBefore ? 1 : 0) + (isAfter ? 1 : 0);
        if (instants == 1) return isBefore ? before : after;
        if (ambiguous == AmbiguousTime.Error || before == after) return null;
        return (ambiguous == AmbiguousTime.Earlier) == (before > after) ? before : after;
    }

    // By the calendar's ends the next day is none.
    private static TimeSpan Around(DateTime clock, TimeZoneInfo zone, int days)
    {
        long ticks = Math.Clamp(clock.Ticks + (days * TimeSpan.TicksPerDay), DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc));
    }

    private static bool Shows(DateTime clock, TimeZoneInfo zone, TimeSpan offset)
    {
        long utc = clock.Ticks - offset.Ticks;
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks && zone.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc)) == offset;
    }
}
