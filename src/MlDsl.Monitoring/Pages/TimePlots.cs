using System.Globalization;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>Plots over time.</summary>
internal static class TimePlots
{
    // Around a single time.
    private static readonly double Half = TimeSpan.FromHours(12).Ticks;

    /// <summary>The place of a time on an axis: its ticks in UTC.</summary>
    public static double At(DateTimeOffset time) => time.UtcTicks;

    /// <summary>A time as it stands in tables.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An axis that holds the times.</summary>
    public static PlotAxis Axis(IReadOnlyCollection<double> times)
    {
        if (times.Count == 0) return new PlotAxis("time", 0, 1);
        double low = times.Min(), high = times.Max();
        if (high - low < TimeSpan.TicksPerMinute) (low, high) = (low - Half, high + Half);
        double room = (high - low) * 0.03;
        return new PlotAxis("time", low - room, high + room) { Time = TimeText.Of([low, high]) };
    }

    /// <summary>A line through points; a point alone is a point.</summary>
    public static PlotMark Line(string name, IReadOnlyList<double> times, IReadOnlyList<double> values, bool isDashed = false) =>
        values.Count(double.IsFinite) > 1 ? new LineMark(name, times, values) { IsDashed = isDashed } : new PointMark(name, times, values);

    /// <summary>One value over time beside what it is held against, with its table.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">What the values are, with their unit.</param>
    /// <param name="times">When each value is of.</param>
    /// <param name="value">What the values are called.</param>
    /// <param name="values">The values.</param>
    /// <param name="beside">What they are held against is called.</param>
    /// <param name="others">What they are held against; empty for nothing.</param>
    /// <param name="isDetail">Whether it is one of many.</param>
    public static PlotPart Of(string title, string axis, IReadOnlyList<DateTimeOffset> times, string value, IReadOnlyList<double> values, string beside, IReadOnlyList<double> others, bool isDetail = false)
    {
        double[] across = [.. times.Select(At)];
        double last = values.LastOrDefault(double.IsFinite, double.NaN), first = values.FirstOrDefault(double.IsFinite, double.NaN);
        string against = others.Count > 0 ? $", {beside} {ReportText.Of(others.LastOrDefault(double.IsFinite, double.NaN))}" : "";
        return new PlotPart(
            title,
            $"{value} from {ReportText.Of(first)} to {ReportText.Of(last)}{against}.",
            Axis(across),
            PlotAxis.Over(axis, values.Concat(others)),
            others.Count > 0 ? [Line(value, across, values), Line(beside, across, others, isDashed: true)] : [Line(value, across, values)],
            new TablePart(title, others.Count > 0 ? ["until", value, beside] : ["until", value], [.. times.Select((time, i) => others.Count > 0 ? new ReportCell[] { Text(time), values[i], others[i] } : [Text(time), values[i]])]))
        { IsDetail = isDetail };
    }
}
