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
        List<double> lengths = [], values = [];
        long steps = 0, zeros = 0;
        DateTime first = DateTime.MaxValue, last = DateTime.MinValue;
        int begun = 0;
        for (int series = 0; series < study.Series.Count; series++)
        {
            ReadOnlySpan<double> own = study.Series.Values(series);
            steps += own.Length;
            if (study.Known[series] == 0) begun++;
            else lengths.Add(study.Known[series]);
            (first, last) = (Min(first, study.TimeOf(series, 0)), Max(last, study.TimeOf(series, own.Length - 1)));
            for (int step = 0; step < own.Length; step++)
            {
                if (own[step] == 0) zeros++;
                if (values.Count < MostValues && study.Series.IsKnown(series, step)) values.Add(own[step]);
            }
        }
        double[] sorted = [.. lengths.Order()];
        var text = TimeText.Of([first.Ticks, last.Ticks]);
        List<(string, ReportCell)> facts =
        [
            ("series", (long)study.Series.Count), ("steps in all", steps), ("from", text.Of(first.Ticks)), ("until", text.Of(last.Ticks)),
            ("median steps of a history", PredictionBin.Quantile(sorted, 0.5)), ("shortest", PredictionBin.Quantile(sorted, 0)), ("longest", PredictionBin.Quantile(sorted, 1)),
            ("steps without a row, filled", study.Filled), ("steps that are 0", ReportCell.Share((double)zeros / Math.Max(steps, 1))), ("origins", (long)study.Origins.Count), ("values forecast", (long)study.Metrics.Rows), ("values not forecast", (long)study.Metrics.Skipped),
        ];
        List<ReportPart> parts = [new NotePart($"Histories and the rows to forecast. Bins of fewer than {least} values are put together."), new FactsPart(facts)];
        if (begun > 0) parts.Add(new NotePart($"{ForecastPage.Series(begun)} {(begun == 1 ? "begins" : "begin")} behind the history: nothing was known of them at first.") { IsWarning = true });
        if (Histogram.Of(values, 30, least) is { } spread) parts.Add(Plots.Of(subject.Label.Name, subject.Axis, spread, things: "values"));
        if (sorted.Length > 0 && sorted[0] < sorted[^1] && Histogram.Of(lengths, 20, least) is { } lengthsOf) parts.Add(Plots.Of("Lengths of histories", "steps of a history", lengthsOf, things: "series"));
        return new ReportSection("data", "Data", parts);
    }

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;
}
