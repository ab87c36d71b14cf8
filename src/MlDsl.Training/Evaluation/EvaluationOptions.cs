namespace MlDsl.Training;

/// <summary>How metrics get their intervals, and which slices are large enough to measure.</summary>
public sealed record EvaluationOptions
{
    /// <summary>200 resamples, 95 per cent intervals, seed 0, every processor, slices from 30 rows on.</summary>
    public static EvaluationOptions Default { get; } = new();

    /// <summary>Bootstrap resamples, at least 20; 0 for no intervals. Fewer than 10 rows or groups give none either.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is neither 0 nor at least 20.</exception>
    public int Resamples { get; init => field = EvaluationChecks.Resamples(value, nameof(Resamples)); } = 200;

    /// <summary>How much of the bootstrap distribution an interval covers, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double Level { get; init => field = EvaluationChecks.Level(value, nameof(Level)); } = 0.95;

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

    /// <summary>
    /// How many of a query's first rows a ranking is measured by, and of all rows anomalies: an NDCG, or a precision, for each; 5 and 10 unless set.
    /// Other tasks have no use for it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A cut-off is below 1, or there twice.</exception>
    public IReadOnlyList<int> Cutoffs
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Cutoffs));
            if (value.Any(static cutoff => cutoff < 1) || value.Distinct().Count() < value.Count)
                throw new ArgumentOutOfRangeException(nameof(Cutoffs), string.Join(", ", value), "Cut-offs are at least 1, and different");
            field = ValueList.Of(value);
        }
    } = ValueList.Of<int>([5, 10]);

    /// <summary>What a query without a relevant row counts in a ranking; it is left out unless set. Other tasks have no use for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public EmptyQueryPolicy EmptyQueries
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EmptyQueries), value, "EmptyQueries must be LeaveOut, AsOne or AsZero");
    }

    internal int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal double PrintedLevel => Resamples == 0 ? 0 : Level;
}
