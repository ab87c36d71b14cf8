using MlDsl.Forecasting;
using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>What the series hold: how long they are, gaps, zeros, and how values are spread.</summary>
internal static class SeriesDataSection
{
    private const int MostValues = 1_000_000;

    public static ReportSection Of(ForecastSubject subject)
    {
        ForecastStudy study = subject.Study;
        int least = subject.Options.MinCellRows;
        long steps = 0;
        DateTime first = DateTime.MaxValue, last = DateTime.MinValue;
        for (int series = 0; series < study.Series.Count; series++)
        {
            int own = study.Series.Values(series).Length;
            steps += own;
            (first, last) = (Min(first, study.TimeOf(series, 0)), Max(last, study.TimeOf(series, own - 1)));
        }
        var known = KnownValues.Of(study.Series, MostValues, subject.Season);
        double[] lengths = [.. study.Known.Where(static history => history > 0).Select(static history => (double)history).Order()];
        int begun = study.Series.Count - lengths.Length;
        TimeText? times = subject.TimesOf([first.Ticks, last.Ticks]);
        List<(string, ReportCell)> facts =
        [
            ("series", (long)study.Series.Count), ("steps in all", steps), ("from", ForecastSubject.Told(times, first.Ticks)), ("until", ForecastSubject.Told(times, last.Ticks)),
            ("steps without a row, filled", study.Filled), ("known steps that are 0", ReportCell.Share((double)known.Zeros / Math.Max(known.Count, 1))), ("origins", (long)study.Origins.Count), ("values forecast", (long)study.Metrics.Rows), ("values not forecast", (long)study.Metrics.Skipped),
        ];
        // How long a series is tells it from others: of few, nothing is told, and of many no single one's.
        if (lengths.Length >= least) facts.Add(("median steps of a history", PredictionBin.Quantile(lengths, 0.5)));
        List<ReportPart> parts = [new NotePart($"Histories and the rows to forecast. Bins of fewer than {least} values are put together."), new FactsPart(facts)];
        if (begun > 0) parts.Add(new NotePart($"{ForecastPage.Series(begun)} {(begun == 1 ? "begins" : "begin")} behind the history: nothing was known of them at first.") { IsWarning = true });
        if (Histogram.Of(known.Sample, 30, least) is { } spread)
        {
            parts.Add(Plots.Of(subject.Label.Name, subject.Axis, spread, things: "values"));
            if (known.Apart > 1) parts.Add(new NotePart($"The histogram of {subject.Label.Name} is of one in {ReportText.Count(known.Apart)} of the {ReportText.Count(known.Count)} known values of all series, at even steps."));
        }
        if (lengths.Length > 0 && lengths[0] < lengths[^1] && Histogram.Of(lengths, 20, least) is { } lengthsOf) parts.Add(Plots.Of("Lengths of histories", "steps of a history", lengthsOf, things: "series"));
        return new ReportSection("data", "Data", parts);
    }

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;
}
