namespace MlDsl;

/// <summary>A prediction as it is remembered until its outcome comes.</summary>
/// <param name="Id">What identifies the row, as its <c>[Id]</c> does; only an HMAC of it is written.</param>
/// <param name="At">When it was predicted.</param>
/// <param name="Value">The probability of the positive class, or the number.</param>
/// <param name="Decision">What was decided, of two classes; null for a number.</param>
/// <param name="Model">The model, such as its version or the hash of its file; may be empty.</param>
public readonly record struct LoggedPrediction(string Id, DateTimeOffset At, float Value, bool? Decision, string Model)
{
    /// <summary>A classifier's prediction.</summary>
    public static LoggedPrediction Of(string id, DateTimeOffset at, BinaryPrediction prediction, string model = "") => new(id, at, prediction.Probability.Value, prediction.Label, model);

    /// <summary>A regression's prediction.</summary>
    public static LoggedPrediction Of(string id, DateTimeOffset at, float prediction, string model = "") => new(id, at, prediction, null, model);
}

/// <summary>What happened to a row that was predicted.</summary>
/// <param name="Id">What identifies the row.</param>
/// <param name="Known">When it was known.</param>
/// <param name="Label">The number; 1 or 0 of two classes.</param>
/// <param name="Group">The value of a <c>[Sensitive]</c> column, where it comes with the outcome and not before; else null.</param>
public readonly record struct ObservedOutcome(string Id, DateTimeOffset Known, float Label, string? Group = null)
{
    /// <summary>The outcome of two classes.</summary>
    public static ObservedOutcome Of(string id, DateTimeOffset known, bool label, string? group = null) => new(id, known, label ? 1 : 0, group);
}

/// <summary>How predictions and outcomes met.</summary>
/// <param name="Predictions">Predictions that are remembered.</param>
/// <param name="Joined">Of these, those whose outcome is there.</param>
/// <param name="Unknown">Ids of outcomes that no prediction has. Should one come yet, the outcome was there before it.</param>
/// <param name="BeforePrediction">Outcomes that were known, or came, before their prediction: they measure nothing and are left out.</param>
/// <param name="Repeated">Outcomes that came again and said the same.</param>
/// <param name="Contradicting">Outcomes that came again and said something else; the first one counts.</param>
/// <param name="PredictedTwice">Predictions of an id that has one; the first one counts.</param>
/// <param name="Late">Outcomes that took longer than <see cref="OutcomeStoreOptions.LabelDelay"/>: with many, the declared delay is too short.</param>
public readonly record struct OutcomeCounts(long Predictions, long Joined, long Unknown, long BeforePrediction, long Repeated, long Contradicting, long PredictedTwice, long Late);
