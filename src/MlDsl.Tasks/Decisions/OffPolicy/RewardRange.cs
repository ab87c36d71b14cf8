namespace MlDsl;

/// <summary>The least and the most that a reward can be: what intervals of a policy's value may count on where few rewards were seen.</summary>
public sealed record RewardRange
{
    /// <summary>A range.</summary>
    /// <param name="least">The least, in the reward's unit.</param>
    /// <param name="most">The most.</param>
    /// <exception cref="ArgumentException">An end is not finite, or the least is not below the most.</exception>
    public RewardRange(double least, double most)
    {
        if (!double.IsFinite(least) || !double.IsFinite(most) || least >= most)
            throw new ArgumentException(FormattableString.Invariant($"A reward lies between two finite numbers, the less one first, not between {least} and {most}"), nameof(least));
        (Least, Most) = (least, most);
    }

    /// <summary>The least, in the reward's unit.</summary>
    public double Least { get; }

    /// <summary>The most.</summary>
    public double Most { get; }

    /// <summary>0 or 1: whether something happened.</summary>
    public static RewardRange Flag { get; } = new(0, 1);

    internal bool Contains(double reward) => reward >= Least && reward <= Most;
}
