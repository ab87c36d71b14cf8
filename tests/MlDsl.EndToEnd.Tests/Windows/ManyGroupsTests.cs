using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests.Windows;

/// <summary>Millions of groups, most of one row.</summary>
[Collection(Alone.Name)]
public sealed partial class ManyGroupsTests
{
    private const int Groups = 2_000_000, Again = 200_000;

    // Every tenth device beats a second time, an hour later.
    private static IEnumerable<Beat> Beats => Enumerable.Range(0, Groups + Again).Select(static i => i < Groups
        ? new Beat(i, new DateTime(2024, 1, 1), i, 0) : new Beat((i - Groups) * (Groups / Again), new DateTime(2024, 1, 1, 1, 0, 0), -1, 0));

    [Fact]
    public void EachRowSeesItsOwn()
    {
        int row = 0;
        foreach (Beat beat in Dataset<Beat>.FromRows(Beats).Rows)
        {
            if (beat.LevelLag1 != (row < Groups ? null : (float?)beat.Device) || beat.LevelCountIn1d != (row < Groups ? 0 : 1)) Assert.Fail($"row {row}: {beat}");
            row++;
        }
        Assert.Equal(Groups + Again, row);
    }

    [Fact]
    public void AHistoryHoldsThemUpToItsBound()
    {
        var history = new History<Beat>(new HistoryOptions { MaxGroups = Groups, Clock = new Standing(new DateTimeOffset(2024, 1, 1, 2, 0, 0, TimeSpan.Zero)) });
        foreach (Beat beat in Beats) history.Add(beat);
        Assert.Equal((Groups, Groups + Again), (history.Groups, history.Rows));
        Assert.Equal(1990f, history.Complete(new Beat(1990, new DateTime(2024, 1, 1, 0, 30, 0), 0, 0)).LevelLag1);
        Assert.Equal(-1f, history.Complete(new Beat(1990, new DateTime(2024, 1, 1, 2, 0, 0), 0, 0)).LevelLag1);
        Assert.Throws<WindowException>(() => history.Add(new Beat(Groups, new DateTime(2024, 1, 1, 1, 0, 0), 0, 0)));
    }

    /// <summary>A device's beat.</summary>
    [Dataset]
    internal readonly partial record struct Beat(
        [property: Group] int Device,
        [property: EventTime] DateTime At,
        [property: Lag(1), Rolling(Aggregates.Count, "1d")] float Level,
        [property: Label] float Next);

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
