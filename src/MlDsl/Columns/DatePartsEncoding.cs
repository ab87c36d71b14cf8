namespace MlDsl.Columns;

/// <summary>
/// A point in time as calendar features, in the order in which <see cref="DatePart"/> declares them. Nothing is learned. Immutable.
/// </summary>
/// <remarks>
/// A cyclic part is the sine and the cosine of 2π times the share of its round that has passed: (quarter − 1)/4, (month − 1)/12,
/// (day − 1)/days of that month, day of week/7, (day of year − 1)/days of that year, hour/24. A missing time writes nothing; its
/// positions are 0, which no cyclic part, month or day ever is, so a model can tell.
/// </remarks>
public sealed class DatePartsEncoding
{
    private const DatePart Round =
        DatePart.Quarter | DatePart.Month | DatePart.Day | DatePart.DayOfWeek | DatePart.DayOfYear | DatePart.Hour;

    private static readonly DatePart[] All =
    [
        DatePart.Year, DatePart.Quarter, DatePart.Month, DatePart.Day, DatePart.DayOfWeek, DatePart.DayOfYear, DatePart.Hour,
        DatePart.Weekend, DatePart.Trend,
    ];

    private readonly string column;

    /// <summary>
    /// The <paramref name="parts"/> of <paramref name="column"/> at <paramref name="position"/>, which moves behind them.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="parts"/> is empty or holds a part that does not exist.</exception>
    public DatePartsEncoding(string column, DatePart parts, bool cyclic, ref int position)
    {
        if (parts == DatePart.None || (parts & ~All.Aggregate(static (a, b) => a | b)) != 0)
            throw new ArgumentException($"'{column}': Parts is {parts}; name one or more parts of a date");
        (this.column, Parts, Cyclic, Position) = (column, parts, cyclic, position);
        foreach (DatePart part in All)
            if (parts.HasFlag(part)) Width += IsCycle(part) ? 2 : 1;
        position += Width;
    }

    /// <summary>The first position of the column in the feature vector.</summary>
    public int Position { get; }

    /// <summary>The number of its positions.</summary>
    public int Width { get; }

    /// <summary>The parts that become features.</summary>
    public DatePart Parts { get; }

    /// <summary>Whether parts that come round again are a sine and a cosine.</summary>
    public bool Cyclic { get; }

    /// <summary>Appends the name of each position.</summary>
    public void AppendNames(List<string> names)
    {
        foreach (DatePart part in All)
        {
            if (!Parts.HasFlag(part)) continue;
            if (IsCycle(part)) names.AddRange([$"{column}.{part} sin", $"{column}.{part} cos"]);
            else names.Add($"{column}.{part}");
        }
    }

    /// <summary>Writes the parts of a time as it stands, whatever its kind.</summary>
    public void Write<TSink>(DateTime time, ref TSink sink) where TSink : struct, IFeatureSink
    {
        int at = Position;
        (int year, int month, int day) = time;
        if ((Parts & DatePart.Year) != 0) sink.Add(at++, year);
        if ((Parts & DatePart.Quarter) != 0) Add(1, (month - 1) / 3, 4, ref at, ref sink);
        if ((Parts & DatePart.Month) != 0) Add(1, month - 1, 12, ref at, ref sink);
        if ((Parts & DatePart.Day) != 0) Add(1, day - 1, DateTime.DaysInMonth(year, month), ref at, ref sink);
        // .NET counts from Sunday; here Monday is 0.
        int weekday = ((int)time.DayOfWeek + 6) % 7;
        if ((Parts & DatePart.DayOfWeek) != 0) Add(0, weekday, 7, ref at, ref sink);
        if ((Parts & DatePart.DayOfYear) != 0) Add(1, time.DayOfYear - 1, DateTime.IsLeapYear(year) ? 366 : 365, ref at, ref sink);
        if ((Parts & DatePart.Hour) != 0) Add(0, time.TimeOfDay.TotalHours, 24, ref at, ref sink);
        if ((Parts & DatePart.Weekend) != 0) sink.Add(at++, weekday >= 5 ? 1f : 0f);
        if ((Parts & DatePart.Trend) != 0) sink.Add(at, (float)((time.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerDay));
    }

    /// <summary>Writes the parts of a time that may be missing.</summary>
    public void Write<TSink>(DateTime? time, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (time.HasValue) Write(time.GetValueOrDefault(), ref sink);
    }

    /// <summary>Writes the parts of the clock time that the value itself shows.</summary>
    public void Write<TSink>(DateTimeOffset time, ref TSink sink) where TSink : struct, IFeatureSink => Write(time.DateTime, ref sink);

    /// <summary>Writes the parts of the clock time that the value itself shows, if there is one.</summary>
    public void Write<TSink>(DateTimeOffset? time, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (time.HasValue) Write(time.GetValueOrDefault().DateTime, ref sink);
    }

    /// <summary>Writes the parts of a date; its hour is 0.</summary>
    public void Write<TSink>(DateOnly date, ref TSink sink) where TSink : struct, IFeatureSink => Write(date.ToDateTime(default), ref sink);

    /// <summary>Writes the parts of a date that may be missing; its hour is 0.</summary>
    public void Write<TSink>(DateOnly? date, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (date.HasValue) Write(date.GetValueOrDefault(), ref sink);
    }

    private bool IsCycle(DatePart part) => Cyclic && (Round & part) != 0;

    private void Add<TSink>(int first, double passed, int period, ref int at, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (!Cyclic)
        {
            sink.Add(at++, (float)(first + passed));
            return;
        }
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * passed / period);
        sink.Add(at++, (float)sine);
        sink.Add(at++, (float)cosine);
    }
}
