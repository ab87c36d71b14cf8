namespace MlDsl.Tasks.Decisions;

/// <summary>One decision.</summary>
/// <param name="Name">What messages call it, such as <c>decision 'a-17'</c>.</param>
/// <param name="At">When it was made, in ticks of UTC, or its place.</param>
/// <param name="Row">Context, action and reward.</param>
/// <param name="Action">The place of the action.</param>
/// <param name="Propensities">The probability of each action; NaN where it was not to be had.</param>
/// <param name="Reward">What came of it.</param>
internal sealed record LoggedDecision<TRow>(string Name, long At, TRow Row, int Action, double[] Propensities, double Reward);

/// <summary>What must hold of a decision; each failure names it.</summary>
internal static class DecisionChecks
{
    private const double Tolerance = 1e-4;

    /// <exception cref="EvaluationException">A probability or the reward is none.</exception>
    public static void Check<TInput, TAction>(ActionSpace<TInput, TAction> space, string name, int action, double[] propensities, double reward, RewardRange? range)
        where TInput : struct where TAction : struct, Enum
    {
        if (ProblemWith(space, action, propensities) is { } problem) throw new EvaluationException($"{char.ToUpperInvariant(name[0])}{name[1..]} {problem}");
        if (!double.IsFinite(reward)) throw new EvaluationException(FormattableString.Invariant($"The reward of {name} is {reward}, and must be finite"));
        if (range is not null && !range.Contains(reward)) throw new EvaluationException(FormattableString.Invariant($"The reward of {name} is {reward}, and must be between {range.Least} and {range.Most}"));
    }

    /// <summary>What is wrong with the probabilities, as the end of a sentence; null where nothing is.</summary>
    public static string? ProblemWith<TInput, TAction>(ActionSpace<TInput, TAction> space, int action, double[] propensities) where TInput : struct where TAction : struct, Enum
    {
        if (propensities.Length != space.Actions.Count) return $"has {propensities.Length} propensities, and there are {space.Actions.Count} actions: give one for each, NaN where an action was not to be had";
        double sum = 0;
        for (int i = 0; i < propensities.Length; i++)
        {
            double propensity = propensities[i];
            if (double.IsNaN(propensity)) continue;
            if (!(propensity >= 0 && propensity <= 1 + Tolerance)) return FormattableString.Invariant($"has the propensity {propensity} for '{space.NameOf(i)}', which is no probability: log what the policy's Decide tells");
            sum += propensity;
        }
        if (double.IsNaN(propensities[action])) return $"took '{space.NameOf(action)}' and has no propensity for it (NaN): why it was taken is not known, and nothing can be told of other policies; log the probability that it was drawn with";
        if (propensities[action] == 0) return $"took '{space.NameOf(action)}', whose propensity is 0: it cannot have been drawn with it; log the probability of the policy that did decide";
        return Math.Abs(sum - 1) > Tolerance ? FormattableString.Invariant($"has propensities that sum to {sum:G6}, and not to 1: log those of all actions that were to be had, NaN for the others") : null;
    }
}
