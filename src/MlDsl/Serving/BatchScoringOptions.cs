namespace MlDsl;

/// <summary>How a stream of rows is scored.</summary>
public sealed record BatchScoringOptions
{
    /// <summary>The default: batches of 1024 rows on all cores.</summary>
    public static BatchScoringOptions Default { get; } = new();

    /// <summary>The rows of one call of the model.</summary>
    public int BatchRows { get; init => field = Positive(value, nameof(BatchRows)); } = 1_024;

    /// <summary>How many batches there are at a time; with <see cref="BatchRows"/> it bounds the memory.</summary>
    public int Parallelism { get; init => field = Positive(value, nameof(Parallelism)); } = Environment.ProcessorCount;

    private static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0");
}
