using System.ComponentModel;

namespace MlDsl.Windows;

/// <summary>What a window over time makes of the rows before.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WindowKind
{
    /// <summary>The value of the row that is <see cref="WindowSpec.Rows"/> before.</summary>
    Lag,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The least.</summary>
    Min,

    /// <summary>The greatest.</summary>
    Max,

    /// <summary>The standard deviation, with n − 1 in the denominator.</summary>
    Std,

    /// <summary>How many values there are.</summary>
    Count,

    /// <summary>The quantile <see cref="WindowSpec.Quantile"/>.</summary>
    Quantile,

    /// <summary>The hours since the last row with a value.</summary>
    SinceLast,
}

/// <summary>One window over time.</summary>
/// <param name="Member">The member that holds it.</param>
/// <param name="Kind">What it makes of the rows before.</param>
/// <param name="Value">The place of its value among those that a row is observed by.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WindowSpec(string Member, WindowKind Kind, int Value)
{
    /// <summary>Of a lag, how many rows before, from 1.</summary>
    public int Rows { get; init; }

    /// <summary>How far back it reaches, in ticks; 0 for a lag, for the time since the last row, and where <see cref="Days"/> says it.</summary>
    public long Ticks { get; init; }

    /// <summary>How many local days back it reaches; 0 where <see cref="Ticks"/> says it.</summary>
    public int Days { get; init; }

    /// <summary>The quantile, above 0 and below 1.</summary>
    public double Quantile { get; init; }

    /// <summary>How long after a row's event time its value is known, in ticks.</summary>
    public long Horizon { get; init; }

    /// <summary>Whether it is over a stretch of time, not over a number of rows.</summary>
    internal bool IsRolling => Kind is not (WindowKind.Lag or WindowKind.SinceLast);
}
