using MlDsl.Monitoring.Tests.Alarms;

namespace MlDsl.Monitoring.Tests.Groups;

public sealed class GroupReferenceTests
{
    [Fact]
    public void GroupsHaveMeansWithIntervals()
    {
        GroupReference reference = GroupReference.Of(Rows("a", 100, 400).Concat(Rows("b", 30, 70)).Concat(Rows("few", 1, 3)));
        Assert.Equal(["a", "b"], reference.Profile.Columns.Select(static column => column.Name));
        Assert.Equal(4, reference.Others);
        GroupWindow window = reference.Window([.. Rows("a", 30, 70), .. Rows("few", 1, 1), .. Rows("new", 2, 0)], Counted.Start, Counted.Start.AddDays(1));
        Assert.Equal((100L, 4L), (window.Counts.Rows, window.Others));
        GroupMean mean = window.Means[0];
        Assert.Equal((100L, 0.2, 0.3), (mean.Rows, mean.Reference, Math.Round(mean.Mean, 12)));

        // Student's interval of 100 rows: 0.3 ± 1.9842 √(0.21 / 99).
        Assert.Equal(0.3 - (1.98422 * Math.Sqrt(0.21 / 99)), mean.Low, 1e-5);
        Assert.Equal(0.3 + (1.98422 * Math.Sqrt(0.21 / 99)), mean.High, 1e-5);
        Assert.Equal((0L, double.NaN), (window.Means[1].Rows, window.Means[1].Mean));
    }

    [Fact]
    public void AGroupThatIsTreatedOtherwiseIsNamed()
    {
        GroupReference reference = GroupReference.Of(Rows("a", 1000, 4000).Concat(Rows("b", 100, 400)));
        var alarms = new DriftAlarms(reference.Profile, new AlarmOptions { WindowsPerWeek = 1 });
        Assert.Empty(alarms.Observe(reference.Window([.. Rows("a", 200, 800), .. Rows("b", 20, 80)], Counted.Start, Counted.Start.AddDays(7)).Counts).Alarms);
        DriftAlarm alarm = alarms.Observe(reference.Window([.. Rows("a", 200, 800), .. Rows("b", 60, 40)], Counted.Start.AddDays(7), Counted.Start.AddDays(14)).Counts).Alarms[0];
        Assert.Equal(("b", ShiftKind.Location), (alarm.Column, alarm.What));
        Assert.Equal(0.4, alarm.Shift, 1e-12);
    }

    [Fact]
    public void ManyValuesAreBinned()
    {
        GroupReference reference = GroupReference.Of(Enumerable.Range(0, 1200).Select(static i => new GroupValue("a", i)));
        ColumnProfile column = Assert.Single(reference.Profile.Columns);
        Assert.Equal(12, column.Bins);
        Assert.All(column.Counts, static count => Assert.Equal(100, count));
        Assert.True(column.IsSensitive);
    }

    [Fact]
    public void LossesThatAreMostlyZeroAreToldFromThoseThatAreNot()
    {
        // 950 of 1,000 are 0, the others all different.
        static IEnumerable<GroupValue> Losses(int zeros, int others, int step = 1) => Enumerable.Repeat(new GroupValue("a", 0), zeros).Concat(Enumerable.Range(1, others).Select(i => new GroupValue("a", i * step)));
        GroupReference reference = GroupReference.Of(Losses(950, 50));
        Assert.Equal(950, reference.Profile.Columns[0].Counts[0]);
        var alarms = new DriftAlarms(reference.Profile, new AlarmOptions { WindowsPerWeek = 1 });
        Assert.Empty(alarms.Observe(reference.Window(Losses(475, 25, step: 2), Counted.Start, Counted.Start.AddDays(7)).Counts).Alarms);
        Assert.Equal("a", alarms.Observe(reference.Window(Losses(200, 300), Counted.Start.AddDays(7), Counted.Start.AddDays(14)).Counts).Alarms[0].Column);
    }

    [Fact]
    public void BadRowsAreRefusedByGroup()
    {
        string problem = Assert.Throws<ArgumentException>(static () => GroupReference.Of([new GroupValue("secret", 1), new GroupValue("secret", double.NaN)])).Message;
        Assert.Contains("the row at place 1 is NaN", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.Contains("No group has 50 rows", Assert.Throws<ArgumentException>(static () => GroupReference.Of(Rows("a", 1, 2))).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<GroupValue> Rows(string group, int ones, int zeros) =>
        Enumerable.Repeat(new GroupValue(group, 1), ones).Concat(Enumerable.Repeat(new GroupValue(group, 0), zeros));
}
