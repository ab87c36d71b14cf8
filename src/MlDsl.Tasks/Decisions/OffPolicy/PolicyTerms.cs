namespace MlDsl.Tasks.Decisions;

/// <summary>What one policy's value is the mean of, by one estimator; or what two differ by.</summary>
internal sealed class PolicyTerms
{
    private double squares, fourths, cut;

    private PolicyTerms(int rows) => (Numerators, Weights) = (new double[rows], new double[rows]);

    /// <summary>A term for each row: of a mean, or the numerators of a self-normalised one.</summary>
    public double[] Numerators { get; }

    /// <summary>The weight of each row's own action.</summary>
    public double[] Weights { get; }

    /// <summary>The least and the most that a term could have been in the contexts of the log, where the range of rewards is known.</summary>
    public (double Least, double Most) Possible { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>The largest weight of an action that could have been taken.</summary>
    public double LargestWeight { get; private set; }

    /// <summary>The share of the policy's decisions that weights leave out, because they are bounded.</summary>
    public double CutShare => cut / Weights.Length;

    /// <summary>
    /// How many rows carry the spread of the weights: (Σ E w²)² / Σ E w⁴, of the probabilities of all actions in each context, not of those that happened to be taken.
    /// </summary>
    public double EffectiveRows => fourths == 0 ? 0 : squares / fourths * squares;

    /// <summary>Why nothing can be said, with the place; null where something can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The terms of a policy, or of two whose values are subtracted.</summary>
    /// <param name="sample">The decisions.</param>
    /// <param name="first">The policy's probabilities, as the sample has its own.</param>
    /// <param name="second">Those of the policy that is subtracted; null for none.</param>
    /// <param name="estimator">How.</param>
    /// <param name="options">Bounds of weights.</param>
    public static PolicyTerms Of(OffPolicySample sample, double[] first, double[]? second, OffPolicyEstimator estimator, OffPolicyOptions options)
    {
        var terms = new PolicyTerms(sample.Rows);
        bool hasModel = estimator == OffPolicyEstimator.DoublyRobust;
        for (int row = 0; row < sample.Rows && terms.Problem is null; row++) terms.Add(sample, first, second, hasModel, options, row);
        return terms;
    }

    /// <summary>
    /// The difference of two self-normalised values as a mean: what each row adds to first order, so that terms average to the difference itself.
    /// </summary>
    /// <param name="sample">The decisions, with a range of rewards.</param>
    /// <param name="first">The one policy's probabilities.</param>
    /// <param name="own">Its terms.</param>
    /// <param name="second">The other's.</param>
    /// <param name="other">Its terms.</param>
    /// <param name="options">Bounds of weights.</param>
    public static PolicyTerms OfRatios(OffPolicySample sample, double[] first, PolicyTerms own, double[] second, PolicyTerms other, OffPolicyOptions options)
    {
        var terms = new PolicyTerms(sample.Rows);
        RewardRange range = sample.Range!;
        double scale = sample.Rows / own.Weights.Sum(), otherScale = sample.Rows / other.Weights.Sum();
        double value = own.Numerators.Sum() / own.Weights.Sum(), otherValue = other.Numerators.Sum() / other.Weights.Sum(), least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int row = 0; row < sample.Rows; row++)
        {
            for (int action = 0; action < sample.Actions; action++)
            {
                double logged = sample.LoggedOf(row, action);
                if (double.IsNaN(logged) || logged == 0) continue;
                int place = (row * sample.Actions) + action;
                double weight = scale * Bounded(first[place] / logged), otherWeight = otherScale * Bounded(second[place] / logged);
                double low = Term(range.Least), high = Term(range.Most);
                (least, most) = (Math.Min(least, Math.Min(low, high)), Math.Max(most, Math.Max(low, high)));
                if (action == sample.Taken[row]) terms.Numerators[row] = Term(sample.Rewards[row]);

                double Term(double reward) => value - otherValue + (weight * (reward - value)) - (otherWeight * (reward - otherValue));
            }
        }
        terms.Possible = (least, most);
        return terms;

        double Bounded(double weight) => Math.Min(weight, options.LargestWeight ?? weight);
    }

    private void Add(OffPolicySample sample, double[] first, double[]? second, bool hasModel, OffPolicyOptions options, int row)
    {
        int start = row * sample.Actions;
        double expected = 0;
        for (int action = 0; hasModel && action < sample.Actions; action++)
            if (!double.IsNaN(sample.Logged[start + action])) expected += (first[start + action] - (second?[start + action] ?? 0)) * sample.Expected![start + action];
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int action = 0; action < sample.Actions; action++)
        {
            double logged = sample.Logged[start + action];
            if (double.IsNaN(logged)) continue;
            double weight = WeightOf(first[start + action]) - (second is null ? 0 : WeightOf(second[start + action]));
            double model = hasModel ? sample.Expected![start + action] : 0;
            if (logged > 0)
            {
                squares += logged * weight * weight;
                fourths += logged * weight * weight * weight * weight;
                LargestWeight = Math.Max(LargestWeight, Math.Abs(weight));
                if (sample.Range is { } range)
                {
                    double low = expected + (weight * ((weight < 0 ? range.Most : range.Least) - model)), high = expected + (weight * ((weight < 0 ? range.Least : range.Most) - model));
                    (least, most) = (Math.Min(least, low), Math.Max(most, high));
                }
            }
            if (action == sample.Taken[row]) (Weights[row], Numerators[row]) = (weight, expected + (weight * (sample.Rewards[row] - model)));

            double WeightOf(double chosen)
            {
                if (chosen == 0) return 0;
                double whole = chosen / logged, counted = hasModel && whole > options.ModelAbove ? 0 : Math.Min(whole, options.LargestWeight ?? whole);
                if (logged == 0)
                {
                    if (options.LargestWeight is null && !(hasModel && options.ModelAbove is not null)) Problem ??= Unsupported(sample, row, action, chosen);
                    counted = 0;
                }
                if (counted < whole) cut += chosen - (counted * logged);
                return counted;
            }
        }
        Possible = (Math.Min(Possible.Least, least), Math.Max(Possible.Most, most));
    }

    private static string Unsupported(OffPolicySample sample, int row, int action, double chosen) => FormattableString.Invariant(
        $"Not estimable: at {sample.NameOf(row)} the policy takes '{sample.ActionName(action)}' with probability {chosen:G3}, and the logged decisions never do there: nothing tells what would have come of it. Let the policy that decides explore all actions, evaluate one that takes only what is explored, or bound weights (LargestWeight, ModelAbove), which leaves such decisions out");
}
