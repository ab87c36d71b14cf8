namespace MlDsl.Training;

/// <summary>What a model file holds, one to one. It needs no type of the user's.</summary>
/// <param name="Plan">From columns to features.</param>
/// <param name="Predictor">From features to scores.</param>
/// <param name="Outcome">From scores to a prediction.</param>
/// <param name="Card">Where the model comes from.</param>
/// <param name="Evaluations">What it was measured at.</param>
internal sealed record ModelParts(FeaturePlan Plan, Predictor Predictor, Outcome Outcome, ModelCard Card, IReadOnlyList<EvaluationRecord> Evaluations);
