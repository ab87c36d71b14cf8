namespace MlDsl.Training;

/// <summary>What a run was.</summary>
public enum RunKind
{
    /// <summary>A model was fitted, or trained on.</summary>
    Fit,

    /// <summary>Models were fitted and evaluated fold by fold.</summary>
    CrossValidation,

    /// <summary>Options were searched.</summary>
    Search,

    /// <summary>A model that comes from a file was evaluated.</summary>
    Evaluation,
}

/// <summary>How a run ended.</summary>
public enum RunState
{
    /// <summary>It has not: the process that writes it is there.</summary>
    Running,

    /// <summary>It did what it was to do.</summary>
    Finished,

    /// <summary>An exception ended it.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The process ended before the run did.</summary>
    CutOff,
}
