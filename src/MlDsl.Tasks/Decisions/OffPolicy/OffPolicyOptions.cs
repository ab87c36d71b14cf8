using MlDsl.Training;

namespace MlDsl;

/// <summary>How the value of a policy is estimated of another's decisions.</summary>
public sealed record OffPolicyOptions
{
    private const int FewestResamples = 200;
    private const double LeastEffectiveRows = 5;

    /// <summary>95 per cent intervals, 999 resamples, seed 0, nothing cut.</summary>
    public static OffPolicyOptions Default { get; } = new();

    /// <summary>How often an interval holds the value, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double Level { get; init => field = EvaluationChecks.Level(value, nameof(Level)); } = 0.95;

    /// <summary>
    /// What a reward can be. With it, intervals are by empirical likelihood, and hold as well where the largest rewards are so seldom that the log has none of them; a range
    /// that is far too wide makes them wide. Null for a reward without bounds, whose intervals are by the bootstrap. Rewards of two classes are <see cref="RewardRange.Flag"/> anyway.
    /// </summary>
    public RewardRange? Range { get; init; }

    /// <summary>Bootstrap resamples where there is no <see cref="Range"/>; at least 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public int Resamples
    {
        get;
        init => field = value >= FewestResamples ? value : throw new ArgumentOutOfRangeException(nameof(Resamples), value, $"The ends of an interval need at least {FewestResamples} resamples");
    } = 999;

    /// <summary>The same seed gives the same intervals, bit for bit, whatever the number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Larger weights count as this much (clipping): intervals become narrow, and the value is off by up to <see cref="PolicyValue.MostBias"/>, which is not in the
    /// interval. At least 1; null for no bound.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is below 1 or not finite.</exception>
    public double? LargestWeight { get; init => field = Weight(value, nameof(LargestWeight)); }

    /// <summary>
    /// Of the doubly robust value, decisions of a larger weight are left to the model of rewards alone (SWITCH): off by what that model is off there, up to
    /// <see cref="PolicyValue.MostBias"/>. At least 1; null for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is below 1 or not finite.</exception>
    public double? ModelAbove { get; init => field = Weight(value, nameof(ModelAbove)); }

    /// <summary>With fewer <see cref="PolicyValue.EffectiveRows"/> there is no figure but 'not estimable'; at least 5, and 30 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 5 or not finite.</exception>
    public double FewestEffectiveRows
    {
        get;
        init => field = value >= LeastEffectiveRows && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(FewestEffectiveRows), value, $"Below {LeastEffectiveRows} effective rows no interval holds what it says");
    } = 30;

    /// <summary>Into how many parts the log falls for the model of rewards, each predicted by a model of the others; 2 to 50.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Folds
    {
        get;
        init => field = value is >= 2 and <= 50 ? value : throw new ArgumentOutOfRangeException(nameof(Folds), value, "A model of rewards is cross-fitted in 2 to 50 folds");
    } = 5;

    private static double? Weight(double? value, string name) =>
        value is null || (value >= 1 && double.IsFinite(value.Value)) ? value : throw new ArgumentOutOfRangeException(name, value, "A bound of weights is finite and at least 1: policies that decide alike have the weight 1");
}
