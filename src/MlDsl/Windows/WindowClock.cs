using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Windows;

/// <summary>What windows know of time: when rows are known, and the zone of local days. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WindowClock
{
    private TimeZoneInfo? found;

    /// <summary>How long after its event time a row is known, in ticks, where no column says it.</summary>
    public long Delay { get; init; }

    /// <summary>The most ticks that a row may be known after its event time to be in windows of others.</summary>
    public long Lateness { get; init; } = long.MaxValue;

    /// <summary>How long after its event time a row's label is known, in ticks, as its windows say.</summary>
    public long Outcome { get; init; }

    /// <summary>The zone of local days and of times without one; null for none.</summary>
    public string? Zone { get; init; }

    /// <summary>What a local time is that exists twice or not at all.</summary>
    public AmbiguousTime Ambiguous { get; init; }

    /// <summary>The ticks of a row's time: of an instant, or, where there is a zone, of a local time in it.</summary>
    /// <exception cref="WindowException">The time is one of this machine's zone, or it is not one instant and nothing says which is meant.</exception>
    public long Ticks(DateTime value) => value.Kind switch
    {
        DateTimeKind.Local => throw new WindowException(string.Create(
            CultureInfo.InvariantCulture,
            $"{value:O} is a local time, which is another instant on another machine; give it as UTC (ToUniversalTime), or declare the property as 'DateTimeOffset'")),
        DateTimeKind.Unspecified when Zone is not null => Instant(value),
        _ => value.Ticks,
    };

    /// <summary>The ticks of a row's second time, which must be told from its first: where there is no zone, both are in UTC or neither has one.</summary>
    /// <exception cref="WindowException">One time is in UTC and the other without a zone, or the time is none that <see cref="Ticks(DateTime)"/> takes.</exception>
    public long Ticks(DateTime value, DateTime first)
    {
        long ticks = Ticks(value);
        if (Zone is null && value.Kind != first.Kind)
        {
            throw new WindowException(string.Create(
                CultureInfo.InvariantCulture,
                $"[EventTime] is {first:O} and [Arrived] {value:O}, one in UTC and one without a zone, so that their distance is not known; give both with an offset or a Z, or name a Zone on [EventTime]"));
        }
        return ticks;
    }

    /// <summary>The instant that shows the same time of day so many local days before <paramref name="at"/>, in ticks of UTC.</summary>
    /// <exception cref="WindowException">That local time is not one instant and nothing says which is meant.</exception>
    internal long DaysBefore(long at, int days)
    {
        long ticks = at + Info.GetUtcOffset(new DateTime(at, DateTimeKind.Utc)).Ticks - (days * TimeSpan.TicksPerDay);
        if (ticks <= 0) return 0;
        try
        {
            return Instant(new DateTime(Clamp(ticks), DateTimeKind.Unspecified));
        }
        catch (WindowException problem)
        {
            throw new WindowException(
                string.Create(CultureInfo.InvariantCulture, $"a window of {days} local days before {new DateTime(at):yyyy-MM-dd HH:mm:ss} in UTC begins when clocks change; set Ambiguous on [EventTime]: {problem.Message}"), problem);
        }
    }

    private long Instant(DateTime local)
    {
        if (ZoneClock.OffsetOf(local, Info, Ambiguous, out int instants) is { } offset) return Clamp(local.Ticks - offset.Ticks);
        // What no instant of the calendar shows lies before its beginning or behind its end.
        if (instants == 0 && IsAtAnEnd(local)) return Clamp(local.Ticks - Info.BaseUtcOffset.Ticks);
        throw new WindowException(string.Create(
            CultureInfo.InvariantCulture,
            $"the local time {local:yyyy-MM-dd HH:mm:ss} {(instants == 2 ? "exists twice" : "does not exist")} in '{Zone}', whose clocks change then; set Ambiguous on [EventTime] to say which instant such a time is, or give times with their offset"));
    }

    private static bool IsAtAnEnd(DateTime local) => local.Ticks < TimeSpan.TicksPerDay || local.Ticks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay;

    private static long Clamp(long ticks) => Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks);

    private TimeZoneInfo Info
    {
        get
        {
            if (found is { } before) return before;
            try
            {
                return found = TimeZoneInfo.FindSystemTimeZoneById(Zone!);
            }
            catch (Exception problem) when (problem is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
            {
                throw new WindowException($"this machine knows no time zone '{Zone}', which [EventTime] names; take an IANA name such as 'Europe/Berlin', and install the system's tzdata where there is none", problem);
            }
        }
    }
}
