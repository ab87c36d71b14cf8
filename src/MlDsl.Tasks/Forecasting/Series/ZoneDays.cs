namespace MlDsl.Forecasting;

/// <summary>The local clock of a zone, by which days are of 23 to 25 hours. Immutable.</summary>
internal sealed class ZoneDays
{
    private readonly TimeZoneInfo zone;

    private ZoneDays(TimeZoneInfo zone, string name) => (this.zone, Name) = (zone, name);

    /// <summary>The name of the zone.</summary>
    public string Name { get; }

    /// <summary>The clock of a zone; null for none.</summary>
    /// <exception cref="SeriesException">This machine does not know the zone.</exception>
    public static ZoneDays? Of(string? name)
    {
        if (name is null) return null;
        try
        {
            return new ZoneDays(TimeZoneInfo.FindSystemTimeZoneById(name), name);
        }
        catch (Exception problem) when (problem is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new SeriesException($"This machine knows no time zone '{name}', which [Series] names; take an IANA name such as 'Europe/Berlin', and install the system's tzdata where there is none");
        }
    }

    /// <summary>What the clock shows at an instant, in ticks; the first instant of a day without a midnight is the day's begin.</summary>
    /// <param name="instant">Ticks of UTC.</param>
    public long Shows(long instant)
    {
        DateTime local = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(instant, DateTimeKind.Utc), zone);
        bool isFirst = local.TimeOfDay > TimeSpan.Zero && zone.IsInvalidTime(local.Date) && zone.IsInvalidTime(local.AddTicks(-1));
        return isFirst ? local.Date.Ticks : local.Ticks;
    }

    /// <summary>An instant, in UTC, at which the clock shows a time, or, where it leaves that out, the first one behind it.</summary>
    /// <param name="shown">What the clock shows.</param>
    public DateTime InstantOf(DateTime shown)
    {
        while (zone.IsInvalidTime(shown)) shown = shown.AddMinutes(1);
        return TimeZoneInfo.ConvertTimeToUtc(shown, zone);
    }
}
