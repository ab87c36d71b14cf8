namespace MlDsl.Training;

/// <summary>Everything that a fitted model is: from an input to features, to scores, to a prediction, and where it comes from. Immutable.</summary>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
public sealed class ModelState<TInput> where TInput : struct
{
    internal ModelState(IFeatureMap<TInput> features, Predictor predictor, Outcome outcome, ModelCard card, IReadOnlyList<EvaluationRecord> evaluations)
    {
        if (predictor.Width != features.Width)
            throw new ArgumentException($"A predictor of {predictor.Width} positions does not go with features of {features.Width}", nameof(predictor));
        Features = features;
        Predictor = predictor;
        Outcome = outcome;
        Card = card;
        Evaluations = evaluations;
    }

    /// <summary>From an input to its features.</summary>
    public IFeatureMap<TInput> Features { get; }

    /// <summary>From features to scores.</summary>
    public Predictor Predictor { get; }

    /// <summary>From scores to a prediction.</summary>
    public Outcome Outcome { get; }

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card { get; }

    /// <summary>The evaluations that were made before the model came to be: those in its file.</summary>
    internal IReadOnlyList<EvaluationRecord> Evaluations { get; }

    internal ModelState<TInput> With(Outcome outcome) => new(Features, Predictor, outcome, Card, Evaluations);

    internal ModelState<TInput> With(IReadOnlyList<EvaluationRecord> evaluations) => new(Features, Predictor, Outcome, Card, evaluations);
}
