namespace MlDsl.Training;

/// <summary>What is to be learned, from which rows.</summary>
public sealed record TrainingProblem
{
    /// <summary>The rows: features, the code of each label, weights.</summary>
    public required IDesign Rows { get; init; }

    /// <summary>What the labels are.</summary>
    public required TargetKind Target { get; init; }

    /// <summary>The number of classes; 0 where a number is predicted.</summary>
    public int Classes { get; init; }

    /// <summary>How many positions of the features each column takes, for messages.</summary>
    public IReadOnlyList<ColumnWidth> Columns { get; init; } = [];
}
