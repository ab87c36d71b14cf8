using MlDsl.Forecasting;
using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>Puts the page of a forecast together.</summary>
internal static class ForecastPage
{
    public static Report Of(ForecastSubject subject)
    {
        IReadOnlyList<SeriesErrors> series = SeriesErrors.Of(subject.Study);
        ReportSection?[] sections =
        [
            Model(subject),
            Metrics(subject, series),
            HorizonSection.Of(subject),
            QuantileSection.Of(subject),
            SeriesSection.Of(subject, series),
            DrawnSeries.Of(subject, series),
            SeriesDataSection.Of(subject),
            ProvenanceSection.Of(subject.Card, subject.Schema),
        ];
        return new Report($"{subject.Card.Name} {subject.Card.Version}", [.. sections.OfType<ReportSection>()], subject.Level);
    }

    private static ReportSection Model(ForecastSubject subject) => CardSection.Of(
        subject.Card, subject.Axis, subject.Predictor ?? "a method that looks at one series alone", subject.Options.Purpose,
        [
            ("steps ahead, at most", (long)subject.Horizon),
            ("a step", StepOf(subject.Study.Clock)),
            ("steps of a season", (long)subject.Season),
            ("intervals made to hold", ReportCell.Share(subject.Study.Levels.Interval)),
            ("columns known ahead", (long)subject.Columns),
            .. subject.PastCovariates > 0 ? ((string, ReportCell)[])[("columns known up to the origin", (long)subject.PastCovariates)] : [],
        ]);

    private static ReportSection Metrics(ForecastSubject subject, IReadOnlyList<SeriesErrors> series)
    {
        ForecastMetrics metrics = subject.Study.Metrics;
        List<ReportPart> beside = [new NotePart($"Means over {Series(metrics.Series)}; intervals are over series. The baseline is the season before. Forecasts are from rolling origins: the first behind the history, each further one {subject.Horizon} steps later, with all that happened before it known.")];
        if (Beside(subject, series) is { } better) beside.Add(new NotePart(better));
        if (metrics.Unscaled > 0) beside.Add(new NotePart($"{Series(metrics.Unscaled)} without a scale, as their history is no longer than a season or repeats it exactly: MASE, OWA and MSIS leave them out."));
        if (metrics.Skipped > 0) beside.Add(new NotePart($"{ReportText.Count(metrics.Skipped)} values were not forecast: their history was too short, or they lie behind a gap longer than the horizon.") { IsWarning = true });
        if (!subject.IsFittedToHistory) beside.Add(new NotePart("The model was fitted to other rows than the history that was given. If the rows to forecast were among them, the figures are too good.") { IsWarning = true });
        return MetricsSection.Of(MetricTable.Of(metrics), metrics.Rows, "series", subject.Test, beside);
    }

    private static string? Beside(ForecastSubject subject, IReadOnlyList<SeriesErrors> series)
    {
        SeriesErrors[] scaled = [.. series.Where(static s => double.IsFinite(s.Mase))];
        if (scaled.Length == 0) return null;
        Metric less = WeightedMean.Of([.. scaled.Select(static s => s.NaiveMase - s.Mase)], [.. scaled.Select(static _ => 1.0)], [], subject.Level);
        return $"Series by series, MASE is lower than that of the season before by {less} on average; in {scaled.Count(static s => s.Mase < s.NaiveMase)} of {Series(scaled.Length)} it is lower.";
    }

    private static string StepOf(StepClock clock)
    {
        foreach (var (ticks, name) in new[] { (TimeSpan.TicksPerDay, "day"), (TimeSpan.TicksPerHour, "hour"), (TimeSpan.TicksPerMinute, "minute") })
            if (clock.Ticks > 0 && clock.Ticks % ticks == 0) return clock.Ticks == ticks ? $"1 {name}" : $"{ReportText.Count(clock.Ticks / ticks)} {name}s";
        return clock.ToString();
    }

    internal static string Series(int count) => count == 1 ? "1 series" : $"{ReportText.Count(count)} series";
}
