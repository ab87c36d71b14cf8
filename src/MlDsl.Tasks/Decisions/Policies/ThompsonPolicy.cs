namespace MlDsl.Tasks.Decisions;

/// <summary>Each action as often as it is the best of a draw, and not less often than declared.</summary>
/// <remarks>Thompson (1933), "On the likelihood that one unknown probability exceeds another in view of the evidence of two samples"; with bootstrapped models in the place of draws: Eckles and Kaptein (2014), "Thompson sampling with the online bootstrap".</remarks>
internal sealed class ThompsonPolicy<TInput, TAction>(string name, ActionSpace<TInput, TAction> space, RewardDraws<TInput> draws, double least) : DecisionPolicy<TInput, TAction>(name, space)
    where TInput : struct where TAction : struct, Enum
{
    internal override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => draws.Vocabulary;

    public override void Propensities(in TInput context, ReadOnlySpan<TAction> actions, Span<double> propensities)
    {
        Span<float> scores = stackalloc float[draws.Count], most = stackalloc float[draws.Count];
        Span<byte> best = stackalloc byte[draws.Count];
        most.Fill(float.NegativeInfinity);
        best.Clear();
        for (int i = 0; i < actions.Length; i++)
        {
            TInput input = Space.With(in context, Space.IndexOf(actions[i]));
            draws.Score(in input, scores);
            for (int draw = 0; draw < scores.Length; draw++)
                if (scores[draw] > most[draw]) (most[draw], best[draw]) = (scores[draw], (byte)i);
        }
        propensities.Clear();
        foreach (byte action in best) propensities[action]++;
        double floor = Math.Min(least, 1.0 / actions.Length), rest = (1 - (floor * actions.Length)) / draws.Count;
        foreach (ref double propensity in propensities) propensity = floor + (rest * propensity);
    }
}
