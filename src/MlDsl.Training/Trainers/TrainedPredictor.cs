using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl.Training;

/// <summary>What a training gave.</summary>
/// <param name="Predictor">From features to scores.</param>
/// <param name="Link">From scores to what they predict.</param>
/// <param name="Log">How the training went.</param>
public sealed record TrainedPredictor(Predictor Predictor, Link Link, TrainingLog Log)
{
    /// <summary>What the trainer learned of the way from scores to a prediction beside the link, such as a threshold; in the place of the task's own steps of these kinds.</summary>
    public IReadOnlyList<OutcomeStep> Steps { get; init; } = [];

    /// <summary>What the trainer calls the classes that it found; empty where labels name them, or there are none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What who reads the model's card is to know of the rows or of the training; each a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>How a training went.</summary>
/// <param name="Iterations">The iterations that were made; 1 for a closed form.</param>
/// <param name="Converged">Whether the tolerance was reached within the allowed iterations.</param>
/// <param name="Objective">What was minimised, penalties included, at the end.</param>
public sealed record TrainingLog(
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Iterations,
    [property: JsonRequired, JsonIgnore(Condition = Never)] bool Converged,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double Objective)
{
    /// <summary>The numbers that the training chose between, such as of clusters, with the criterion of each, of which the least was taken; null where it chose none.</summary>
    public IReadOnlyList<TriedCount>? Tried { get; init => field = value is null ? null : ValueList.Of(value); }
}

/// <summary>One of the numbers that a training chose between.</summary>
/// <param name="Count">The number.</param>
/// <param name="Criterion">What was to be least, as the trainer's options say, such as BIC.</param>
public sealed record TriedCount(
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Count,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double Criterion);
