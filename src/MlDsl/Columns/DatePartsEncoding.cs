using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>
/// A point in time as calendar features, in the order in which <see cref="DatePart"/> declares them. Immutable.
/// </summary>
/// <remarks>
/// The parts are those of the clock that the value shows: of UTC where a <see cref="DateTime"/> is in UTC, of its own where it has no
/// zone, of its own offset for a <see cref="DateTimeOffset"/>. A local <see cref="DateTime"/>, which System.Text.Json makes of every
/// text with an offset, becomes UTC where all training times were points in time, and is refused where some had no zone.
/// A cyclic part is the sine and the cosine of 2π times the share of its round that has passed: (quarter − 1)/4, (month − 1)/12,
/// (day − 1)/days of that month, day of week/7, (day of year − 1)/days of that year, hour/24. A missing time writes nothing; its
/// positions are 0, which no cyclic part, month or day ever is, so a model can tell.
/// </remarks>
public sealed partial class DatePartsEncoding
{
    internal const string Kind = "dateParts";

    private const DatePart Round =
        DatePart.Quarter | DatePart.Month | DatePart.Day | DatePart.DayOfWeek | DatePart.DayOfYear | DatePart.Hour;

    private static readonly DatePart[] All =
    [
        DatePart.Year, DatePart.Quarter, DatePart.Month, DatePart.Day, DatePart.DayOfWeek, DatePart.DayOfYear, DatePart.Hour,
        DatePart.Weekend, DatePart.Trend,
    ];

    private readonly string column;
    private readonly TimeSource source;

    /// <summary>
    /// The <paramref name="parts"/> of <paramref name="column"/> at <paramref name="position"/>, which moves behind them.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="parts"/> is empty or holds a part that does not exist.</exception>
    public DatePartsEncoding(string column, DatePart parts, bool cyclic, ref int position)
    {
        if (parts == DatePart.None || (parts & ~All.Aggregate(static (a, b) => a | b)) != 0)
            throw new ArgumentException($"'{column}': Parts is {parts}; name one or more parts of a date");
        (this.column, Parts, Cyclic, Position) = (column, parts, cyclic, position);
        foreach (DatePart part in Split(parts)) Width += IsCycle(part) ? 2 : 1;
        position += Width;
    }

    internal DatePartsEncoding(string column, DatePartsOptions options, TimeSource source, ref int position)
        : this(column, options.Parts, options.Cyclic, ref position) => this.source = source;

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
        foreach (DatePart part in Split(Parts))
        {
            if (IsCycle(part)) names.AddRange([$"{column}.{part} sin", $"{column}.{part} cos"]);
            else names.Add($"{column}.{part}");
        }
    }

    /// <summary>Writes the parts of a time: of UTC for a local one, of the time as it stands for others.</summary>
    /// <exception cref="InvalidValueException">The time is local and training saw times without a zone, or it falls into a gap of the local clock.</exception>
    public void Write<TSink>(DateTime time, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (time.Kind == DateTimeKind.Local) time = Instant(time);
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

    /// <summary>Writes the hour of a time of day, the only part that it has.</summary>
    public void Write<TSink>(TimeOnly time, ref TSink sink) where TSink : struct, IFeatureSink
    {
        int at = Position;
        Add(0, time.ToTimeSpan().TotalHours, 24, ref at, ref sink);
    }

    /// <summary>Writes the hour of a time of day that may be missing.</summary>
    public void Write<TSink>(TimeOnly? time, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (time.HasValue) Write(time.GetValueOrDefault(), ref sink);
    }

    /// <summary>Whether the training times were points in time, and a clock's reading is that of UTC; null where there were none, or the type tells.</summary>
    internal bool? AreInstants => source == TimeSource.Unknown ? null : source == TimeSource.Instant;

    /// <summary>Writes an object with the options and whether the training times were points in time, where there were any.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        EncodingJson.WriteHead(json, Kind, column, new DatePartsOptions(Parts, Cyclic));
        if (source != TimeSource.Unknown) json.WriteBoolean("instants", source == TimeSource.Instant);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote for a column with the same options; null from a file that does not say.</summary>
    /// <exception cref="ModelFileException">The property is malformed; the message names the column and the property.</exception>
    public static DatePartsEncoding Read(JsonElement? json, string column, DatePartsOptions options, ref int position)
    {
        TimeSource source = TimeSource.Unknown;
        if (json is { } state)
        {
            LearnedReader reader = new(state, column);
            if (reader.Has("instants")) source = reader.Bool("instants") ? TimeSource.Instant : TimeSource.Clock;
        }
        return new DatePartsEncoding(column, options, source, ref position);
    }

    private DateTime Instant(DateTime local)
    {
        if (source == TimeSource.Clock)
            Refuse(local, "and training saw times without a zone", "give it in the clock that those were read from (DateTime.SpecifyKind or ToUniversalTime)");
        if (source == TimeSource.Unknown)
            Refuse(local, "and training saw no time to tell what that means", "give it in UTC (ToUniversalTime), or fit and save the model again");
        if (TimeZoneInfo.Local.IsInvalidTime(local))
            Refuse(local, $"which does not exist in {TimeZoneInfo.Local.Id}, because its clocks go forward there", "correct it");
        return local.ToUniversalTime();
    }

    [DoesNotReturn]
    private void Refuse(DateTime local, string problem, string wayOut) => throw new InvalidValueException(column, string.Create(
        CultureInfo.InvariantCulture,
        $"'{column}' is {local:O}, a local time, {problem}: {wayOut}, or declare the property as 'DateTimeOffset'"));

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
