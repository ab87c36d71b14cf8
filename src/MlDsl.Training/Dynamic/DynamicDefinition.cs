namespace MlDsl.Training;

/// <summary>What a model that is fitted by name is to be: what a typed model's declaration says.</summary>
public sealed record DynamicDefinition
{
    /// <summary>The model's name in files and reports. A file is loaded by the typed model of the same name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Its task: Regression, BinaryClassification, MulticlassClassification or Ranking.</summary>
    public required string Task { get; init; }

    /// <summary>
    /// The classes that are known beforehand. Of two: the negative one and the positive one; without them the negative class is the one
    /// other value. Of a label that is an enum: its members in the order of their values, which no file tells; of a ranking, of grades from 0, one
    /// after the other. Of other labels: not needed.
    /// </summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How probabilities are calibrated; null where they are not.</summary>
    public CalibrationOptions? Calibration { get; init; }

    /// <summary>The intervals of predicted numbers; null where there are none.</summary>
    public IntervalOptions? Intervals { get; init; }

    /// <summary>The definition of a model that is fitted again.</summary>
    internal static DynamicDefinition Of(ModelParts model) => new()
    {
        Name = model.Card.Name,
        Version = model.Card.Version,
        Task = model.Card.Task,
        Classes = model.Outcome.Classes,
        Calibration = model.Outcome.Calibration is { } calibration ? new(calibration.Method) { Share = HeldShare.Known(calibration.Share) } : null,
        Intervals = model.Outcome.Interval is { } interval
            ? new(interval.Level) { Share = HeldShare.Known(interval.Share), Width = interval.Width }
            : null,
    };
}
