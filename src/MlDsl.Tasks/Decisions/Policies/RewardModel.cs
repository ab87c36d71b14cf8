namespace MlDsl.Tasks.Decisions;

/// <summary>What a model expects of an input: a number, or the probability of a class.</summary>
internal abstract class RewardModel<TInput>
{
    /// <summary>The texts that the model knows, by the property of their column.</summary>
    public abstract IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary { get; }

    public abstract double Of(in TInput input);

    public static RewardModel<TInput> Of(IScorer<TInput, float> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new Numbers(model);
    }

    public static RewardModel<TInput> Of(IScorer<TInput, BinaryPrediction> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new Flags(model);
    }

    private sealed class Numbers(IScorer<TInput, float> model) : RewardModel<TInput>
    {
        public override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => IKnownTexts.Of(model);

        public override double Of(in TInput input)
        {
            model.Run(in input, out float reward);
            return reward;
        }
    }

    private sealed class Flags(IScorer<TInput, BinaryPrediction> model) : RewardModel<TInput>
    {
        public override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => IKnownTexts.Of(model);

        public override double Of(in TInput input)
        {
            model.Run(in input, out BinaryPrediction reward);
            return reward.Probability.Value;
        }
    }
}
