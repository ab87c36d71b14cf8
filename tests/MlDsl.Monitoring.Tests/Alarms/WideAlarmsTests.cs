namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>What alarms of very many columns cost is bounded, and they tell what they should.</summary>
public sealed class WideAlarmsTests
{
    private const int Columns = 1_000, Paired = 64;

    private static readonly ReferenceProfile Wide = Counted.Reference([.. Enumerable.Range(0, Columns).Select(Column)]) with { Pairs = [.. PairsOf(Paired)], ObservedPairs = 0 };

    [Fact]
    public void AThousandColumnsHaveBoundedComponentsAndDraws()
    {
        ShiftComponent[] components = ShiftComponents.Of(Wide);
        Assert.InRange(components.Length, 4 * Columns, 4_096);
        Assert.Equal(1, components.Sum(static c => c.Weight), 1e-9);
        // Two shares of 32 categories each: the most frequent one, and all others.
        Assert.Equal(["c0", "31 others"], components.Where(static c => c.Column == 1 && c.Kind == ShiftKind.Share).Select(static c => c.Category));
        ShiftComponent[] varying = [.. components.Where(static c => c.Varies)];
        var dependence = ComponentDependence.Of(Wide, varying);
        // The paired columns' own triangle, and three numbers each for the others, not one triangle of all.
        int paired = varying.Count(static c => c.Column < Paired);
        Assert.Equal((paired * (paired + 1L) / 2) + (3L * (Columns - Paired)), dependence.Steps);
        Assert.InRange(dependence.Steps, 1, 50_000);
    }

    [Theory]
    [InlineData(7, 2_000, 2_000)]
    [InlineData(168, 2_000, 1_500)]
    [InlineData(10_080, 100_000, 30)]
    public void DrawsAreAsManyAsWorkAllows(int windows, int wanted, int most)
    {
        var dependence = ComponentDependence.Of(Wide, [.. ShiftComponents.Of(Wide).Where(static c => c.Varies)]);
        var options = new AlarmOptions { WindowsPerWeek = windows, Draws = wanted };
        int weeks = LargestNull.Weeks(dependence, 0, options);
        Assert.InRange(weeks, 20, most);
        // At the least there are as many as one of them is above the rate.
        Assert.Equal(20, LargestNull.Weeks(dependence, 1_000_000, options));
    }

    [Fact]
    public void AColumnOfAThousandIsFoundAndTheOthersAreNot()
    {
        var alarms = new DriftAlarms(Wide, new AlarmOptions { Draws = 100 });
        Assert.Equal(100, alarms.Draws);
        for (int day = 0; day < 3; day++) Assert.Empty(alarms.Observe(Day(day, moved: -1)).Alarms);
        DriftAlarm alarm = Assert.Single(alarms.Observe(Day(3, moved: 500)).Alarms, static one => one.Kind == AlarmKind.Window);
        Assert.Equal(("C500", ShiftKind.Location), (alarm.Column, alarm.What));
    }

    [Fact]
    public void GroupsOfColumnsVaryTogetherAsTheirPairsSay()
    {
        // Columns 0 and 2 are paired, and 1 and 3; 4 is by itself.
        ReferenceProfile reference = Counted.Reference([.. Enumerable.Range(0, 5).Select(static i => Column(2 * i))]) with { Pairs = [PairOf(0, 2, 0.6), PairOf(1, 3, -0.4)] };
        ShiftComponent[] varying = [.. ShiftComponents.Of(reference).Where(static c => c.Varies)];
        var dependence = ComponentDependence.Of(reference, varying);
        int count = varying.Length;
        var covariances = new double[count, count];
        double[] draws = new double[count], mixed = new double[count], room = new double[count];
        for (int draw = 0; draw < count; draw++)
        {
            Array.Clear(draws);
            draws[draw] = 1;
            dependence.Mix(draws, mixed, room);
            for (int i = 0; i < count; i++)
                for (int j = 0; j < count; j++) covariances[i, j] += mixed[i] * mixed[j];
        }
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
            {
                bool areLocations = varying[i].Kind == ShiftKind.Location && varying[j].Kind == ShiftKind.Location;
                double expected = i == j ? 1 : !areLocations ? 0 : (varying[i].Column, varying[j].Column) switch { (0, 2) or (2, 0) => 0.6, (1, 3) or (3, 1) => -0.4, _ => 0 };
                Assert.Equal(expected, covariances[i, j], 1e-9);
            }
    }

    [Fact]
    public void WhatFitsNoDistributionIsBroughtNearer()
    {
        // Two of three columns are alike to the third and opposite to each other, which cannot be: what is kept of it varies by 1 each, and is of the pairs' signs.
        ReferenceProfile reference = Counted.Reference([.. Enumerable.Range(0, 3).Select(static i => Column(2 * i))]) with { Pairs = [PairOf(0, 1, 0.9), PairOf(0, 2, 0.9), PairOf(1, 2, -0.9)] };
        ShiftComponent[] locations = [.. ShiftComponents.Of(reference).Where(static c => c.Kind == ShiftKind.Location)];
        var dependence = ComponentDependence.Of(reference, locations);
        double[] mixed = new double[3], room = new double[3], squares = new double[3];
        for (int draw = 0; draw < 3; draw++)
        {
            dependence.Mix([.. Enumerable.Range(0, 3).Select(i => i == draw ? 1.0 : 0)], mixed, room);
            for (int i = 0; i < 3; i++) squares[i] += mixed[i] * mixed[i];
            if (draw == 0) Assert.True(mixed[1] is > 0.4 and < 0.6 && Math.Abs(mixed[1] - mixed[2]) < 1e-12, $"{mixed[1]} {mixed[2]}");
        }
        Assert.All(squares, static square => Assert.Equal(1, square, 1e-6));
    }

    // Numbers and categories in turn.
    private static ColumnProfile Column(int place) => place % 2 == 0
        ? Counted.Number($"C{place}", [1000, 2000, 4000, 2000, 1000])
        : Counted.Category($"C{place}", [.. Enumerable.Range(0, 32).Select(static i => ($"c{i}", i == 0 ? 3_800L : 200L))]);

    private static IEnumerable<PairProfile> PairsOf(int columns)
    {
        for (int second = 1; second < columns; second++)
            for (int first = 0; first < second; first++) yield return PairOf(first, second, first % 2 == 0 && second % 2 == 0 ? 0.3 : 0);
    }

    private static PairProfile PairOf(int first, int second, double correlation) => new(first, second, [10_000, 0, 0, 0], correlation);

    private static ProfileWindow Day(int day, int moved) => Counted.Window(Wide, day, [.. Enumerable.Range(0, Columns).Select(column =>
        column == moved ? [25, 75, 200, 400, 300, 0, 0]
        : column % 2 == 0 ? [100, 200, 400, 200, 100, 0, 0]
        : (long[])[380, .. Enumerable.Repeat(20L, 31), 0, 0])]);
}
