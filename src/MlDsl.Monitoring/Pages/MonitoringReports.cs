using MlDsl.Monitoring.Pages;
using MlDsl.Reports;

namespace MlDsl;

/// <summary>Pages of monitors.</summary>
public static class MonitoringReports
{
    /// <summary>Writes one page that shows what a monitor has seen: windows, alarms, columns, scores, performance, groups of people.</summary>
    /// <inheritdoc cref="Report{TModel}"/>
    /// <param name="monitor">The monitor.</param>
    /// <param name="path">The file, such as <c>drift.html</c>; what stands there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteReport<TModel>(this ModelMonitor<TModel> monitor, string path) where TModel : class
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        monitor.Report().Save(path);
    }

    /// <summary>What a monitor has seen in the windows that it keeps: alarms, windows, columns, scores, and what was told to it of performance and of groups of people.</summary>
    /// <remarks>
    /// No value of a row is in it: means are of 50 rows or more and by bins, of columns marked <c>[Sensitive]</c> there is none, and groups are those of 50 rows or more that were told by <c>Record</c>. Alarms of such columns are in standard deviations, those of fewer than 50 rows without a size. The page is as a model's own report: it needs nothing from
    /// elsewhere and has a table behind each plot. Times are UTC.
    /// </remarks>
    /// <param name="monitor">The monitor.</param>
    public static Report Report<TModel>(this ModelMonitor<TModel> monitor) where TModel : class
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return MonitorPage.Of(monitor.Log, monitor.RowsWithoutReference, monitor.Collected);
    }
}
