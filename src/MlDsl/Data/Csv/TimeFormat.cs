using System.Globalization;
using MlDsl.Plans;

namespace MlDsl;

/// <summary>What an hour means that a clock shows twice, when it is put back.</summary>
public enum AmbiguousTimes
{
    /// <summary>An error: the text does not say which of the two is meant.</summary>
    Refused,

    /// <summary>The first of the two, with the offset of summer.</summary>
    Earlier,

    /// <summary>The second of the two, with the offset of winter.</summary>
    Later,
}

/// <summary>How the dates and times of one column are written, where not as the other columns' are.</summary>
public sealed record TimeFormat
{
    /// <summary>ISO 8601, in no zone where the text has no offset.</summary>
    public static TimeFormat Iso { get; } = new();

    /// <summary>
    /// The formats, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes them in the invariant culture; the first that fits a text counts.
    /// Empty for ISO 8601.
    /// </summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>
    /// The zone of the clocks that texts without an offset show; null where they are in no zone. With one, a <see cref="DateTime"/> becomes UTC and a
    /// <see cref="DateTimeOffset"/> has the zone's offset. An hour that the zone leaves out is an error.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>What an hour means that the zone has twice.</summary>
    public AmbiguousTimes Ambiguous { get; init; }

    /// <summary>A point in time; <paramref name="offset"/> is null where nothing tells it, <paramref name="problem"/> what the zone has against a time that was read.</summary>
    internal bool TryRead(ReadOnlySpan<byte> text, out DateTime clock, out TimeSpan? offset, out string? problem)
    {
        problem = null;
        return TryClock(text, out clock, out offset) && (Zone is null || offset is not null || TryZone(clock, Zone, out offset, out problem));
    }

    /// <summary>Throws where <paramref name="option"/>, this format, cannot be for a column of <paramref name="type"/>.</summary>
    internal void Validate(string option, DeclaredType type)
    {
        Require(Formats is not null, nameof(Formats), "must be a list; the empty one is ISO 8601");
        foreach (string format in Formats!) Require(format is not null && DateText.IsFormat(format), nameof(Formats), $"must have formats as DateTime.ParseExact takes them, which '{format}' is not");
        Require(Enum.IsDefined(Ambiguous), nameof(Ambiguous), "must be a member of AmbiguousTimes");
        bool isTime = type.Name is "System.DateTime" or "System.DateTimeOffset" or "DateTime" or "DateTimeOffset";
        if (!isTime && type.Name is not ("System.DateOnly" or "DateOnly")) throw new ArgumentException($"{option} is for dates and times, and the column is of type '{type.Name}'; leave it out");
        Require(Zone is null || isTime, nameof(Zone), "must be null: a date is in no zone");

        void Require(bool holds, string name, string what)
        {
            if (!holds) throw new ArgumentException($"{option}.{name} {what}");
        }
    }

    private bool TryClock(ReadOnlySpan<byte> text, out DateTime clock, out TimeSpan? offset)
    {
        if (Formats.Count == 0) return DateText.TryRead(text, null, out clock, out offset);
        foreach (string format in Formats)
        {
            if (DateText.TryRead(text, format, out clock, out offset)) return true;
        }
        (clock, offset) = (default, null);
        return false;
    }

    private bool TryZone(DateTime clock, TimeZoneInfo zone, out TimeSpan? offset, out string? problem)
    {
        (offset, problem) = (null, null);
        string shown = clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (zone.IsInvalidTime(clock)) problem = $"no clock of {zone.Id} shows {shown}, which it leaves out when it is put forward";
        else if (!zone.IsAmbiguousTime(clock)) offset = zone.GetUtcOffset(clock);
        else if (Ambiguous == AmbiguousTimes.Refused) problem = $"the clocks of {zone.Id} show {shown} twice; set TimeFormat.Ambiguous to the one that is meant, or write the offset";
        else offset = Ambiguous == AmbiguousTimes.Earlier ? zone.GetAmbiguousTimeOffsets(clock).Max() : zone.GetAmbiguousTimeOffsets(clock).Min();
        // Within a day of the calendar's ends an offset can lead outside it.
        if (offset is { } shift && (clock.Ticks < shift.Ticks || clock.Ticks - shift.Ticks > DateTime.MaxValue.Ticks)) problem = $"{shown} of {zone.Id} is outside the calendar";
        return problem is null;
    }
}
