namespace MlDsl.Training;

/// <summary>Predictions beside the labels that they are for, and what is known of the rows otherwise.</summary>
public readonly ref struct ScoredRows
{
    /// <summary>The number of predictions of a row.</summary>
    public required int Outputs { get; init; }

    /// <summary>The predictions behind the link, row-major: rows × <see cref="Outputs"/>.</summary>
    public required ReadOnlySpan<float> Predictions { get; init; }

    /// <summary>The label of each row, as its code.</summary>
    public required ReadOnlySpan<float> Labels { get; init; }

    /// <summary>Weights, groups, slices and the name of the side.</summary>
    public EvaluationRows Rows { get; init; }
}
