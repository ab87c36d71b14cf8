using System.Collections.Immutable;
using MlDsl.Observing;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>How the model does over time: as estimated without labels, and as labels that came show it.</summary>
internal static class PerformanceSection
{
    public static ReportSection? Of(ImmutableArray<ToldMetrics> estimates, ImmutableArray<ToldMetrics> performance)
    {
        if (estimates.IsEmpty && performance.IsEmpty) return null;
        List<ReportPart> parts = [new NotePart("An estimate holds while rows of one probability, or of one kind, turn out as they did among the validation rows. Where labels show something else, what is predicted has changed itself. What labels show stands at the end of the time that they are of.")];
        (DateTimeOffset At, string Note)[] notes = [.. estimates.Concat(performance).Where(static told => told.Note is not null).Select(static told => (told.At, told.Note!)).OrderBy(static one => one.At)];
        if (notes.Length > 0) parts.Add(new TablePart("What has to be known", ["time", "what"], [.. notes.Select(static one => new ReportCell[] { TimePlots.Text(one.At), Visible.Of(one.Note, int.MaxValue) })]));
        string[] names = [.. estimates.Concat(performance).SelectMany(static told => told.Metrics).Where(static metric => metric.Metric.IsDefined).Select(static metric => metric.Name).Distinct(StringComparer.Ordinal)];
        foreach (string name in names) parts.Add(Plot(name, Series(estimates, name), Series(performance, name)));
        if (names.Length == 0) parts.Add(new NotePart("There is no figure yet."));
        return new ReportSection("performance", "Performance", parts);
    }

    private static (DateTimeOffset At, long Rows, Metric Metric)[] Series(ImmutableArray<ToldMetrics> told, string name) =>
        [.. told.SelectMany(one => one.Metrics.Where(metric => metric.Name == name && metric.Metric.IsDefined).Select(metric => (one.At, one.Rows, metric.Metric))).OrderBy(static one => one.At)];

    private static PlotPart Plot(string name, (DateTimeOffset At, long Rows, Metric Metric)[] estimated, (DateTimeOffset At, long Rows, Metric Metric)[] shown)
    {
        List<PlotMark> marks = [];
        // Points and no lines: there may be no estimate between two.
        if (estimated.Length > 0) marks.Add(Mark("estimated without labels", estimated));
        if (shown.Length > 0) marks.Add(Mark("by labels", shown));
        var all = estimated.Select(static one => (one.At, "estimated", one.Rows, one.Metric)).Concat(shown.Select(static one => (one.At, "by labels", one.Rows, one.Metric))).OrderBy(static one => one.At).ToArray();
        return new PlotPart(
            name,
            $"Last {(estimated.Length > 0 ? $"estimated {estimated[^1].Metric}" : "not estimated")}, {(shown.Length > 0 ? $"by labels {shown[^1].Metric}" : "no labels")}.",
            TimePlots.Axis([.. all.Select(static one => TimePlots.At(one.At))]),
            PlotAxis.Over(name, all.SelectMany(static one => new[] { one.Metric.Value, one.Metric.Low, one.Metric.High })),
            marks,
            new TablePart(name, ["time", "by", "rows", name], [.. all.Select(static one => new ReportCell[] { TimePlots.Text(one.At), one.Item2, one.Rows, one.Metric })]));
    }

    private static PointMark Mark(string name, (DateTimeOffset At, long Rows, Metric Metric)[] series) =>
        new(name, [.. series.Select(static one => TimePlots.At(one.At))], [.. series.Select(static one => one.Metric.Value)])
        {
            Low = [.. series.Select(static one => one.Metric.Low)],
            High = [.. series.Select(static one => one.Metric.High)],
        };
}
