using MathNet.Numerics.Distributions;

namespace MlDsl.Tasks.Decisions;

/// <summary>From terms to values with intervals.</summary>
internal static class OffPolicyValues
{
    /// <summary>The value of a policy by one estimator.</summary>
    public static PolicyValue Of(OffPolicySample sample, double[] policy, OffPolicyEstimator estimator, OffPolicyOptions options)
    {
        if (NoModel(sample, estimator) is { } none) return none;
        PolicyTerms terms = PolicyTerms.Of(sample, policy, null, estimator, options);
        PolicyValue value = Facts(sample, terms, estimator);
        if (ProblemOf(terms, options) is { } problem) return value with { Problem = problem };
        bool isRatio = estimator == OffPolicyEstimator.SelfNormalized;
        var ratio = new RatioTerms(terms.Numerators, isRatio ? terms.Weights : null);
        double student = Student(terms, options), total = isRatio ? terms.Weights.Sum() : sample.Rows;
        if (total == 0) return value with { Problem = "Not estimable: none of the policy's decisions is among the logged ones; log more" };
        double mean = terms.Numerators.Sum() / total;
        if (sample.Range is not { } range) return Bootstrapped(value, ratio, null, student, options);
        double bound = student * student / 2;
        Metric interval = isRatio
            ? new(mean, EmpiricalLikelihood.RatioLow(terms.Weights, sample.Rewards, terms.LargestWeight, range.Least, mean, bound), EmpiricalLikelihood.RatioHigh(terms.Weights, sample.Rewards, terms.LargestWeight, range.Most, mean, bound))
            : Likely(terms, mean, bound);
        return value with { Value = interval };
    }

    /// <summary>By how much the first of two policies earns more.</summary>
    public static PolicyValue Difference(OffPolicySample sample, double[] first, double[] second, OffPolicyEstimator estimator, OffPolicyOptions options)
    {
        if (NoModel(sample, estimator) is { } none) return none;
        PolicyTerms terms = PolicyTerms.Of(sample, first, second, estimator, options);
        PolicyValue value = Facts(sample, terms, estimator);
        // Policies that decide alike differ by nothing, whatever weights leave out; where bounds leave nothing of either, that tells nothing of how they differ.
        if (terms.Problem is null && DecideAlike(sample, first, second)) return value with { Value = new Metric(0, 0, 0), EffectiveRows = sample.Rows, CutShare = 0, MostBias = 0 };
        if (ProblemOf(terms, options) is { } problem) return value with { Problem = problem };
        double student = Student(terms, options);
        if (estimator == OffPolicyEstimator.SelfNormalized)
        {
            PolicyTerms own = PolicyTerms.Of(sample, first, null, estimator, options), other = PolicyTerms.Of(sample, second, null, estimator, options);
            if (own.Weights.Sum() == 0 || other.Weights.Sum() == 0) return value with { Problem = "Not estimable: none of a policy's decisions is among the logged ones; log more" };
            if (sample.Range is null) return Bootstrapped(value, new(own.Numerators, own.Weights), new(other.Numerators, other.Weights), student, options);
            terms = PolicyTerms.OfRatios(sample, first, own, second, other, options);
        }
        return sample.Range is null
            ? Bootstrapped(value, new RatioTerms(terms.Numerators), null, student, options)
            : value with { Value = Likely(terms, terms.Numerators.Average(), student * student / 2) };
    }

    private static PolicyValue? NoModel(OffPolicySample sample, OffPolicyEstimator estimator) =>
        estimator == OffPolicyEstimator.DoublyRobust && sample.ModelProblem is { } problem ? new() { Estimator = estimator, Problem = problem } : null;

    // Of actions that were not to be had there is no probability.
    private static bool DecideAlike(OffPolicySample sample, double[] first, double[] second)
    {
        for (int place = 0; place < first.Length; place++)
            if (!double.IsNaN(sample.Logged[place]) && first[place] != second[place]) return false;
        return true;
    }

    private static PolicyValue Facts(OffPolicySample sample, PolicyTerms terms, OffPolicyEstimator estimator) => new()
    {
        Estimator = estimator,
        EffectiveRows = terms.EffectiveRows,
        LargestWeight = terms.LargestWeight,
        CutShare = terms.CutShare,
        MostBias = terms.CutShare == 0 ? 0 : sample.Range is { } range ? terms.CutShare * BiasOf(range, estimator) : null,
    };

    // What is left out counts as nothing, as a mean reward or as the model says, and is something between the ends of the range.
    private static double BiasOf(RewardRange range, OffPolicyEstimator estimator) =>
        estimator == OffPolicyEstimator.InversePropensity ? Math.Max(Math.Abs(range.Least), Math.Abs(range.Most)) : range.Most - range.Least;

    private static string? ProblemOf(PolicyTerms terms, OffPolicyOptions options) => terms.Problem ?? (terms.EffectiveRows >= options.FewestEffectiveRows
        ? null
        : FormattableString.Invariant($"Not estimable: the weights of these decisions leave {terms.EffectiveRows:F1} effective rows of the {options.FewestEffectiveRows:G3} that an interval needs (the largest weight is {terms.LargestWeight:G3}). Log more decisions, explore more, or bound the weights (LargestWeight, ModelAbove) and bear the bias"));

    private static double Student(PolicyTerms terms, OffPolicyOptions options) => StudentT.InvCDF(0, 1, terms.EffectiveRows - 1, (1 + options.Level) / 2);

    private static Metric Likely(PolicyTerms terms, double mean, double bound) => new(
        mean, EmpiricalLikelihood.Low(terms.Numerators, terms.Possible.Least, bound), EmpiricalLikelihood.High(terms.Numerators, terms.Possible.Most, bound));

    private static PolicyValue Bootstrapped(PolicyValue value, RatioTerms first, RatioTerms? second, double student, OffPolicyOptions options)
    {
        Metric interval = StudentizedBootstrap.Interval(first, second, student, options);
        return interval.HasInterval
            ? value with { Value = interval }
            : value with { Problem = "Not estimable: so few of the rewards that count are different that nothing tells how much they vary; say what a reward can be (Range), or log more decisions" };
    }
}
