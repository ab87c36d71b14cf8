namespace MlDsl.Forecasting;

/// <summary>Numbers the steps of time: a length in ticks, or months of the calendar.</summary>
/// <param name="Ticks">The ticks of a step; 0 where it is of months.</param>
/// <param name="Months">The months of a step; 0 where it is of ticks.</param>
/// <param name="Offset">A time that lies on a step.</param>
internal sealed record StepClock(long Ticks, int Months, long Offset)
{
    /// <summary>Whether event times number steps, and tell no times.</summary>
    public bool CountsSteps { get; init; }

    /// <summary>The local clock whose days the steps are; null where times are taken as they stand.</summary>
    public ZoneDays? Zone { get; init; }

    /// <summary>The clock of event times that number steps: the commonest distance between neighbours is one; null where there is none.</summary>
    /// <param name="numbers">The numbers of each series, ascending within it.</param>
    public static StepClock? Counted(IReadOnlyList<IReadOnlyList<long>> numbers)
    {
        var (distances, _, _) = Distances(numbers);
        return distances.Count == 0 ? null : Commonest(distances) with { CountsSteps = true };
    }

    /// <summary>The clock of a declared step.</summary>
    /// <param name="step">The step; not <see cref="SeriesStep.FromRows"/>.</param>
    /// <param name="times">The times of each series, ascending within it; at least one.</param>
    public static StepClock Of(SeriesStep step, IReadOnlyList<IReadOnlyList<long>> times) => step is SeriesStep.Month or SeriesStep.Quarter or SeriesStep.Year
        ? Of(step, OfLatestDay(times))
        : Of(step, times[0][0]);

    private static StepClock Of(SeriesStep step, long offset) => step switch
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

    /// <summary>The clock of the distance that is commonest between neighbours, the shortest of those; null where there is none.</summary>
    /// <param name="times">The times of each series, ascending within it.</param>
    public static StepClock? Shown(IReadOnlyList<IReadOnlyList<long>> times)
    {
        var (distances, months, all) = Distances(times);
        if (all == 0) return null;
        return 2 * months.Values.Sum() > all ? new(0, months.OrderByDescending(static m => m.Value).ThenBy(static m => m.Key).First().Key, OfLatestDay(times)) : Commonest(distances);
    }

    private static StepClock Commonest(Dictionary<long, (int Count, long Offset)> distances)
    {
        var (ticks, (_, offset)) = distances.OrderByDescending(static d => d.Value.Count).ThenBy(static d => d.Key).First();
        return new(ticks, 0, offset);
    }

    // How often neighbours are so far apart, and how often so many months.
    private static (Dictionary<long, (int Count, long Offset)> Distances, Dictionary<int, int> Months, int All) Distances(IReadOnlyList<IReadOnlyList<long>> times)
    {
        var distances = new Dictionary<long, (int Count, long Offset)>();
        var months = new Dictionary<int, int>();
        int all = 0;
        foreach (IReadOnlyList<long> series in times)
        {
            for (int i = 1; i < series.Count; i++)
            {
                long distance = series[i] - series[i - 1];
                if (distance <= 0) continue;
                all++;
                distances[distance] = distances.TryGetValue(distance, out var before) ? (before.Count + 1, before.Offset) : (1, series[i]);
                int apart = MonthOf(series[i]) - MonthOf(series[i - 1]);
                if (apart <= 0 || !IsSameDay(series[i], series[i - 1])) continue;
                months[apart] = months.GetValueOrDefault(apart) + 1;
            }
        }
        return (distances, months, all);
    }

    /// <summary>The number of the step at a time; null where the time lies between steps.</summary>
    public long? At(long time)
    {
        if (Ticks > 0) return (time - Offset) % Ticks == 0 ? (time - Offset) / Ticks : null;
        int apart = MonthOf(time) - MonthOf(Offset);
        return apart % Months == 0 && IsSameDay(time, Offset) ? apart / Months : null;
    }

    /// <summary>The time of a step.</summary>
    public DateTime TimeOf(long step)
    {
        if (Ticks > 0) return new DateTime(Offset + (step * Ticks));
        DateTime time = new DateTime(Offset).AddMonths((int)(step * Months));
        return IsLast(new DateTime(Offset)) ? time.AddDays(DateTime.DaysInMonth(time.Year, time.Month) - time.Day) : time;
    }

    /// <summary>The steps of the season that such steps usually have; 1 where there is none.</summary>
    public int Season => CountsSteps ? 1 : (Ticks, Months) switch
    {
        (TimeSpan.TicksPerHour, _) => 24,
        (TimeSpan.TicksPerDay, _) => 7,
        (7 * TimeSpan.TicksPerDay, _) => 52,
        (_, 1) => 12,
        (_, 3) => 4,
        _ => 1,
    };

    /// <summary>The steps of the longer season; 0 where there is none.</summary>
    public int LongSeason => !CountsSteps && Ticks == TimeSpan.TicksPerHour ? 168 : 0;

    /// <summary>A time as a message tells it: the number of a step where times are none.</summary>
    public string Said(long ticks) => EventSteps.Text(ticks, CountsSteps, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The number of a step, as event times have it; null where they tell times.</summary>
    public long? NumberOf(long step) => CountsSteps ? Offset + (step * Ticks) : null;

    /// <summary>Such as <c>1 hour</c>.</summary>
    public override string ToString() => CountsSteps ? Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture) : Months > 0 ? $"{Months} {(Months == 1 ? "month" : "months")}" : new TimeSpan(Ticks).ToString("g", System.Globalization.CultureInfo.InvariantCulture);

    private static int MonthOf(long ticks) => (new DateTime(ticks).Year * 12) + new DateTime(ticks).Month;

    // The latest day of a month tells which day is meant where a month is too short for it; one that is not its month's last is no end of months.
    private static long OfLatestDay(IReadOnlyList<IReadOnlyList<long>> times) =>
        times.SelectMany(static series => series).MaxBy(static ticks => (new DateTime(ticks).Day, IsLast(new DateTime(ticks)) ? 0 : 1));

    // The same day and hour of two months; the last of a month that is too short for the other's day, too.
    private static bool IsSameDay(long a, long b)
    {
        DateTime first = new(a), second = new(b);
        return first.TimeOfDay == second.TimeOfDay
            && (first.Day == second.Day || (IsLast(first) && first.Day < second.Day) || (IsLast(second) && second.Day < first.Day));
    }

    private static bool IsLast(DateTime time) => time.Day == DateTime.DaysInMonth(time.Year, time.Month);
}
