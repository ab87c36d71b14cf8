using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>How figures of agreement get their intervals, and how sure a drift has to be.</summary>
public sealed record AgreementOptions
{
    private const int FewestPermutations = 99;

    /// <summary>1,000 resamples, 95 per cent intervals, seed 0; drift in four stretches of time at a level of 0.05 by 1,999 permutations.</summary>
    public static AgreementOptions Default { get; } = new();

    /// <summary>Bootstrap resamples of the items, at least 20; 0 for no intervals. Fewer than 10 items give none either.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is neither 0 nor at least 20.</exception>
    public int Resamples { get; init => field = EvaluationChecks.Resamples(value, nameof(Resamples)); } = 1_000;

    /// <summary>How much of the distribution an interval covers, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double Level { get; init => field = EvaluationChecks.Level(value, nameof(Level)); } = 0.95;

    /// <summary>The same seed gives the same figures, bit for bit.</summary>
    public ulong Seed { get; init; }

    /// <summary>The probability, over all annotators and both questions, that a drift is told where there is none: above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double DriftLevel
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DriftLevel), value, "The level of a test is above 0 and below 1, such as 0.05");
    } = 0.05;

    /// <summary>Into how many stretches of as many ratings an annotator's time is cut, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public int TimeBlocks
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TimeBlocks), value, "Time is cut into at least 2 stretches");
    } = 4;

    /// <summary>How many orders a drift is compared with, at least 99. Where few of them are as far as the one that is there, more are tried, so that the adjustment for the number of annotators leaves something to find.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 99.</exception>
    public int Permutations
    {
        get;
        init => field = value >= FewestPermutations
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Permutations), value, "A test needs at least 99 permutations");
    } = 1_999;
}
