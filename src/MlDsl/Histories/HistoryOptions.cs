namespace MlDsl;

/// <summary>What a <see cref="History{TRow}"/> may hold. Checked when a history is made with it.</summary>
public sealed record HistoryOptions
{
    /// <summary>The most rows of one group that are held; one more is an error. 10,000 unless said otherwise.</summary>
    public int MaxRowsPerGroup { get; init; } = 10_000;

    /// <summary>The most groups that are held; one more is an error. 1,000,000 unless said otherwise.</summary>
    public int MaxGroups { get; init; } = 1_000_000;

    /// <summary>
    /// How far before the newest row of its group a row may lie that is completed: clocks differ, and requests are late. What windows could want back to
    /// there is held. An hour unless said otherwise.
    /// </summary>
    public TimeSpan Rewind { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How far ahead of the clock a row may lie that is added; one further ahead is an error, since what windows want would be let go of on its word. A day
    /// unless said otherwise, so that local times are none.
    /// </summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The clock; the system's unless said otherwise.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal HistoryOptions Checked()
    {
        if (MaxRowsPerGroup < 1) throw new ArgumentException(FormattableString.Invariant($"MaxRowsPerGroup is {MaxRowsPerGroup}; give at least 1"));
        if (MaxGroups < 1) throw new ArgumentException(FormattableString.Invariant($"MaxGroups is {MaxGroups}; give at least 1"));
        if (Rewind < TimeSpan.Zero) throw new ArgumentException(FormattableString.Invariant($"Rewind is {Rewind}; give zero or more"));
        if (Ahead < TimeSpan.Zero) throw new ArgumentException(FormattableString.Invariant($"Ahead is {Ahead}; give zero or more"));
        return this;
    }
}
