namespace MlDsl.Training;

/// <summary>How a partial dependence is measured.</summary>
public sealed record PartialDependenceOptions
{
    /// <summary>20 values, at most 2,000 rows, 200 resamples, 95 per cent intervals, seed 0.</summary>
    public static PartialDependenceOptions Default { get; } = new();

    /// <summary>The most values of the column, at least 2: of more numbers or times as many quantiles of the rows, of more texts the most frequent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public int Points
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Points), value, "A dependence is shown at 2 values at least");
    } = 20;

    /// <summary>The most rows that are averaged over, at least 2: of more, a sample in which each is equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public int MaxRows
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxRows), value, "Predictions are averaged over at least 2 rows");
    } = 2000;

    /// <summary>Resamples, level, seed and threads of the intervals.</summary>
    public EvaluationOptions Intervals { get; init; } = EvaluationOptions.Default;
}
