using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>A step of a model, in the order in which ML.NET runs them; chains within chains are laid out.</summary>
/// <param name="Place">Where it is in the file and what ML.NET calls it, as messages have it.</param>
internal abstract record MlNetStep(string Place);

/// <summary>A step that makes columns of columns. All of its inputs are those before the step.</summary>
internal sealed record ColumnStep(string Place, IReadOnlyList<ColumnMap> Columns) : MlNetStep(Place);

/// <summary>A step that leaves columns out.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Names">The columns.</param>
/// <param name="Keeps">Whether they stay, and all others go.</param>
/// <param name="AllowsMissing">Whether some of them may be missing.</param>
internal sealed record SelectStep(string Place, IReadOnlyList<string> Names, bool Keeps, bool AllowsMissing) : MlNetStep(Place);

/// <summary>A predictor on a column of features.</summary>
internal sealed record PredictStep(string Place) : MlNetStep(Place)
{
    public required ScoreKind Kind { get; init; }

    public required string Features { get; init; }

    /// <summary>More columns of features, of predictors that keep fields apart.</summary>
    public IReadOnlyList<string> MoreFeatures { get; init; } = [];

    public required MlNetPredictor Predictor { get; init; }

    /// <summary>What a score, or a probability, is above for the positive class.</summary>
    public float Threshold { get; init; }

    /// <summary>Whether <see cref="Threshold"/> is one of probabilities.</summary>
    public bool ThresholdIsProbability { get; init; }

    public string ScoreColumn { get; init; } = "Score";

    public string PredictedColumn { get; init; } = "PredictedLabel";

    /// <summary>The label's column while training; null where nobody says it.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The columns that the predictor was trained beside.</summary>
    public required IReadOnlyList<DataViewColumn> TrainSchema { get; init; }
}

/// <summary>A step that is known by its name only.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Reason">Why it is not compiled.</param>
internal sealed record RefusedStep(string Place, string Reason) : MlNetStep(Place)
{
    /// <summary>Whether ML.NET's engine remembers the rows before: such a model has one user, and no class for any number of threads.</summary>
    public bool IsStateful { get; init; }
}

/// <summary>What a predictor's scores are.</summary>
internal enum ScoreKind
{
    Regression,
    Ranking,
    Binary,
    Multiclass,
    Clustering,
    Anomaly,
}

/// <summary>A column that a step makes.</summary>
/// <param name="Output">Its name; a column of this name gives way to it.</param>
/// <param name="Inputs">What it is made of.</param>
/// <param name="Operation">How.</param>
internal sealed record ColumnMap(string Output, IReadOnlyList<string> Inputs, ColumnOperation Operation);
