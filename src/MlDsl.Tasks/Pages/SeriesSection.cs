using MlDsl.Forecasting;
using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>How series differ: all together over time, by their errors, and the worst ones, none by its name.</summary>
internal static class SeriesSection
{
    private const int MostWorst = 10;

    public static ReportSection Of(ForecastSubject subject, IReadOnlyList<SeriesErrors> series)
    {
        int least = subject.Options.MinCellRows;
        List<ReportPart> parts = [new NotePart("Series are told by their numbers, from 1 on in the order in which their first rows come; what names them is never shown.")];
        if (Together(subject) is { } together) parts.Add(together);
        SeriesErrors[] scaled = [.. series.Where(s => double.IsFinite(s.Mase) && s.Values >= least)];
        if (Histogram.Of(scaled.Select(static s => s.Mase), 25, least) is { From.Length: > 1 } histogram) parts.Add(Plots.Of("Errors of series", "mean absolute scaled error of a series", histogram, things: "series"));
        else parts.Add(new NotePart($"There are too few series to show how their errors are spread: {ForecastPage.Series(scaled.Length)} with {least} values or more."));
        if (scaled.Length > 1) parts.AddRange(Worst(scaled));
        return new ReportSection("series", "Series", parts);
    }

    // At each time the mean of the series that were forecast there, of which none shows.
    private static PlotPart? Together(ForecastSubject subject)
    {
        ForecastStudy study = subject.Study;
        var times = new SortedDictionary<DateTime, Moment>();
        foreach (OriginForecast origin in study.Origins)
        {
            for (int step = 0; step < origin.Points.Length; step++)
            {
                if (!origin.IsKnown(step)) continue;
                DateTime time = study.TimeOf(origin.Series, origin.Origin + step);
                if (!times.TryGetValue(time, out Moment? moment)) times.Add(time, moment = new Moment());
                moment.Add(origin.Actual[step], origin.Points[step], origin.Naive[step]);
            }
        }
        (DateTime Time, Moment Moment)[] told = [.. times.Where(t => t.Value.Series >= subject.Options.MinCellRows).Select(static t => (t.Key, t.Value))];
        if (told.Length < 2) return null;
        double[] at = [.. told.Select(static t => (double)t.Time.Ticks)], actual = [.. told.Select(static t => t.Moment.Actual)], forecast = [.. told.Select(static t => t.Moment.Forecast)], naive = [.. told.Select(static t => t.Moment.Naive)];
        int far = Enumerable.Range(0, told.Length).MaxBy(i => Math.Abs(actual[i] - forecast[i]));
        TimeText? text = subject.TimesOf(at);
        return new PlotPart(
            "All series together", $"The mean over the series that were forecast at each time. Furthest apart at {ForecastSubject.Told(text, at[far])}: {ReportText.Of(actual[far])} happened, {ReportText.Of(forecast[far])} was forecast.",
            new PlotAxis(subject.Times, at[0], at[^1]) { Time = text }, PlotAxis.Over($"mean of {subject.Axis}", [.. actual, .. forecast, .. naive]),
            [new LineMark("what happened", at, actual), new LineMark("forecast", at, forecast), new LineMark("the season before", at, naive) { IsDashed = true }],
            new TablePart("All series together", [subject.Times, "what happened", "forecast", "the season before", "series"], [.. told.Select((t, i) => new ReportCell[] { ForecastSubject.Told(text, at[i]), actual[i], forecast[i], naive[i], (long)t.Moment.Series })]));
    }

    private static IEnumerable<ReportPart> Worst(SeriesErrors[] scaled)
    {
        SeriesErrors[] worst = [.. scaled.OrderByDescending(static s => s.Mase).ThenBy(static s => s.Series).Take(Math.Min(MostWorst, scaled.Length / 2))];
        yield return new TablePart(
            $"The series with the largest errors, of {ForecastPage.Series(scaled.Length)}", ["series", "values", "MASE", "of the season before", "coverage"],
            [.. worst.Select(static s => new ReportCell[] { FormattableString.Invariant($"series {s.Series + 1}"), (long)s.Values, s.Mase, s.NaiveMase, ReportCell.Share(s.Covered) })]);
        yield return new NotePart("They were chosen by the same values that they are told of: on new ones the worst are less bad than they look here.");
    }

    private sealed class Moment
    {
        private double actual, forecast, naive;

        public int Series { get; private set; }

        public double Actual => actual / Series;

        public double Forecast => forecast / Series;

        public double Naive => naive / Series;

        public void Add(double happened, double told, double before) => (actual, forecast, naive, Series) = (actual + happened, forecast + told, naive + before, Series + 1);
    }
}
