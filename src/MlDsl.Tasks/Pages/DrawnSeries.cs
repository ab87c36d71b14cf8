using MlDsl.Forecasting;
using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>Series with their values and what was forecast of them, where they were asked for.</summary>
internal static class DrawnSeries
{
    /// <summary>The section; null where none was asked for.</summary>
    public static ReportSection? Of(ForecastSubject subject, IReadOnlyList<SeriesErrors> series)
    {
        if (subject.Options.DrawnSeries == 0) return null;
        // Those without a scale come last.
        SeriesErrors[] order = [.. series.OrderByDescending(static s => double.IsNaN(s.Mase) ? -1 : s.Mase).ThenBy(static s => s.Series)];
        int count = Math.Min(subject.Options.DrawnSeries, order.Length);
        SeriesErrors[] drawn = count == 1 ? [order[order.Length / 2]] : [.. Enumerable.Range(0, count).Select(i => order[(int)((long)i * (order.Length - 1) / (count - 1))])];
        return new ReportSection(
            "drawn", "Series and their forecasts",
            [
                new NotePart($"{ForecastPage.Series(count)} of {order.Length}, from the one with the largest error to the one with the smallest at even steps, with the end of the history. A forecast begins anew at each origin."),
                .. drawn.Select(s => Draw(subject, s)),
            ]);
    }

    private static PlotPart Draw(ForecastSubject subject, SeriesErrors series)
    {
        ForecastStudy study = subject.Study;
        OriginForecast[] origins = [.. study.Origins.Where(origin => origin.Series == series.Series)];
        int end = origins.Max(static origin => origin.Origin + origin.Points.Length), from = Math.Max(0, origins[0].Origin - Math.Max(2 * subject.Season, 2 * subject.Horizon));
        double[] at = [.. Enumerable.Range(from, end - from).Select(step => (double)study.TimeOf(series.Series, step).Ticks)], actual = new double[at.Length];
        for (int i = 0; i < at.Length; i++) actual[i] = study.Series.IsKnown(series.Series, from + i) ? study.Series.Values(series.Series)[from + i] : double.NaN;
        List<double> told = [], points = [], low = [], high = [];
        List<ReportCell[]> rows = [];
        TimeText? text = subject.TimesOf(at);
        foreach (OriginForecast origin in origins)
        {
            for (int step = 0; step < origin.Points.Length; step++)
            {
                double time = at[origin.Origin + step - from];
                told.Add(time);
                points.Add(origin.Points[step]);
                low.Add(origin.Low[step]);
                high.Add(origin.High[step]);
                rows.Add([ForecastSubject.Told(text, time), origin.IsKnown(step) ? origin.Actual[step] : "", origin.Points[step], origin.Low[step], origin.High[step]]);
            }
            // Interrupts the line, not the time.
            told.Add(told[^1]);
            points.Add(double.NaN);
            low.Add(double.NaN);
            high.Add(double.NaN);
        }
        string scaled = double.IsFinite(series.Mase) ? $"MASE is {ReportText.Of(series.Mase)}, of the season before {ReportText.Of(series.NaiveMase)}; " : "";
        return new PlotPart(
            FormattableString.Invariant($"Series {series.Series + 1}"), $"{scaled}{ReportText.Percent(series.Covered)} of {ReportText.Count(series.Values)} values lie in their intervals.",
            new PlotAxis(subject.Times, at[0], at[^1]) { Time = text }, PlotAxis.Over(subject.Axis, [.. actual, .. points, .. low, .. high]),
            [new BandMark("interval", told, low, high), new LineMark("what happened", at, actual), new LineMark("forecast", told, points)],
            new TablePart("Forecasts", [subject.Times, "what happened", "forecast", "lower end", "upper end"], rows));
    }
}
