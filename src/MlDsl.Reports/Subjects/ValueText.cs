using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Reports;

/// <summary>Values of columns as text, in every culture alike.</summary>
internal static class ValueText
{
    /// <summary>What stands for no value.</summary>
    public const string Missing = "(missing)";

    /// <summary>A number, a flag, a time, a text that is cut, or how many numbers a vector has.</summary>
    public static string Of(ColumnValue value) => value.Kind switch
    {
        ColumnValueKind.Missing => Missing,
        ColumnValueKind.Number or ColumnValueKind.Integer => value.ToDouble()!.Value.ToString("G9", CultureInfo.InvariantCulture),
        ColumnValueKind.Flag or ColumnValueKind.Text or ColumnValueKind.Class => Visible.Of(value.ToText()!),
        ColumnValueKind.Date => value.ToTime()!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnValueKind.Time => value.ToTime()!.Value.ToString("O", CultureInfo.InvariantCulture),
        _ => $"{value.ToElements()!.Length} numbers",
    };

    /// <summary>What a value of an ordered column is ordered by; null for texts, classes, flags and vectors.</summary>
    public static double? Order(ColumnValue value) => value.Kind switch
    {
        ColumnValueKind.Number or ColumnValueKind.Integer => value.ToDouble(),
        ColumnValueKind.Time or ColumnValueKind.Date => value.ToTicks(),
        _ => null,
    };

    /// <summary>How places among times are told: by day where they are far apart, otherwise by minute or second, so that neighbours differ.</summary>
    /// <param name="orders">The times, in any order, as ticks.</param>
    public static Func<double, string> OfTimes(IReadOnlyCollection<double> orders)
    {
        double apart = orders.Count == 0 ? 0 : orders.Max() - orders.Min();
        // Bins are up to fifty: they are narrower than a day where all times lie within as many days.
        bool areDays = apart >= 50 * (double)TimeSpan.TicksPerDay || orders.All(static o => o % TimeSpan.TicksPerDay == 0) && apart == 0;
        string format = areDays ? "yyyy-MM-dd" : apart >= TimeSpan.TicksPerHour ? "yyyy-MM-dd HH:mm" : apart >= TimeSpan.TicksPerMinute ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.fffffff";
        return order => new DateTime((long)Math.Clamp(order, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks / 2 * 2 - 1024)).ToString(format, CultureInfo.InvariantCulture);
    }
}
