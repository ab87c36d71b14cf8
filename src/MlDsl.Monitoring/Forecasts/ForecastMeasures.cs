using MlDsl.Training;

namespace MlDsl.Monitoring.Forecasts;

/// <summary>Rolling metrics of forecasts whose values came.</summary>
internal static class ForecastMeasures
{
    // Fewer series say nothing of others.
    private const int FewestSeries = 10;

    public static RollingMetrics<ForecastPerformance> Of(ForecastIndex index, DateTimeOffset now, TimeSpan window, TimeSpan delay, EvaluationOptions options)
    {
        bool countsSteps = index.All.SelectMany(static one => one.Entry.Forecasts).Select(static step => step.CountsSteps).FirstOrDefault();
        long to = countsSteps ? (index.LastKnown ?? -1) + 1 : (now - delay).UtcTicks, from = Math.Max(0, to - window.Ticks);
        List<(ulong Series, StepEntry Entry, LoggedStep Step)> due = [];
        foreach (var (key, entry) in index.All)
            foreach (LoggedStep step in entry.Forecasts)
                if (step.Time >= from && step.Time < to) due.Add(((ulong)(key.Bits >> 64), entry, step));
        List<(ulong Series, StepEntry Entry, LoggedStep Step)> known = due.FindAll(one => (countsSteps || one.Entry.Known <= now.UtcTicks) && one.Entry.Known is not null && one.Entry.IsBefore(one.Step));
        long[] delays = countsSteps ? [] : [.. known.Select(static one => Math.Max(0, one.Entry.Known!.Value - one.Step.Time)).Order()];
        return new(
            new(from, TimeSpan.Zero), new(Math.Max(0, to), TimeSpan.Zero), due.Count, known.Count, known.Count == 0 ? null : Measure(known, options), delay, At(0.5), At(0.95), null);

        TimeSpan? At(double share) => delays.Length == 0 ? null : TimeSpan.FromTicks(delays[(int)(share * (delays.Length - 1))]);
    }

    private static ForecastPerformance Measure(List<(ulong Series, StepEntry Entry, LoggedStep Step)> known, EvaluationOptions options)
    {
        // The dictionary's order is none that lasts.
        known.Sort(static (a, b) => (a.Series, a.Step.Time, a.Step.Origin, a.Step.Reference).CompareTo((b.Series, b.Step.Time, b.Step.Origin, b.Step.Reference)));
        int series = known.Select(static one => one.Series).Distinct().Count(), horizon = known.Max(static one => one.Step.Ahead);
        long span = Math.Max(1, known.Max(static one => one.Step.Time - one.Step.Origin));
        var measured = new StepMeasurement(horizon);
        foreach (var (own, entry, step) in known) measured.Add(series >= FewestSeries ? own : (ulong)(step.Time / span), entry.Value, step);
        Metric[] metrics = Bootstrap.Run(measured, options);
        StepPerformance[] steps = [.. Enumerable.Range(0, horizon + 1).Select(step => Performance(step, measured.RowsOf(step), metrics.AsSpan(step * StepMeasurement.PerStep, StepMeasurement.PerStep)))];
        return new ForecastPerformance
        {
            Rows = known.Count,
            Series = series,
            Level = measured.CanResample ? options.PrintedLevel : 0,
            IntervalLevel = known[^1].Step.Interval,
            All = steps[0],
            Steps = [.. steps.Skip(1).Where(static step => step.Rows > 0)],
        };

        static StepPerformance Performance(int step, int rows, ReadOnlySpan<Metric> own) => new(step, rows, own[0], own[1], own[2], own[3]);
    }
}
