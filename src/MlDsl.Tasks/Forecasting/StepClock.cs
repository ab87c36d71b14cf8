namespace MlDsl.Forecasting;

/// <summary>Numbers the steps of time: a length in ticks, or months of the calendar.</summary>
/// <param name="Ticks">The ticks of a step; 0 where it is of months.</param>
/// <param name="Months">The months of a step; 0 where it is of ticks.</param>
/// <param name="Offset">A time that lies on a step.</param>
internal sealed record StepClock(long Ticks, int Months, long Offset)
{
    /// <summary>The clock of a declared step.</summary>
    /// <param name="step">The step; not <see cref="SeriesStep.FromRows"/>.</param>
    /// <param name="offset">A time that lies on it.</param>
    public static StepClock Of(SeriesStep step, long offset) => step switch
    {
        SeriesStep.Minute => new(TimeSpan.TicksPerMinute, 0, offset),
        SeriesStep.Hour => new(TimeSpan.TicksPerHour, 0, offset),
        SeriesStep.Day => new(TimeSpan.TicksPerDay, 0, offset),
        SeriesStep.Week => new(7 * TimeSpan.TicksPerDay, 0, offset),
        SeriesStep.Month => new(0, 1, offset),
        SeriesStep.Quarter => new(0, 3, offset),
        SeriesStep.Year => new(0, 12, offset),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A step has a length"),
    };

    /// <summary>The clock that the distances between neighbours show; null where there is none.</summary>
    /// <param name="times">The times of each series, ascending within it.</param>
    public static StepClock? Shown(IEnumerable<IReadOnlyList<long>> times)
    {
        long least = long.MaxValue, offset = 0;
        int months = int.MaxValue;
        bool isOfMonths = true;
        foreach (IReadOnlyList<long> series in times)
        {
            for (int i = 1; i < series.Count; i++)
            {
                long distance = series[i] - series[i - 1];
                if (distance <= 0) continue;
                if (distance < least) (least, offset) = (distance, series[i]);
                int apart = MonthOf(series[i]) - MonthOf(series[i - 1]);
                isOfMonths &= apart > 0 && InMonth(series[i]) == InMonth(series[i - 1]);
                months = Math.Min(months, apart);
            }
        }
        if (least == long.MaxValue) return null;
        return isOfMonths ? new(0, months, offset) : new(least, 0, offset);
    }

    /// <summary>The number of the step at a time; null where the time lies between steps.</summary>
    public long? At(long time)
    {
        if (Ticks > 0) return (time - Offset) % Ticks == 0 ? (time - Offset) / Ticks : null;
        int apart = MonthOf(time) - MonthOf(Offset);
        return apart % Months == 0 && InMonth(time) == InMonth(Offset) ? apart / Months : null;
    }

    /// <summary>The time of a step.</summary>
    public DateTime TimeOf(long step) => Ticks > 0 ? new DateTime(Offset + (step * Ticks)) : new DateTime(Offset).AddMonths((int)(step * Months));

    /// <summary>The steps of the season that such steps usually have; 1 where there is none.</summary>
    public int Season => (Ticks, Months) switch
    {
        (TimeSpan.TicksPerHour, _) => 24,
        (TimeSpan.TicksPerDay, _) => 7,
        (7 * TimeSpan.TicksPerDay, _) => 52,
        (_, 1) => 12,
        (_, 3) => 4,
        _ => 1,
    };

    /// <summary>The steps of the longer season; 0 where there is none.</summary>
    public int LongSeason => Ticks == TimeSpan.TicksPerHour ? 168 : 0;

    /// <summary>Such as <c>1 hour</c>.</summary>
    public override string ToString() => Months > 0 ? $"{Months} {(Months == 1 ? "month" : "months")}" : new TimeSpan(Ticks).ToString("g", System.Globalization.CultureInfo.InvariantCulture);

    private static int MonthOf(long ticks) => (new DateTime(ticks).Year * 12) + new DateTime(ticks).Month;

    // Day and hour within the month; of the last day of a month only that it is the last.
    private static (int Day, long Hour) InMonth(long ticks)
    {
        var time = new DateTime(ticks);
        return (time.Day == DateTime.DaysInMonth(time.Year, time.Month) ? 31 : time.Day, time.TimeOfDay.Ticks);
    }
}
