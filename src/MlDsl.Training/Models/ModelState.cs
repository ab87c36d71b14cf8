using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>Everything that a fitted model is: from an input to features, to scores, to a prediction, and where it comes from. Immutable.</summary>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelState<TInput> where TInput : struct
{
    internal ModelState(IFeatureMap<TInput> features, Predictor predictor, Outcome outcome, ModelCard card, IReadOnlyList<EvaluationRecord> evaluations)
        : this(features, new ModelParts(features.ToPlan(), predictor, outcome, card, evaluations))
    {
    }

    private ModelState(IFeatureMap<TInput> features, ModelParts parts)
    {
        if (parts.Predictor.Width != parts.Plan.Width)
            throw new ArgumentException($"A predictor of {parts.Predictor.Width} positions does not go with features of {parts.Plan.Width}", nameof(parts));
        Features = features;
        Parts = parts;
    }

    /// <summary>From an input to its features.</summary>
    public IFeatureMap<TInput> Features { get; }

    /// <summary>The same as data.</summary>
    public FeaturePlan Plan => Parts.Plan;

    /// <summary>From features to scores.</summary>
    public Predictor Predictor => Parts.Predictor;

    /// <summary>From scores to a prediction.</summary>
    public Outcome Outcome => Parts.Outcome;

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card => Parts.Card;

    internal ModelParts Parts { get; }

    internal ModelState<TInput> With(ReferenceProfile? reference) => new(Features, Parts with { Reference = reference });

    internal ModelState<TInput> With(Outcome outcome) => new(Features, Parts with { Outcome = outcome });

    internal ModelState<TInput> With(Predictor predictor) => new(Features, Parts with { Predictor = predictor });

    internal ModelState<TInput> With(IReadOnlyList<EvaluationRecord> evaluations) => new(Features, Parts with { Evaluations = evaluations });
}
