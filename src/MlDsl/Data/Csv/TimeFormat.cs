using System.Globalization;
using MlDsl.Windows;

namespace MlDsl;

/// <summary>How the dates and times of one column are written, where not as the other columns' are.</summary>
public sealed record TimeFormat
{
    /// <summary>ISO 8601, in no zone where the text has no offset.</summary>
    public static TimeFormat Iso { get; } = new();

    /// <summary>
    /// The formats, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes them in the invariant culture. A text that fits several of them which
    /// mean different times is an error, unless <see cref="TakesFirst"/>. Empty for the options' DateFormat, or ISO 8601 where there is none.
    /// </summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Whether the first of <see cref="Formats"/> that fits a text counts, whatever the others make of it: <c>1/2/2024</c> by <c>d/M/yyyy</c> and <c>M/d/yyyy</c>.</summary>
    public bool TakesFirst { get; init; }

    /// <summary>
    /// The zone of the clocks that texts without an offset show; null where they are in no zone. With one, a <see cref="DateTime"/> becomes UTC and a
    /// <see cref="DateTimeOffset"/> has the zone's offset.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Which instant a time is that the zone's clocks show twice or leave out; an error unless said otherwise.</summary>
    public AmbiguousTime Ambiguous { get; init; }

    /// <summary>How a column's times are written by what options say of it and of all columns.</summary>
    internal static TimeFormat Of(TimeFormat? own, string? format) =>
        format is null || own is { Formats.Count: > 0 } ? own ?? Iso : (own ?? Iso) with { Formats = [format] };

    /// <summary>A point in time; <paramref name="offset"/> is null where nothing tells it, <paramref name="problem"/> what is against a time that was read.</summary>
    internal bool TryRead(ReadOnlySpan<byte> text, out DateTime clock, out TimeSpan? offset, out string? problem)
    {
        problem = null;
        return TryClock(text, out clock, out offset, ref problem) && (Zone is null || offset is not null || TryZone(clock, Zone, out offset, out problem));
    }

    /// <summary>The offset of what a clock of the zone shows; true and null without a zone.</summary>
    internal bool TryPlace(DateTime clock, out TimeSpan? offset, out string? problem)
    {
        (offset, problem) = (null, null);
        return Zone is null || TryZone(clock, Zone, out offset, out problem);
    }

    /// <summary>Throws where <paramref name="option"/>, this format, cannot be for <paramref name="column"/>.</summary>
    internal void Validate(string option, ColumnSchema column)
    {
        Require(Formats is not null, nameof(Formats), "must be a list; the empty one is ISO 8601");
        foreach (string format in Formats!) Require(format is not null && DateText.IsFormat(format), nameof(Formats), $"must have formats as DateTime.ParseExact takes them, which '{format}' is not");
        Require(Enum.IsDefined(Ambiguous), nameof(Ambiguous), "must be a member of AmbiguousTime");
        string type = column.Type.TrimEnd('?');
        bool isTime = type is "System.DateTime" or "System.DateTimeOffset" or "DateTime" or "DateTimeOffset";
        if (!isTime && type is not ("System.DateOnly" or "DateOnly")) throw new ArgumentException($"{option} is for dates and times, and the column is of type '{type}'; leave it out");
        Require(Zone is null || isTime, nameof(Zone), "must be null: a date is in no zone");

        void Require(bool holds, string name, string what)
        {
            if (!holds) throw new ArgumentException($"{option}.{name} {what}");
        }
    }

    private bool TryClock(ReadOnlySpan<byte> text, out DateTime clock, out TimeSpan? offset, ref string? problem)
    {
        if (Formats.Count == 0) return DateText.TryRead(text, null, out clock, out offset);
        for (int i = 0; i < Formats.Count; i++)
        {
            if (!DateText.TryRead(text, Formats[i], out clock, out offset)) continue;
            for (int j = i + 1; !TakesFirst && j < Formats.Count; j++)
            {
                if (!DateText.TryRead(text, Formats[j], out DateTime other, out TimeSpan? otherOffset) || (other == clock && otherOffset == offset)) continue;
                problem = $"'{Formats[i]}' and '{Formats[j]}' make different times of it; set TimeFormat.TakesFirst where the first is meant, or leave one out";
                return false;
            }
            return true;
        }
        (clock, offset) = (default, null);
        return false;
    }

    private bool TryZone(DateTime clock, TimeZoneInfo zone, out TimeSpan? offset, out string? problem)
    {
        offset = ZoneClock.OffsetOf(clock, zone, Ambiguous, out int instants);
        problem = offset is not null ? null
            : instants == 2 ? $"the clocks of {zone.Id} show {Shown(clock)} twice; set TimeFormat.Ambiguous to the one that is meant, or write the offset"
            : $"no clock of {zone.Id} shows {Shown(clock)}, which it leaves out when it is put forward";
        return problem is null;
    }

    private static string Shown(DateTime clock) => clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
