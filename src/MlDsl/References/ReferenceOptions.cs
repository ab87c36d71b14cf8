namespace MlDsl;

/// <summary>What a <see cref="Reference{TRow, TOther}"/> may hold. Checked when a reference is made with it.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The most rows that are held; one more is an error. 50,000,000 unless said otherwise.</summary>
    public long MaxRows { get; init; } = 50_000_000;

    /// <summary>
    /// How far ahead of the clock the event time of a row may lie that is added or read of a data set; one further ahead is an error, since <see cref="Reference{TRow, TOther}.Forget"/> would let go
    /// of all others on its word. A day unless said otherwise.
    /// </summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The clock; the system's unless said otherwise.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal ReferenceOptions Checked()
    {
        if (MaxRows < 1) throw new ArgumentException(FormattableString.Invariant($"MaxRows is {MaxRows}; give at least 1"));
        if (Ahead < TimeSpan.Zero) throw new ArgumentException(FormattableString.Invariant($"Ahead is {Ahead}; give zero or more"));
        return this;
    }
}
