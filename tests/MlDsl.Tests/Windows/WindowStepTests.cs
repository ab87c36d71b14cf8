using MlDsl.Windows;

namespace MlDsl.Tests.Windows;

/// <summary>Windows over time against closed forms, and against a plain search through all rows.</summary>
public sealed class WindowStepTests
{
    private const long Hour = TimeSpan.TicksPerHour;

    private static readonly WindowSpec[] Specs =
    [
        new("lag1", WindowKind.Lag, 0) { Rows = 1 },
        new("lag3", WindowKind.Lag, 0) { Rows = 3, Horizon = 2 * Hour },
        new("mean", WindowKind.Mean, 0) { Ticks = 10 * Hour },
        new("min", WindowKind.Min, 0) { Ticks = 10 * Hour, Horizon = Hour },
        new("max", WindowKind.Max, 0) { Ticks = 5 * Hour },
        new("std", WindowKind.Std, 0) { Ticks = 20 * Hour },
        new("count", WindowKind.Count, 0) { Ticks = 7 * Hour, Horizon = 3 * Hour },
        new("quantile", WindowKind.Quantile, 0) { Ticks = 24 * Hour, Quantile = 0.9 },
        new("since", WindowKind.SinceLast, 1),
    ];

    // Of 1 … n: mean (n + 1)/2, variance n(n + 1)/12, quantile q at 1 + q(n − 1).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(25)]
    public void GivesTheClosedFormsOfTheFirstNumbers(int n)
    {
        var step = Step(
            new("mean", WindowKind.Mean, 0) { Ticks = 1000 * Hour }, new("std", WindowKind.Std, 0) { Ticks = 1000 * Hour },
            new("quantile", WindowKind.Quantile, 0) { Ticks = 1000 * Hour, Quantile = 0.25 }, new("count", WindowKind.Count, 0) { Ticks = 1000 * Hour },
            new("min", WindowKind.Min, 0) { Ticks = 1000 * Hour }, new("max", WindowKind.Max, 0) { Ticks = 1000 * Hour });
        WindowEvents events = step.NewEvents();
        for (int i = 1; i <= n; i++) events.Add((2000 + i) * Hour, 0, (2000 + i) * Hour, [i, i]);
        float[] results = Fill(step, events, (2001 + n) * Hour);
        Assert.Equal((n + 1) / 2.0, results[0], 1e-6);
        if (n == 1) Assert.True(float.IsNaN(results[1]));
        else Assert.Equal(Math.Sqrt(n * (n + 1) / 12.0), results[1], 1e-5);
        Assert.Equal(1 + (0.25 * (n - 1)), results[2], 1e-6);
        Assert.Equal([n, 1f, n], results[3..]);
    }

    [Fact]
    public void ReachesBackToItsBeginningAndNotToTheRowItself()
    {
        var step = Step(new("count", WindowKind.Count, 0) { Ticks = 3 * Hour }, new("lag", WindowKind.Lag, 0) { Rows = 1 });
        WindowEvents events = step.NewEvents();
        foreach (int hour in new[] { 6, 7, 8, 9, 10 }) events.Add(hour * Hour, 0, hour * Hour, [hour, 0]);
        Assert.Equal([3f, 9f], Fill(step, events, 10 * Hour));
        Assert.Equal([4f, 9f], Fill(step, events, (9 * Hour) + 1).Select((v, i) => i == 0 ? v + 1 : v));
        Assert.Equal([0f, float.NaN], Fill(step, events, 6 * Hour));
    }

    [Fact]
    public void SeesARowFromWhenItWasKnownOn()
    {
        var step = Step(new WindowSpec("lag", WindowKind.Lag, 0) { Rows = 1 });
        WindowEvents events = step.NewEvents();
        events.Add(Hour, 0, Hour, [1, 0]);
        events.Add(2 * Hour, 0, 9 * Hour, [2, 0]);
        Assert.Equal([1f], Fill(step, events, (9 * Hour) - 1));
        Assert.Equal([2f], Fill(step, events, 9 * Hour));
    }

    [Fact]
    public void OrdersRowsOfOneTimeById()
    {
        var step = Step(new("one", WindowKind.Lag, 0) { Rows = 1 }, new("two", WindowKind.Lag, 0) { Rows = 2 });
        WindowEvents events = step.NewEvents();
        events.Add(Hour, 9, Hour, [9, 0]);
        events.Add(Hour, 3, Hour, [3, 0]);
        Assert.Equal([9f, 3f], Fill(step, events, 2 * Hour));
        Assert.Equal([float.NaN, float.NaN], Fill(step, events, Hour));
    }

    [Fact]
    public void KeepsARowThatComesAgainAndTellsOneThatDiffers()
    {
        WindowEvents events = Step(Specs).NewEvents();
        Assert.Equal(Adding.Added, events.Add(Hour, 1, 5 * Hour, [1, double.NaN]));
        Assert.Equal(Adding.Repeated, events.Add(Hour, 1, 3 * Hour, [1, double.NaN]));
        Assert.Equal(3 * Hour, events.Arrived[0]);
        Assert.Equal(Adding.Conflicting, events.Add(Hour, 1, Hour, [2, double.NaN]));
        Assert.Equal((1, 1d, 3 * Hour), (events.Count, events.Values[0], events.Arrived[0]));
    }

    // The same rows in any order, and a search through all of them for each time and window.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EqualsASearchThroughAllRows(int seed)
    {
        var random = new Random(seed);
        Row[] rows = Rows(random, 400);
        var step = Step(Specs);
        WindowEvents events = step.NewEvents();
        foreach (Row row in rows.OrderBy(_ => random.Next())) events.Add(row.Time, row.Id, row.Arrived, [row.Value, row.Mark]);
        for (long at = 0; at < 320 * Hour; at += Hour / 2)
            Assert.Equal(Specs.Select(spec => Search(rows, spec, at)), Fill(step, events, at));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void LetsGoOfNothingThatALaterTimeWants(int seed)
    {
        var random = new Random(seed);
        Row[] rows = Rows(random, 400);
        var step = Step(Specs);
        WindowEvents events = step.NewEvents();
        long floor = 0;
        int most = 0;
        Row[] coming = [.. rows.OrderBy(static r => r.Arrived).ThenBy(static r => r.Time)];
        for (int i = 0; i < coming.Length; i++)
        {
            Row row = coming[i];
            floor = Math.Max(floor, row.Arrived - (2 * Hour));
            events.Add(row.Time, row.Id, row.Arrived, [row.Value, row.Mark]);
            var needed = new bool[events.Count];
            Assert.Equal(step.Needed(events, floor, needed), needed.Count(static n => n));
            events.Keep(needed);
            most = Math.Max(most, events.Count);
            Row[] known = coming[..(i + 1)];
            foreach (long at in new[] { floor, floor + (Hour / 3), floor + (3 * Hour) })
                Assert.Equal(Specs.Select(spec => Search(known, spec, at)), Fill(step, events, at));
        }
        Assert.InRange(most, 10, 120);
    }

    private static WindowStep Step(params WindowSpec[] specs) => new(2, new WindowClock(), specs);

    private static float[] Fill(WindowStep step, WindowEvents events, long at)
    {
        var results = new float[step.Windows.Count];
        step.Fill(events, at, results);
        return results;
    }

    private static Row[] Rows(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            long time = random.Next(300) * Hour;
            return new Row(time, (ulong)i, time + (random.Next(4) == 0 ? random.Next(30) * Hour : 0), random.Next(10) == 0 ? double.NaN : random.Next(-50, 50), random.Next(20) == 0 ? 1 : double.NaN);
        }),
    ];

    private static float Search(Row[] rows, WindowSpec spec, long at)
    {
        var seen = rows.Where(r => r.Time < at && r.Arrived <= at && r.Time + spec.Horizon <= at).OrderBy(static r => r.Time).ThenBy(static r => r.Id).ToList();
        if (spec.Kind == WindowKind.Lag) return seen.Count < spec.Rows ? float.NaN : (float)seen[^spec.Rows].Value;
        if (spec.Kind == WindowKind.SinceLast) return seen.FindLast(static r => !double.IsNaN(r.Mark)) is { } last ? (float)((at - last.Time) / (double)Hour) : float.NaN;
        double[] values = [.. seen.Where(r => r.Time >= at - spec.Ticks).Select(static r => r.Value).Where(static v => !double.IsNaN(v))];
        if (spec.Kind == WindowKind.Count) return values.Length;
        if (values.Length == 0) return float.NaN;
        double mean = values.Sum() / values.Length, place = (values.Length - 1) * spec.Quantile;
        double[] sorted = [.. values.Order()];
        return (float)(spec.Kind switch
        {
            WindowKind.Mean => mean,
            WindowKind.Min => sorted[0],
            WindowKind.Max => sorted[^1],
            WindowKind.Std => values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)),
            _ => sorted[(int)place] + ((place - (int)place) * (sorted[(int)Math.Ceiling(place)] - sorted[(int)place])),
        });
    }

    private sealed record Row(long Time, ulong Id, long Arrived, double Value, double Mark);
}
