using MlDsl.Observing;

namespace MlDsl.Monitoring.Tests.Observing;

public sealed class MonitorLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TrendsAreThoseOfTheReferenceAndNoAlarmOfAWindowTakesTheirPlace()
    {
        using var log = new MonitorLog("trends-of-a-reference", 3);
        var trend = (AlarmKind.Trend, "Age", ShiftKind.Location, Start);
        log.SetRaised([trend, .. Enumerable.Range(1, 120).Select(static i => (AlarmKind.Window, $"C{i}", ShiftKind.Location, Start.AddDays(i)))]);
        Assert.Equal(1, Count("Trend"));
        Assert.Equal(100, Count("Window"));

        log.SetRaised([(AlarmKind.Window, "C120", ShiftKind.Location, Start)]);
        Assert.Equal(0, Count("Trend"));
        Assert.Equal(100, Count("Window"));
        Assert.Equal(Start.AddDays(120).ToUnixTimeSeconds(), log.Gauges.Of(MonitorGauge.AlarmTimestamp).Max(static one => one.Value));

        int Count(string kind) => log.Gauges.Of(MonitorGauge.AlarmTimestamp).Count(one => one.Tags.ToArray().Any(tag => (string?)tag.Value == kind));
    }
}
