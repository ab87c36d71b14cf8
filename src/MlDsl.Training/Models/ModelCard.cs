using System.Text.Json.Serialization;
using MlDsl.Json;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl.Training;

/// <summary>Where a model comes from. Immutable.</summary>
public sealed record ModelCard
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version.</summary>
    public required string Version { get; init; }

    /// <summary>The task, such as Regression or BinaryClassification.</summary>
    public required string Task { get; init; }

    /// <summary>The trainer's name.</summary>
    public required string Trainer { get; init; }

    /// <summary>The trainer's options, by name, as text.</summary>
    [JsonConverter(typeof(TextMapConverter))]
    public required IReadOnlyDictionary<string, string> Options { get; init => field = TextMap.Of(value); }

    /// <summary>How the training went.</summary>
    public required TrainingLog Log { get; init; }

    /// <summary>The number of training rows.</summary>
    [JsonIgnore(Condition = Never)]
    public required long Rows { get; init; }

    /// <summary>How the data was split, with its seed.</summary>
    public required string Split { get; init; }

    /// <summary>A fingerprint of the rows that the model was fitted on, whatever their order, in hexadecimal: the training side's, or the development side's.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The code of the feature methods; <see cref="Warnings"/> tell where it is not known to be that of the training.</summary>
    public IReadOnlyList<FeatureCode> Features { get; init => field = ValueList.Of(value); } = ValueList<FeatureCode>.Empty;

    /// <summary>The version of the rules on leakage under which the model's project was built; null where it was built without them, and for models without a type of their own.</summary>
    public string? LeakageRules { get; init; }

    /// <summary>What of the rules' findings the code of the model's project accepts, with the reasons.</summary>
    public IReadOnlyList<AcceptedRisk> AcceptedRisks { get; init => field = ValueList.Of(value); } = ValueList<AcceptedRisk>.Empty;

    /// <summary>
    /// The SHA-256 of the manifest in the file of the model that this one replaces: it tells that model from all others, and evaluations do not
    /// change it. Null when it replaces none.
    /// </summary>
    public string? Parent { get; init; }

    /// <summary>
    /// What could not be checked when the model was loaded, and which differences the caller accepted; empty for a model that was fitted
    /// here or loaded without doubt. They stay with the model when it is saved again, and are written to <see cref="System.Diagnostics.Trace"/>.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;
}

/// <summary>One evaluation of a model.</summary>
/// <param name="Side">The side of the split: validation or test.</param>
/// <param name="Rows">The number of its rows.</param>
/// <param name="Times">How often the test set had been assessed by then, this time included; 0 for a validation set.</param>
/// <param name="Metrics">The metrics by name.</param>
public sealed record EvaluationRecord(
    [property: JsonRequired] string Side,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Rows,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Times,
    IReadOnlyList<NamedMetric> Metrics)
{
    /// <summary>The metrics by name.</summary>
    [JsonRequired]
    public IReadOnlyList<NamedMetric> Metrics { get; init => field = ValueList.Of(value); } = ValueList.Of(Metrics);
}
