using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Columns;

/// <summary>
/// Learns what the times of a <see cref="DateTime"/> column are: points in time (UTC, or local, which becomes UTC) or readings of a
/// clock whose zone is not known. Only beside points in time does a local time mean one. The same for every order and partition.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class DatePartsLearner
{
    private readonly string column;
    private readonly DatePartsOptions options;
    private DateTime? local, unspecified;
    private bool hasUtc;

    /// <summary>A learner of <paramref name="column"/> that has seen nothing.</summary>
    public DatePartsLearner(string column, DatePartsOptions options) => (this.column, this.options) = (column, options);

    /// <summary>Takes in one time.</summary>
    public void Add(DateTime time)
    {
        if (time.Kind == DateTimeKind.Utc) hasUtc = true;
        else if (time.Kind == DateTimeKind.Local) local = Earlier(local, time);
        else unspecified = Earlier(unspecified, time);
    }

    /// <summary>Takes in one time that may be missing.</summary>
    public void Add(DateTime? time)
    {
        if (time.HasValue) Add(time.GetValueOrDefault());
    }

    /// <summary>Takes in all that <paramref name="other"/> has seen.</summary>
    public void Merge(DatePartsLearner other)
    {
        hasUtc |= other.hasUtc;
        if (other.local is { } time) local = Earlier(local, time);
        if (other.unspecified is { } clock) unspecified = Earlier(unspecified, clock);
    }

    /// <summary>What was learned, at <paramref name="position"/> of the feature vector, which moves behind it. May be called again.</summary>
    /// <exception cref="InvalidValueException">Local times stand beside ones without a zone.</exception>
    public DatePartsEncoding Finish(ref int position)
    {
        if (local is { } time && unspecified is { } clock)
        {
            throw new InvalidValueException(column, string.Create(
                CultureInfo.InvariantCulture,
                $"'{column}' has local times ({time:O}) beside times without a zone ({clock:O}), so their hours cannot be compared: give all of them in UTC (ToUniversalTime) or none, or declare the property as 'DateTimeOffset'"));
        }
        TimeSource source = unspecified is not null ? TimeSource.Clock : hasUtc || local is not null ? TimeSource.Instant : TimeSource.Unknown;
        return new DatePartsEncoding(column, options, source, ref position);
    }

    // The earliest is named, so that the message does not depend on the order of the rows.
    private static DateTime Earlier(DateTime? known, DateTime time) => known is { } before && before <= time ? before : time;
}
