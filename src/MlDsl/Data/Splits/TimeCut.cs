namespace MlDsl;

/// <summary>Cuts rows along their event time, in ticks.</summary>
internal static class TimeCut
{
    /// <summary>The distance that is kept: what the caller says, and no less than what rows' labels take to be known, where windows over them say it.</summary>
    public static TimeSpan Embargo<TRow>(TimeSpan embargo) where TRow : IRow<TRow> =>
        embargo > TimeSpan.Zero && EventSteps.Are(TRow.Schema)
            ? throw new ArgumentException($"the embargo is {embargo:c}, a distance in time, and the [EventTime] of '{TRow.Schema.Name}' numbers steps; cut by SplitByStep or RollingOriginByStep, whose embargo is of steps", nameof(embargo))
            : TimeSpan.FromTicks(Math.Max(Checked(embargo).Ticks, TRow.Windows?.Clock.Outcome ?? 0));

    /// <summary>The distance in steps that is kept.</summary>
    public static TimeSpan Embargo(long steps) => steps >= 0 ? TimeSpan.FromTicks(steps) : throw new ArgumentOutOfRangeException(nameof(steps), steps, "the embargo is a number of steps: 0 or more");

    /// <summary>Refuses to cut rows by steps whose event times are none.</summary>
    public static void CheckSteps<TRow>() where TRow : IRow<TRow>
    {
        if (!EventSteps.Are(TRow.Schema)) throw new InvalidOperationException($"the [EventTime] of '{TRow.Schema.Name}' is a time and numbers no steps; cut by SplitByTime or RollingOrigin");
    }

    private static TimeSpan Checked(TimeSpan embargo) =>
        embargo >= TimeSpan.Zero ? embargo : throw new ArgumentOutOfRangeException(nameof(embargo), embargo, "the embargo is a distance in time: 0 or longer");

    /// <summary>The ticks of a point that a caller cuts at; one without a zone is a local time of the rows' zone, where they have one.</summary>
    public static long Ticks<TRow>(DateTime point, string name) where TRow : IRow<TRow> => EventSteps.Are(TRow.Schema)
        ? throw new ArgumentException($"{name} is {point:O}, a time, and the [EventTime] of '{TRow.Schema.Name}' numbers steps; give the number of one: SplitByStep", name)
        : point.Kind != DateTimeKind.Local
        ? TRow.Windows?.Clock.Ticks(point) ?? point.Ticks
        : throw new ArgumentException(
            $"{name} is {point:O}, a local time, which is another instant on another machine; give it as the event times are: "
                + "in UTC (ToUniversalTime), without a kind, or as a DateTimeOffset",
            name);

    public static SplitDescription Describe(long validationFrom, long? testFrom, string? testSource, TimeSpan embargo, bool countsSteps = false)
    {
        if (testFrom <= validationFrom)
            throw new ArgumentException(
                $"the test begins at {EventSteps.Text(testFrom.Value, countsSteps)}, not after validation ({EventSteps.Text(validationFrom, countsSteps)}); "
                    + "give the earlier point first");
        return new SplitDescription
        {
            Method = SplitMethod.Time,
            ValidationFrom = new DateTime(validationFrom),
            TestFrom = testFrom is { } ticks ? new DateTime(ticks) : null,
            TestSource = testSource,
            Embargo = embargo,
            CountsSteps = countsSteps,
        };
    }

    /// <summary>The earliest event time; the end of time where there are no rows.</summary>
    public static long First(RowFacts facts)
    {
        long first = long.MaxValue;
        foreach (ulong ticks in facts.Keys) first = Math.Min(first, (long)ticks);
        return first;
    }

    /// <summary>The event times in order, without those from <paramref name="end"/> on.</summary>
    public static long[] Sorted(RowFacts facts, long end = long.MaxValue)
    {
        var times = new List<long>(facts.Count);
        foreach (ulong ticks in facts.Keys)
        {
            if ((long)ticks < end) times.Add((long)ticks);
        }
        times.Sort();
        return [.. times];
    }

    /// <summary>Finds the points in time that give the shares, notes them in the description, and cuts there.</summary>
    public static Assignment ByShares(RowFacts facts, Shares shares, long? otherTestFrom, SplitDescription description)
    {
        TimeSpan embargo = description.Embargo!.Value;
        // Other test data bounds what may be developed on; its embargo counts before the shares are taken.
        long end = otherTestFrom is { } first ? Before(first, embargo) : long.MaxValue;
        long[] times = Sorted(facts, end);
        (int validation, int test) = shares.Of(times.Length);
        long testFrom = test > 0 ? times[^test] : otherTestFrom ?? long.MaxValue;
        long validationFrom = validation > 0 ? times[^(test + validation)] : testFrom;
        SplitDescription known = description with
        {
            ValidationFrom = validation > 0 ? new DateTime(validationFrom) : null,
            TestFrom = test > 0 ? new DateTime(testFrom) : null,
        };
        return new(Cut(facts, validationFrom, testFrom, embargo, otherTestFrom is null), known);
    }

    /// <summary>Cuts at the validation point of the description and at <paramref name="testFrom"/>.</summary>
    public static byte[] At(RowFacts facts, SplitDescription description, long testFrom) =>
        Cut(facts, description.ValidationFrom!.Value.Ticks, testFrom, description.Embargo!.Value, description.TestSource is null);

    /// <summary>The time <paramref name="embargo"/> before <paramref name="ticks"/>, and no further back than time goes.</summary>
    public static long Before(long ticks, TimeSpan embargo) =>
        ticks < long.MinValue + embargo.Ticks ? long.MinValue : ticks - embargo.Ticks;

    /// <summary>Rows from the test's begin on are the test's, or nobody's where the test is other data.</summary>
    private static byte[] Cut(RowFacts facts, long validationFrom, long testFrom, TimeSpan embargo, bool testIsHere)
    {
        (long trainEnd, long validationEnd) = (Before(validationFrom, embargo), Before(testFrom, embargo));
        var sides = new byte[facts.Count];
        for (int i = 0; i < sides.Length; i++)
        {
            long time = (long)facts.Keys[i];
            sides[i] = time >= testFrom ? (testIsHere ? Side.Test : Side.Embargoed)
                : time >= validationFrom ? (time < validationEnd ? Side.Validation : Side.Embargoed)
                : time < trainEnd && time < validationEnd ? Side.Train : Side.Embargoed;
        }
        return sides;
    }
}
