namespace MlDsl.Tasks.Decisions;

/// <summary>The best action by a model, and each other by a share of the time.</summary>
internal sealed class EpsilonGreedyPolicy<TInput, TAction>(ActionSpace<TInput, TAction> space, RewardModel<TInput> model, double epsilon)
    : DecisionPolicy<TInput, TAction>(FormattableString.Invariant($"ε-greedy {epsilon:G3}"), space)
    where TInput : struct where TAction : struct, Enum
{
    internal override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => model.Vocabulary;

    public override void Propensities(in TInput context, ReadOnlySpan<TAction> actions, Span<double> propensities)
    {
        int best = 0;
        double most = double.NegativeInfinity;
        for (int i = 0; i < actions.Length; i++)
        {
            TInput input = Space.With(in context, Space.IndexOf(actions[i]));
            if (model.Of(in input) is var reward && reward > most) (best, most) = (i, reward);
        }
        propensities.Fill(epsilon / actions.Length);
        propensities[best] += 1 - epsilon;
    }
}

/// <summary>Every action, in proportion to the exponential of what a model expects of it.</summary>
internal sealed class SoftmaxPolicy<TInput, TAction>(ActionSpace<TInput, TAction> space, RewardModel<TInput> model, double temperature)
    : DecisionPolicy<TInput, TAction>(FormattableString.Invariant($"softmax {temperature:G3}"), space)
    where TInput : struct where TAction : struct, Enum
{
    internal override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => model.Vocabulary;

    public override void Propensities(in TInput context, ReadOnlySpan<TAction> actions, Span<double> propensities)
    {
        double most = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < actions.Length; i++)
        {
            TInput input = Space.With(in context, Space.IndexOf(actions[i]));
            most = Math.Max(most, propensities[i] = model.Of(in input));
        }
        foreach (ref double propensity in propensities) sum += propensity = Math.Exp((propensity - most) / temperature);
        foreach (ref double propensity in propensities) propensity /= sum;
    }
}

/// <summary>Every action alike: what a log begins with.</summary>
internal sealed class UniformPolicy<TInput, TAction>(ActionSpace<TInput, TAction> space) : DecisionPolicy<TInput, TAction>("uniform", space)
    where TInput : struct where TAction : struct, Enum
{
    public override void Propensities(in TInput context, ReadOnlySpan<TAction> actions, Span<double> propensities) => propensities.Fill(1.0 / actions.Length);
}
