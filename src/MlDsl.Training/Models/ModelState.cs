namespace MlDsl.Training;

/// <summary>Everything that a fitted model is. Immutable but for its record of evaluations.</summary>
public sealed class ModelState<TLearned> where TLearned : class, ILearned<TLearned>
{
    internal ModelState(TLearned learned, LinearWeights weights, ModelCard card)
    {
        Learned = learned;
        Weights = weights;
        Card = card;
    }

    /// <summary>What the training rows taught the feature code.</summary>
    public TLearned Learned { get; }

    /// <summary>What they taught the trainer.</summary>
    public LinearWeights Weights { get; }

    /// <summary>Where the model comes from and how it did.</summary>
    public ModelCard Card { get; }

    internal ModelState<TLearned> With(ModelCard card) => new(Learned, Weights, card);
}
