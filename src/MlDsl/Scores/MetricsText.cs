using System.Globalization;
using System.Text;

namespace MlDsl;

/// <summary>What a person reads on a console: the metrics beside the baseline, then the slices.</summary>
internal static class MetricsText
{
    /// <param name="metrics">What to print.</param>
    /// <param name="task">The title, such as <c>Regression</c>.</param>
    /// <param name="sliced">The metrics a slice's line shows; all of them would not fit a console.</param>
    /// <param name="notes">Lines between the metrics and the slices.</param>
    public static string Write<TMetrics>(IMetrics<TMetrics> metrics, string task, string[] sliced, params string[] notes)
        where TMetrics : class, IMetrics<TMetrics>
    {
        var text = new StringBuilder($"{task} on {TextTable.Rows(metrics.Rows)}\n");
        text.Append(Metrics(metrics));
        foreach (string note in notes) text.Append('\n').Append(note);
        if (metrics.Slices.Count > 0) text.Append("\n\n").Append(Slices(metrics.Slices, sliced));
        return text.ToString();
    }

    private static TextTable Metrics<TMetrics>(IMetrics<TMetrics> metrics)
        where TMetrics : class, IMetrics<TMetrics>
    {
        string interval = metrics.Level > 0 ? string.Create(CultureInfo.InvariantCulture, $"{metrics.Level * 100:0.##}% interval") : "";
        var table = new TextTable("metric", "value", interval, metrics.Baseline is null ? "" : "baseline");
        IReadOnlyList<NamedMetric> named = metrics.Named, baseline = metrics.Baseline?.Named ?? [];
        for (int i = 0; i < named.Count; i++)
        {
            (string name, Metric metric) = named[i];
            table.Add(name, metric.ValueText, metric.IntervalText, i < baseline.Count ? baseline[i].Metric.ValueText : "");
        }

        return table;
    }

    private static TextTable Slices<TMetrics>(IReadOnlyList<Slice<TMetrics>> slices, string[] sliced)
        where TMetrics : class, IMetrics<TMetrics>
    {
        var table = new TextTable(["slice", "rows", .. sliced]);
        foreach (Slice<TMetrics> slice in slices)
        {
            IEnumerable<string> cells = slice.Metrics is null
                ? sliced.Select((_, i) => i == 0 ? slice.TooSmall : "")
                : sliced.Select(name => slice.Metrics.Named.First(metric => metric.Name == name).Metric.ToString());
            table.Add([$"{slice.Column} = {slice.Value}", slice.Rows.ToString("N0", CultureInfo.InvariantCulture), .. cells]);
        }

        return table;
    }
}
