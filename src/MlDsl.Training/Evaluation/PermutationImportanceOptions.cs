namespace MlDsl.Training;

/// <summary>How permutation importance is measured.</summary>
public sealed record PermutationImportanceOptions
{
    /// <summary>5 repeats, 95 per cent intervals, seed 0, at most 100,000 rows.</summary>
    public static PermutationImportanceOptions Default { get; } = new();

    /// <summary>How often each column is shuffled, at least once; an interval needs at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Repeats
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Repeats), value, "A column is shuffled at least once");
    } = 5;

    /// <summary>The confidence of the intervals, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double Level { get; init => field = EvaluationChecks.Level(value, nameof(Level)); } = 0.95;

    /// <summary>The most rows that are shuffled, at least 2: of more, a sample in which each is equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public int MaxRows
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxRows), value, "Values are shuffled among at least 2 rows");
    } = 100_000;

    /// <summary>The same seed gives the same sample and the same permutations.</summary>
    public ulong Seed { get; init; }
}
