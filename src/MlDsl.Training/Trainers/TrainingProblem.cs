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

    /// <summary>How columns became the features, with their names; null where rows come from elsewhere.</summary>
    public FeaturePlan? Plan { get; init; }

    /// <summary>How far off predictions are, as the task measures it; null where rows come from elsewhere.</summary>
    public RowLoss? Loss { get; init; }

    /// <summary>
    /// What training goes on from, where the trainer's traits have <see cref="TrainerTraits.Continues"/>: of the same features, whose
    /// scores what is learned adds to. Null for a training from the beginning.
    /// </summary>
    public Predictor? Parent { get; init; }

    /// <summary>The rows among <see cref="Rows"/> to stop by, where the trainer asks for some by <see cref="TrainerOptions.HoldBack"/>; else null.</summary>
    public HeldRowSet? Held { get; init; }
}
