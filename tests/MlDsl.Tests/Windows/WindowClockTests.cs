using MlDsl.Windows;

namespace MlDsl.Tests.Windows;

/// <summary>Local days and local times on the days when clocks change; the instants are those of the zone's published rules.</summary>
public sealed class WindowClockTests
{
    // Berlin: forward on 2024-03-31 at 02:00 (01:00 UTC), back on 2024-10-27 at 03:00 (01:00 UTC).
    [Theory]
    [InlineData("2024-04-01T10:00Z", 1, "2024-03-31T10:00Z")]
    [InlineData("2024-03-31T10:00Z", 1, "2024-03-30T11:00Z")]
    [InlineData("2024-10-27T11:00Z", 1, "2024-10-26T10:00Z")]
    [InlineData("2024-10-30T11:00Z", 7, "2024-10-23T10:00Z")]
    [InlineData("2024-07-08T00:00Z", 7, "2024-07-01T00:00Z")]
    public void ADayIsOfTwentyThreeToTwentyFiveHours(string at, int days, string expected) =>
        Assert.Equal(Utc(expected).Ticks, Clock().DaysBefore(Utc(at).Ticks, days));

    [Theory]
    [InlineData("2024-10-27 02:30", AmbiguousTime.Earlier, "2024-10-27T00:30Z")]
    [InlineData("2024-10-27 02:30", AmbiguousTime.Later, "2024-10-27T01:30Z")]
    [InlineData("2024-03-31 02:30", AmbiguousTime.Earlier, "2024-03-31T00:30Z")]
    [InlineData("2024-03-31 02:30", AmbiguousTime.Later, "2024-03-31T01:30Z")]
    [InlineData("2024-10-27 03:00", AmbiguousTime.Error, "2024-10-27T02:00Z")]
    [InlineData("2024-10-27 01:59", AmbiguousTime.Error, "2024-10-26T23:59Z")]
    public void APolicySaysWhichInstantALocalTimeIs(string local, AmbiguousTime policy, string expected) =>
        Assert.Equal(Utc(expected).Ticks, Clock(policy).Ticks(Local(local)));

    [Theory]
    [InlineData("2024-10-27 02:30", "exists twice")]
    [InlineData("2024-03-31 02:30", "does not exist")]
    public void WithoutOneSuchATimeIsAnError(string local, string said)
    {
        var problem = Assert.Throws<WindowException>(() => Clock().Ticks(Local(local)));
        Assert.Equal($"the local time {local}:00 {said} in 'Europe/Berlin', whose clocks change then; set Ambiguous on [EventTime] to say which instant such a time is, or give times with their offset", problem.Message);
    }

    [Fact]
    public void TheBeginningOfAWindowIsSuchATime()
    {
        long at = Utc("2024-10-28T01:30Z").Ticks;
        Assert.Throws<WindowException>(() => Clock().DaysBefore(at, 1));
        Assert.Equal(Utc("2024-10-27T00:30Z").Ticks, Clock(AmbiguousTime.Earlier).DaysBefore(at, 1));
    }

    [Fact]
    public void TimesAtTheCalendarsEndsStayInIt()
    {
        Assert.Equal(0, Clock().Ticks(new DateTime(5)));
        Assert.Equal(DateTime.MaxValue.Ticks, new WindowClock { Zone = "America/New_York" }.Ticks(DateTime.MaxValue));
        Assert.Equal(0, Clock().DaysBefore(TimeSpan.TicksPerHour, 7));
    }

    [Fact]
    public void AnInstantIsTakenAsItIsAndALocalTimeOfTheMachineRefused()
    {
        Assert.Equal(Utc("2024-10-27T00:30Z").Ticks, Clock().Ticks(Utc("2024-10-27T00:30Z")));
        Assert.Equal(5, new WindowClock().Ticks(new DateTime(5)));
        Assert.Contains("another instant on another machine", Assert.Throws<WindowException>(() => Clock().Ticks(new DateTime(5, DateTimeKind.Local))).Message);
    }

    [Fact]
    public void TimesOfOneRowAreBothInUtcOrBothWithoutAZone()
    {
        DateTime utc = Utc("2024-07-01T10:00Z"), local = Local("2024-07-01 11:00");
        Assert.Contains("one in UTC and one without a zone", Assert.Throws<WindowException>(() => new WindowClock().Ticks(local, utc)).Message);
        Assert.Equal(local.Ticks, new WindowClock().Ticks(local, local));
        Assert.Equal(utc.Ticks - TimeSpan.TicksPerHour, Clock().Ticks(local, utc));
    }

    [Fact]
    public void AZoneThatTheMachineDoesNotKnowIsNamed() =>
        Assert.Contains("'Europe/Nowhere'", Assert.Throws<WindowException>(() => new WindowClock { Zone = "Europe/Nowhere" }.Ticks(new DateTime(5))).Message);

    private static WindowClock Clock(AmbiguousTime policy = AmbiguousTime.Error) => new() { Zone = "Europe/Berlin", Ambiguous = policy };

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;

    private static DateTime Local(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
