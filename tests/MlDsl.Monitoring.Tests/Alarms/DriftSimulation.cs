namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>What alarms say in made-up worlds, beside what is usual: fixed limits of the stability index and a test a day at 5 %.</summary>
/// <param name="Runs">The runs, each with a reference of its own.</param>
/// <param name="Weeks">The whole weeks of all of them.</param>
/// <param name="WindowWeeks">The weeks in which a window alarmed.</param>
/// <param name="TrendRuns">The runs in which a trend was ever told.</param>
/// <param name="TenthWeeks">The weeks in which some column's stability index exceeded 0.1.</param>
/// <param name="QuarterWeeks">The same of 0.25.</param>
/// <param name="DailyWeeks">The weeks in which some column's χ² had a probability below 0.05 on a day.</param>
/// <param name="Found">The runs in which the shifted column was named within three windows, by either alarm.</param>
/// <param name="FoundTenth">The runs in which its stability index exceeded 0.1 within three windows.</param>
internal readonly record struct DriftSimulation(
    int Runs, int Weeks, int WindowWeeks, int TrendRuns, int TenthWeeks, int QuarterWeeks, int DailyWeeks, int Found, int FoundTenth)
{
    public double WindowRate => WindowWeeks / (double)Weeks;

    public double TrendRate => TrendRuns / (double)Runs;

    public double FoundRate => Found / (double)Runs;

    public static DriftSimulation operator +(DriftSimulation a, DriftSimulation b) => new(
        a.Runs + b.Runs, a.Weeks + b.Weeks, a.WindowWeeks + b.WindowWeeks, a.TrendRuns + b.TrendRuns, a.TenthWeeks + b.TenthWeeks, a.QuarterWeeks + b.QuarterWeeks,
        a.DailyWeeks + b.DailyWeeks, a.Found + b.Found, a.FoundTenth + b.FoundTenth);

    /// <param name="world">The rows.</param>
    /// <param name="runs">How many runs.</param>
    /// <param name="days">The days of each.</param>
    /// <param name="shift">What is added to the first column from the first day on.</param>
    /// <param name="raw">Whether bins are cut by the reference's own rows, not the population's.</param>
    /// <param name="noise">What is done to the reference of a run; null for nothing.</param>
    public static DriftSimulation Run(DriftWorld world, int runs, int days, double shift = 0, bool raw = false, Func<ReferenceProfile, int, ReferenceProfile>? noise = null)
    {
        var each = new DriftSimulation[runs];
        Parallel.For(0, runs, run => each[run] = One(world, run, days, shift, raw, noise));
        return each.Aggregate(static (a, b) => a + b);
    }

    private static DriftSimulation One(DriftWorld world, int run, int days, double shift, bool raw, Func<ReferenceProfile, int, ReferenceProfile>? noise)
    {
        float[][] drawn = world.Draw(run, days, shift);
        double[][] edges = raw ? world.OwnEdges(drawn) : [.. Enumerable.Repeat(world.PopulationEdges(), world.Columns)];
        byte[][] places = Array.ConvertAll(drawn, day => world.Place(day, edges));
        ReferenceProfile reference = world.Reference(places[..world.ReferenceDays], edges, world.DayEffect > 0);
        if (noise is not null) reference = noise(reference, run);
        string hash = reference.Hash;
        var alarms = new DriftAlarms(reference, new AlarmOptions { Draws = 499, Seed = (ulong)run });
        long[][] cells = [.. reference.Columns.Select(static column => column.ToCells())];
        var result = new DriftSimulation { Runs = 1, Weeks = days / 7 };
        bool window = false, trend = false, tenth = false, quarter = false, daily = false, found = false, foundTenth = false;
        for (int day = 0; day < days; day++)
        {
            ProfileWindow seen = world.Window(places[world.ReferenceDays + day], hash, day);
            WindowVerdict verdict = alarms.Observe(seen);
            window |= verdict.Alarms.Any(static alarm => alarm.Kind == AlarmKind.Window);
            trend |= verdict.Alarms.Any(static alarm => alarm.Kind == AlarmKind.Trend);
            found |= day < 3 && verdict.Alarms.Any(static alarm => alarm.Column == "x0");
            for (int column = 0; column < world.Columns; column++)
            {
                double index = BinStatistics.StabilityIndex(cells[column], seen.Columns[column].AsSpan()).Value;
                tenth |= index > 0.1;
                quarter |= index > 0.25;
                foundTenth |= day < 3 && column == 0 && index > 0.1;
                daily |= !daily && BinStatistics.ChiSquared(cells[column], seen.Columns[column].AsSpan()).Probability < 0.05;
            }
            if (day % 7 != 6) continue;
            result += new DriftSimulation(0, 0, window ? 1 : 0, 0, tenth ? 1 : 0, quarter ? 1 : 0, daily ? 1 : 0, 0, 0);
            window = tenth = quarter = daily = false;
        }
        return result with { TrendRuns = trend ? 1 : 0, Found = found ? 1 : 0, FoundTenth = foundTenth ? 1 : 0 };
    }
}
