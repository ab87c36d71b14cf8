namespace MlDsl;

/// <summary>A sample of the predictions of a period. It is for people to look at and for figures of what was asked; no model is fitted to it, since no <c>Fit</c> takes it: rows for that come from a log or a query that has all of them.</summary>
/// <param name="From">When the period begins.</param>
/// <param name="Period">How long it is.</param>
/// <param name="Seen">The predictions that there were; after a process was killed, those since the last that was sampled may be missing from it.</param>
/// <param name="Rows">Those that were sampled, each with the same probability, and have not been erased: each stands for <paramref name="Seen"/> / <c>Rows.Count</c>.</param>
public sealed record PredictionSample(DateTimeOffset From, TimeSpan Period, long Seen, IReadOnlyList<SampledPrediction> Rows);

/// <summary>A sampled prediction with what the model was given.</summary>
/// <param name="At">When it was predicted.</param>
/// <param name="Value">The probability of the positive class, or the number.</param>
/// <param name="Decision">What was decided, of two classes; null for a number.</param>
/// <param name="Model">The model, as it was said; may be empty.</param>
/// <param name="Inputs">The inputs in the order of the schema that the model had then.</param>
public sealed record SampledPrediction(DateTimeOffset At, float Value, bool? Decision, string Model, IReadOnlyList<SampledInput> Inputs);

/// <summary>An input of a sampled prediction.</summary>
/// <param name="Column">The property.</param>
/// <param name="Text">The value as text in the invariant culture, numbers to their last digit, times in ISO 8601; null where it was missing or is not told.</param>
/// <param name="State">Which of them it is.</param>
public readonly record struct SampledInput(string Column, string? Text, SampledState State);

/// <summary>What of a sampled value is there.</summary>
public enum SampledState
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>There was no value.</summary>
    Missing,

    /// <summary>The column is marked <c>[Sensitive]</c>, or is among <see cref="PredictionLogOptions.Redacted"/>: whether there was a value is not told either.</summary>
    Redacted,

    /// <summary>The first 4,096 characters of a longer text.</summary>
    Cut,
}
