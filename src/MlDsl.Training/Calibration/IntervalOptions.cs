namespace MlDsl.Training;

/// <summary>Which intervals the predictions of a regression get when it is fitted: what <see cref="IntervalsAttribute"/> says.</summary>
/// <param name="Level">The probability that an interval holds the label.</param>
public sealed record IntervalOptions(double Level)
{
    /// <summary>The probability that an interval holds the label, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
    public double Level { get; init => field = Checked(value); } = Checked(Level);

    /// <summary>How wide the intervals are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public IntervalWidth Width
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Width), value, $"Width must be {string.Join(" or ", Enum.GetNames<IntervalWidth>())}");
    }

    /// <summary>The share of the training rows that is held back, or of their groups, or in time of all windows; above 0 and at most 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double Share { get; init => field = HeldShare.Checked(value); } = HeldShare.Default;

    private static double Checked(double level) => level is > 0 and < 1
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, "The level of an interval is above 0 and below 1, such as 0.9");
}
