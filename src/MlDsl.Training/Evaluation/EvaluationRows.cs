namespace MlDsl.Training;

/// <summary>What is known of evaluated rows beside their labels and predictions. The default knows nothing.</summary>
public readonly ref struct EvaluationRows
{
    /// <summary>A weight for each row, finite and at least 0, not all 0; empty where every row weighs 1.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>
    /// A group for each row, any number; empty where rows are independent. Rows of one group are resampled together, because
    /// they tell less than as many independent ones.
    /// </summary>
    public ReadOnlySpan<ulong> Groups { get; init; }

    /// <summary>The columns by whose values the metrics are sliced.</summary>
    public IReadOnlyList<SliceColumn>? Slices { get; init; }

    /// <summary>Both ends of the interval of each row, as <see cref="KeptRows.Pack"/> puts them together; empty where predictions tell theirs.</summary>
    internal ReadOnlySpan<ulong> Ends { get; init; }

    /// <summary>What an error calls the rows, such as <c>validation</c>.</summary>
    public string? Side { get; init; }
}
