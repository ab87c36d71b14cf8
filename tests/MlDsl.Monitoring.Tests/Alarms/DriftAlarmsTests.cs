using MlDsl.Testing;

namespace MlDsl.Monitoring.Tests.Alarms;

public sealed class DriftAlarmsTests
{
    [Fact]
    public void AnAlarmSaysColumnSizeTimeAndScores()
    {
        using var culture = new CultureScope("fi-FI");
        var alarms = new DriftAlarms(Counted.Usual);
        WindowVerdict verdict = alarms.Observe(Counted.Moved(0));
        DriftAlarm alarm = verdict.Alarms.First(static one => one.Kind == AlarmKind.Window && one.Column == "Distance");
        Assert.Equal((ShiftKind.Location, "km", Counted.Start), (alarm.What, alarm.Unit, alarm.Since));

        // 0.5 × 25 … 4.5 × 75 of 500 rows, less the 2.5 of the reference.
        Assert.Equal(((0.5 * 25) + (1.5 * 75) + (2.5 * 200) + (3.5 * 125) + (4.5 * 75)) / 500 - 2.5, alarm.Shift, 1e-12);
        Assert.True(alarm.Evidence > alarm.Threshold);
        ScoreShift score = Assert.Single(alarm.Scores);
        Assert.Equal(("prediction", 2.0), (score.Score, score.Reference));
        Assert.Equal(((0.5 * 100) + (1.5 * 110) + (2.5 * 130) + (3.5 * 160)) / 500, score.Now, 1e-12);
        Assert.Equal("Distance: values moved by 0.3 km (+0.27 standard deviations) since 2026-03-01 00:00; prediction 2 → 2.2", alarm.ToString());
    }

    [Fact]
    public void PartsOfAWeekAreNoDriftOfItsHours()
    {
        // A time that is not the rows' own: its hours of the week are those of the reference in whole weeks alone.
        ReferenceProfile reference = Counted.Reference([Counted.Number("PickedUp", [.. Enumerable.Repeat(2000L, 12)]) with { Of = "hour of week" }]);
        var alarms = new DriftAlarms(reference);
        for (int day = 0; day < 28; day++) Assert.Empty(alarms.Observe(Counted.Window(reference, day, Day(day))).Alarms);
        Assert.Equal(28, alarms.Tested);
        var weeks = new DriftAlarms(reference, new AlarmOptions { WindowsPerWeek = 1 });
        for (int week = 0; week < 8; week++)
        {
            long[] whole = Enumerable.Range(0, 7).Select(day => Day(day)).Aggregate(static (a, b) => [.. a.Zip(b, static (x, y) => x + y)]);
            Assert.Empty(weeks.Observe(Counted.Window(reference, 7 * week, whole) with { To = Counted.Start.AddDays(7 * (week + 1)) }).Alarms);
        }
        // Weeks of which only the first days come are told.
        long[] early = [.. Day(0).Zip(Day(1), static (x, y) => 3 * (x + y))];
        Assert.NotEmpty(weeks.Observe(Counted.Window(reference, 56, early) with { To = Counted.Start.AddDays(63) }).Alarms);

        static long[] Day(int day)
        {
            var cells = new long[14];
            for (int hour = 0; hour < 24; hour++) cells[((day % 7 * 24) + hour) / 14] += 20;
            return cells;
        }
    }

    [Fact]
    public void WhatIsAsItWasRaisesNone()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        for (int day = 0; day < 100; day++)
        {
            WindowVerdict verdict = alarms.Observe(Counted.Same(day));
            Assert.Empty(verdict.Alarms);
            Assert.True(verdict.Evidence < verdict.Threshold);
        }
        Assert.Equal(100, alarms.Tested);
        Assert.Empty(alarms.Trends);
    }

    [Fact]
    public void ATrendSaysSinceWhenAndIsToldOnce()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        for (int day = 0; day < 30; day++) alarms.Observe(Counted.Same(day));
        DriftAlarm? told = null;
        for (int day = 30; day < 90; day++)
        {
            foreach (DriftAlarm alarm in alarms.Observe(Counted.Moved(day)).Alarms.Where(static one => one is { Kind: AlarmKind.Trend, Column: "Distance" }))
            {
                Assert.Null(told);
                told = alarm;
            }
        }
        Assert.NotNull(told);
        Assert.Equal(Counted.Start.AddDays(30), told.Since);
        Assert.Equal(0.3, told.Shift, 1e-12);
        // Beside the alarm of a window of the same column it is another sentence.
        Assert.Contains(", as a trend, since 2026-03-31 00:00", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("Distance", alarms.Trends.Keys);
    }

    [Fact]
    public void CategoriesMissingAndUnknownValuesAreTold()
    {
        DriftAlarm Of(params long[][] cells) => new DriftAlarms(Counted.Usual).Observe(Counted.Window(Counted.Usual, 0, cells)).Alarms.First();
        long[] distances = [50, 100, 200, 100, 50, 0, 0], vendors = [300, 150, 50, 0, 0], scores = [125, 125, 125, 125, 0, 0];
        Assert.Contains("Vendor: share of 'CMT' changed by -20.0%", Of(distances, [200, 200, 100, 0, 0], scores).ToString(), StringComparison.Ordinal);
        Assert.Contains("Vendor: unknown values changed by +10.0%", Of(distances, [270, 135, 45, 0, 50], scores).ToString(), StringComparison.Ordinal);
        Assert.Contains("Distance: missing values changed by +10.0%", Of([45, 90, 180, 90, 45, 50, 0], vendors, scores).ToString(), StringComparison.Ordinal);
        Assert.Equal(ShiftKind.Spread, Of([100, 90, 120, 90, 100, 0, 0], vendors, scores).What);
        Assert.Equal("prediction", Of(distances, vendors, [60, 100, 140, 200, 0, 0]).Column);
    }

    [Fact]
    public void NewCategoriesOnlyAndAllMissingAreAlarms()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        WindowVerdict verdict = alarms.Observe(Counted.Window(Counted.Usual, 0, [0, 0, 0, 0, 0, 500, 0], [0, 0, 0, 0, 500], [125, 125, 125, 125, 0, 0]));
        Assert.Contains(verdict.Alarms, static alarm => alarm is { Column: "Distance", What: ShiftKind.Missing, Shift: > 0.999 });
        Assert.Contains(verdict.Alarms, static alarm => alarm is { Column: "Vendor", What: ShiftKind.Unknown, Shift: > 0.999 });
        Assert.All(verdict.Alarms, static alarm => Assert.True(double.IsFinite(alarm.Evidence)));
    }

    [Fact]
    public void ConstantAndEmptyColumnsAreWatchedForWhatIsNew()
    {
        ReferenceProfile reference = Counted.Reference([Counted.Number("Same", [0, 1000, 0]), Counted.Number("None", [], 1000), Counted.Category("Only", ("a", 1000))]);
        var alarms = new DriftAlarms(reference);
        Assert.Empty(alarms.Observe(Counted.Window(reference, 0, [0, 100, 0, 0, 0], [100, 0], [100, 0, 0])).Alarms);
        WindowVerdict verdict = alarms.Observe(Counted.Window(reference, 1, [0, 60, 40, 0, 0], [100, 0], [100, 0, 0]));
        Assert.Contains(verdict.Alarms, static alarm => alarm is { Column: "Same", What: ShiftKind.Unknown });
        Assert.Contains(alarms.Observe(Counted.Window(reference, 2, [0, 100, 0, 0, 0], [50, 50], [100, 0, 0])).Alarms, static alarm => alarm.Column == "None");
    }

    [Fact]
    public void ADayHasOtherHoursThanAWeekAndThatIsNoAlarm()
    {
        ColumnProfile hours = Counted.Number("Picked", [1000, 1000, 1000, 1000, 1000, 1000, 1000]) with { Of = "hour of week" };
        ReferenceProfile reference = Counted.Reference([hours]);
        var alarms = new DriftAlarms(reference);
        for (int day = 0; day < 28; day++)
        {
            var cells = new long[9];
            cells[day % 7] = 500;
            Assert.Empty(alarms.Observe(Counted.Window(reference, day, [cells])).Alarms);
        }
        Assert.Equal(ShiftKind.Missing, alarms.Observe(Counted.Window(reference, 28, [[60, 60, 60, 60, 60, 60, 60, 80, 0]])).Alarms.First().What);
    }

    [Fact]
    public void WindowsOfNoRowsAndOfOneWaitAndAreNotLost()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        WindowVerdict none = alarms.Observe(Counted.Window(Counted.Usual, 0, new long[7], new long[5], new long[6]));
        Assert.Equal((true, 0L), (none.IsWaiting, none.Rows));
        WindowVerdict one = alarms.Observe(Counted.Window(Counted.Usual, 1, [1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]));
        Assert.Equal((true, 1L), (one.IsWaiting, one.Rows));
        WindowVerdict enough = alarms.Observe(Counted.Same(2));
        Assert.Equal((false, 501L, Counted.Start.AddDays(1)), (enough.IsWaiting, enough.Rows, enough.From));
        Assert.Equal((1L, 2L, 0L), (alarms.Tested, alarms.Waited, alarms.Backwards));
    }

    [Theory]
    [InlineData(0, 2.0)]
    [InlineData(1, 30.0)]
    public void ALongGapIsNoTimeWhereDaysVary(int blockDays, double laterBegin)
    {
        ReferenceProfile reference = Counted.Usual with { BlockLength = TimeSpan.FromDays(blockDays) };
        var alarms = new DriftAlarms(reference);
        alarms.Observe(Counted.Window(reference, 0, [1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]));
        WindowVerdict verdict = alarms.Observe(Counted.Same((int)laterBegin));
        Assert.Equal((501L, Counted.Start.AddDays(laterBegin + 1)), (verdict.Rows, verdict.To));
        Assert.Equal(TimeSpan.FromDays(blockDays == 0 ? laterBegin + 1 : 2), verdict.To - verdict.From);
    }

    [Fact]
    public void ClocksThatGoBackwardsAreCounted()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        alarms.Observe(Counted.Same(5));
        alarms.Observe(Counted.Same(3));
        WindowVerdict turned = alarms.Observe(Counted.Same(6) with { To = Counted.Start });
        Assert.Equal(turned.From, turned.To);
        Assert.Equal((3L, 2L), (alarms.Tested, alarms.Backwards));
    }

    [Fact]
    public void WindowsOfAnotherReferenceOrShapeAreRefusedByName()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        Assert.Contains("another reference ('else'", Refusal(Counted.Same(0) with { Reference = "else" }), StringComparison.Ordinal);
        Assert.Contains("holds 4 cells of 'Vendor', the reference 5", Refusal(Counted.Window(Counted.Usual, 0, new long[7], new long[4], new long[6])), StringComparison.Ordinal);
        Assert.Contains("holds 0 columns or scores, the reference 1", Refusal(Counted.Window(Counted.Usual, 0, new long[7], new long[5])), StringComparison.Ordinal);
        Assert.Contains("fewer than 0 rows in a cell of 'Distance'", Refusal(Counted.Window(Counted.Usual, 0, [0, 0, -1, 0, 0, 0, 0], new long[5], new long[6])), StringComparison.Ordinal);
        Assert.Equal(0, alarms.Tested);

        string Refusal(ProfileWindow window) => Assert.Throws<DriftException>(() => alarms.Observe(window)).Message;
    }

    [Fact]
    public void OptionsSayWhatTheyTake()
    {
        Assert.Contains("WeeklyRate must be above 0 and at most 0.5", Assert.Throws<ArgumentOutOfRangeException>(static () => new AlarmOptions { WeeklyRate = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("WindowsPerWeek", Assert.Throws<ArgumentOutOfRangeException>(static () => new AlarmOptions { WindowsPerWeek = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("take 1000 at least", Assert.Throws<ArgumentException>(static () => new DriftAlarms(Counted.Usual, new AlarmOptions { WeeklyRate = 0.001, Draws = 999 })).Message, StringComparison.Ordinal);
        Assert.Contains("has no rows", Assert.Throws<ArgumentException>(static () => new DriftAlarms(Counted.Reference([Counted.Number("None", [])]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameSeedGivesTheSameThresholdAndMoreWindowsAWeekAHigherOne()
    {
        double Threshold(AlarmOptions options) => new DriftAlarms(Counted.Usual, options).Observe(Counted.Same(0)).Threshold;
        Assert.Equal(Threshold(new AlarmOptions { Seed = 3 }), Threshold(new AlarmOptions { Seed = 3 }));
        Assert.True(Threshold(new AlarmOptions { WindowsPerWeek = 168 }) > Threshold(new AlarmOptions { WindowsPerWeek = 7 }) + 1);
        Assert.True(Threshold(new AlarmOptions { WeeklyRate = 0.01 }) > Threshold(new AlarmOptions()) + 1);
    }
}
