namespace MlDsl.Training;

/// <summary>Everything that a fitted model is. Immutable but for its record of evaluations.</summary>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
public sealed class ModelState<TInput> where TInput : struct
{
    internal ModelState(IFeatureMap<TInput> learned, LinearWeights weights, ModelCard card)
    {
        Learned = learned;
        Weights = weights;
        Card = card;
    }

    /// <summary>What the training rows taught the feature code.</summary>
    public IFeatureMap<TInput> Learned { get; }

    /// <summary>What they taught the trainer.</summary>
    public LinearWeights Weights { get; }

    /// <summary>Where the model comes from and how it did.</summary>
    public ModelCard Card { get; }

    internal ModelState<TInput> With(ModelCard card) => new(Learned, Weights, card);
}
