namespace MlDsl.Training;

/// <summary>How metrics get their intervals, and which slices are large enough to measure.</summary>
public sealed record EvaluationOptions
{
    private const int FewestResamples = 20;

    /// <summary>200 resamples, 95 per cent intervals, seed 0, every processor, slices from 30 rows on.</summary>
    public static EvaluationOptions Default { get; } = new();

    /// <summary>Bootstrap resamples, at least 20; 0 for no intervals. Fewer than 10 rows or groups give none either.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is neither 0 nor at least 20.</exception>
    public int Resamples
    {
        get;
        init => field = value is 0 or >= FewestResamples
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Resamples), value, "An interval needs at least 20 resamples; 0 turns it off");
    } = 200;

    /// <summary>How much of the bootstrap distribution an interval covers, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double Level
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Level), value, "An interval's level is above 0 and below 1, such as 0.95");
    } = 0.95;

    /// <summary>The same seed gives the same intervals, bit for bit, whatever the number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads resample; 0 for one on each processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Threads
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Threads), value, "The number of threads is 0 (one on each processor) or more");
    }

    /// <summary>A slice of fewer rows than this is listed, but not measured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MinSliceRows
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinSliceRows), value, "A slice to measure has at least 1 row");
    } = 30;

    internal int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal double PrintedLevel => Resamples == 0 ? 0 : Level;
}
