using System.Globalization;

namespace MlDsl.Reports;

/// <summary>How places among the times of a column are told: by day, minute, second or tick, so that bins between them differ.</summary>
/// <param name="Unit">What bins and divisions are whole multiples of, in ticks.</param>
internal sealed record TimeText(long Unit)
{
    // As many units as a histogram has bins at most, and some more.
    private const long Fewest = 50;

    /// <summary>The coarsest unit that the times, as ticks in any order, are at least fifty of apart; days where all are whole days.</summary>
    public static TimeText Of(IReadOnlyCollection<double> orders)
    {
        if (orders.All(static o => o % TimeSpan.TicksPerDay == 0)) return new TimeText(TimeSpan.TicksPerDay);
        double apart = orders.Max() - orders.Min();
        long[] units = [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];
        return new TimeText(units.FirstOrDefault(unit => apart >= Fewest * unit, 1));
    }

    /// <summary>A time, as ticks, in every culture alike.</summary>
    public string Of(double order) => new DateTime(Math.Clamp((long)order, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)).ToString(
        Unit switch
        {
            >= TimeSpan.TicksPerDay => "yyyy-MM-dd",
            >= TimeSpan.TicksPerMinute => "yyyy-MM-dd HH:mm",
            >= TimeSpan.TicksPerSecond => "yyyy-MM-dd HH:mm:ss",
            _ => "yyyy-MM-dd HH:mm:ss.fffffff",
        },
        CultureInfo.InvariantCulture);
}
