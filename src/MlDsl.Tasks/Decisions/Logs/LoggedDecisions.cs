using MlDsl.Tasks.Decisions;

namespace MlDsl;

/// <summary>
/// Decisions of a policy with the probabilities that it decided by, and what came of them: what another policy can be evaluated on. A <see cref="Dataset{TRow}"/> is none, since nothing
/// tells there why an action was taken. A <see cref="DecisionLog{TRow, TInput, TAction}"/> gives it, or <see cref="LoggedDecisions"/> makes it of rows that somebody else logged.
/// </summary>
/// <typeparam name="TRow">The row type: context, action and reward, which is the label.</typeparam>
/// <typeparam name="TInput">What is known when something is decided.</typeparam>
/// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
public sealed class LoggedDecisions<TRow, TInput, TAction> where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private const string AsLogged = "as logged";

    private readonly LoggedDecision<TRow>[] decisions;
    private readonly RewardRange? range;
    private TrainSet<TRow>? rows;

    internal LoggedDecisions(ActionSpace<TInput, TAction> space, IReadOnlyList<LoggedDecision<TRow>> decisions, RewardRange? range)
    {
        (Space, this.range) = (space, range);
        this.decisions = [.. decisions];
        if (this.decisions.Length == 0) throw new EvaluationException("There are no logged decisions with a reward: there is nothing to evaluate on");
        foreach (LoggedDecision<TRow> decision in this.decisions) DecisionChecks.Check(space, decision.Name, decision.Action, decision.Propensities, decision.Reward, range);
    }

    /// <summary>What could be decided.</summary>
    public ActionSpace<TInput, TAction> Space { get; }

    /// <summary>The number of decisions.</summary>
    public int Count => decisions.Length;

    /// <summary>How the log's decisions and rewards met; all there and nothing else where the rows came from elsewhere. Either side of <see cref="SplitByTime"/> has those of the whole log.</summary>
    public DecisionCounts Counts { get; internal init; }

    /// <summary>The rows in the order of the decisions, with the rewards as labels.</summary>
    public IEnumerable<TRow> Rows => decisions.Select(static decision => decision.Row);

    /// <summary>
    /// All of them, for a model of rewards. A policy over a model that was fitted to decisions looks better on the same ones than it is: fit it to the earlier ones, and evaluate it on the
    /// later ones that <see cref="SplitByTime"/> gives.
    /// </summary>
    public TrainSet<TRow> Train => rows ??= TrainRows.Of<TRow>([.. Rows]);

    /// <summary>The earlier decisions to fit to, and the later ones to evaluate on.</summary>
    /// <param name="test">The share of the later ones, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and below 1.</exception>
    /// <exception cref="EvaluationException">A side would have no decision.</exception>
    public DecisionSplit<TRow, TInput, TAction> SplitByTime(double test)
    {
        if (!(test > 0 && test < 1)) throw new ArgumentOutOfRangeException(nameof(test), test, "The share of later decisions is above 0 and below 1");
        LoggedDecision<TRow>[] ordered = [.. decisions.OrderBy(static decision => decision.At)];
        int earlier = ordered.Length - (int)Math.Round(test * ordered.Length);
        return new(new(Space, ordered[..earlier], range) { Counts = Counts }, new(Space, ordered[earlier..], range) { Counts = Counts });
    }

    /// <summary>What a policy would have earned a decision.</summary>
    /// <param name="policy">The policy. It was not fitted to these decisions.</param>
    /// <param name="options">Level, range of rewards and bounds of weights.</param>
    public PolicyEvaluation Evaluate(DecisionPolicy<TInput, TAction> policy, OffPolicyOptions? options = null) => EvaluateBy(policy, null, options ?? OffPolicyOptions.Default);

    /// <summary>The same with a doubly robust value, whose model of rewards is fitted to parts of these decisions and asked about the others.</summary>
    /// <param name="policy">The policy. It was not fitted to these decisions.</param>
    /// <param name="rewards">Fits the model, such as <c>rows => OfferModel.Fit(rows)</c>.</param>
    /// <param name="options">Level, range of rewards, bounds of weights and folds.</param>
    public PolicyEvaluation Evaluate(DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, IScorer<TInput, float>> rewards, OffPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return EvaluateBy(policy, train => RewardModel<TInput>.Of(rewards(train)), options ?? OffPolicyOptions.Default);
    }

    /// <inheritdoc cref="Evaluate(DecisionPolicy{TInput, TAction}, Func{TrainSet{TRow}, IScorer{TInput, float}}, OffPolicyOptions?)"/>
    public PolicyEvaluation Evaluate(DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, IScorer<TInput, BinaryPrediction>> rewards, OffPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return EvaluateBy(policy, train => RewardModel<TInput>.Of(rewards(train)), options ?? OffPolicyOptions.Default);
    }

    /// <summary>By how much one policy would have earned more than another, decision by decision.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other; null for the one that decided.</param>
    /// <param name="options">Level, range of rewards and bounds of weights.</param>
    public PolicyComparison Compare(DecisionPolicy<TInput, TAction> first, DecisionPolicy<TInput, TAction>? second = null, OffPolicyOptions? options = null) =>
        CompareBy(first, second, null, options ?? OffPolicyOptions.Default);

    /// <summary>The same with doubly robust values.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other; null for the one that decided.</param>
    /// <param name="rewards">Fits the model, such as <c>rows => OfferModel.Fit(rows)</c>.</param>
    /// <param name="options">Level, range of rewards, bounds of weights and folds.</param>
    public PolicyComparison Compare(
        DecisionPolicy<TInput, TAction> first, DecisionPolicy<TInput, TAction>? second, Func<TrainSet<TRow>, IScorer<TInput, float>> rewards, OffPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return CompareBy(first, second, train => RewardModel<TInput>.Of(rewards(train)), options ?? OffPolicyOptions.Default);
    }

    /// <inheritdoc cref="Compare(DecisionPolicy{TInput, TAction}, DecisionPolicy{TInput, TAction}?, Func{TrainSet{TRow}, IScorer{TInput, float}}, OffPolicyOptions?)"/>
    public PolicyComparison Compare(
        DecisionPolicy<TInput, TAction> first, DecisionPolicy<TInput, TAction>? second, Func<TrainSet<TRow>, IScorer<TInput, BinaryPrediction>> rewards, OffPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return CompareBy(first, second, train => RewardModel<TInput>.Of(rewards(train)), options ?? OffPolicyOptions.Default);
    }

    private PolicyEvaluation EvaluateBy(DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, RewardModel<TInput>>? rewards, OffPolicyOptions options)
    {
        OffPolicySample sample = Sample(rewards, options);
        return Evaluate(sample, NameOf(policy), ProbabilitiesOf(policy, sample), options);
    }

    private PolicyComparison CompareBy(DecisionPolicy<TInput, TAction> first, DecisionPolicy<TInput, TAction>? second, Func<TrainSet<TRow>, RewardModel<TInput>>? rewards, OffPolicyOptions options)
    {
        OffPolicySample sample = Sample(rewards, options);
        double[] one = ProbabilitiesOf(first, sample), other = second is null ? sample.Logged : ProbabilitiesOf(second, sample);
        return Compared(sample, (NameOf(first), one), (second is null ? AsLogged : NameOf(second), other), options);
    }

    /// <summary>A policy beside the one that decided, with the decisions as numbers.</summary>
    internal PolicyStudy Study(DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, RewardModel<TInput>>? rewards, OffPolicyOptions options)
    {
        OffPolicySample sample = Sample(rewards, options);
        double[] own = ProbabilitiesOf(policy, sample);
        return new PolicyStudy(Compared(sample, (NameOf(policy), own), (AsLogged, sample.Logged), options), sample, own);
    }

    private static PolicyComparison Compared(OffPolicySample sample, (string Name, double[] Probabilities) first, (string Name, double[] Probabilities) second, OffPolicyOptions options) => new(
        Evaluate(sample, first.Name, first.Probabilities, options),
        Evaluate(sample, second.Name, second.Probabilities, options),
        OffPolicyValues.Difference(sample, first.Probabilities, second.Probabilities, OffPolicyEstimator.InversePropensity, options),
        OffPolicyValues.Difference(sample, first.Probabilities, second.Probabilities, OffPolicyEstimator.SelfNormalized, options),
        sample.HasModel ? OffPolicyValues.Difference(sample, first.Probabilities, second.Probabilities, OffPolicyEstimator.DoublyRobust, options) : null);

    private static PolicyEvaluation Evaluate(OffPolicySample sample, string name, double[] policy, OffPolicyOptions options) => new()
    {
        Policy = name,
        Rows = sample.Rows,
        Level = options.Level,
        Logged = OffPolicyValues.Of(sample, sample.Logged, OffPolicyEstimator.InversePropensity, options),
        InversePropensity = OffPolicyValues.Of(sample, policy, OffPolicyEstimator.InversePropensity, options),
        SelfNormalized = OffPolicyValues.Of(sample, policy, OffPolicyEstimator.SelfNormalized, options),
        DoublyRobust = sample.HasModel ? OffPolicyValues.Of(sample, policy, OffPolicyEstimator.DoublyRobust, options) : null,
    };

    private static string NameOf(DecisionPolicy<TInput, TAction> policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Name;
    }

    private OffPolicySample Sample(Func<TrainSet<TRow>, RewardModel<TInput>>? rewards, OffPolicyOptions options)
    {
        RewardRange? known = range ?? options.Range;
        if (known is not null && Array.Find(decisions, decision => !known.Contains(decision.Reward)) is { } beyond)
            throw new EvaluationException(FormattableString.Invariant($"The reward {beyond.Reward} of {beyond.Name} is not between {known.Least} and {known.Most}, as OffPolicyOptions.Range says; correct the one or the other"));
        var (expected, problem) = rewards is null ? (null, null) : CrossFittedRewards.Of(Space, [.. decisions.Select(static decision => decision.Row)], rewards, known, options);
        return new()
        {
            Actions = Space.Actions.Count,
            Logged = [.. decisions.SelectMany(static decision => decision.Propensities)],
            Taken = [.. decisions.Select(static decision => decision.Action)],
            Rewards = [.. decisions.Select(static decision => decision.Reward)],
            NameOf = place => decisions[place].Name,
            ActionName = Space.NameOf,
            Range = known,
            Expected = expected,
            ModelProblem = problem,
        };
    }

    private double[] ProbabilitiesOf(DecisionPolicy<TInput, TAction> policy, OffPolicySample sample)
    {
        var probabilities = new double[sample.Logged.Length];
        var places = new List<int>();
        var actions = new List<TAction>();
        double[] told = new double[sample.Actions];
        for (int row = 0; row < sample.Rows; row++)
        {
            places.Clear();
            actions.Clear();
            for (int action = 0; action < sample.Actions; action++)
            {
                if (double.IsNaN(sample.LoggedOf(row, action))) continue;
                places.Add(action);
                actions.Add(Space.Actions[action]);
            }
            TInput context = TRow.InputOf(decisions[row].Row);
            policy.Tell(in context, actions.ToArray(), told.AsSpan(0, actions.Count));
            for (int i = 0; i < places.Count; i++) probabilities[(row * sample.Actions) + places[i]] = told[i];
        }
        return probabilities;
    }
}

/// <summary>Earlier and later decisions.</summary>
/// <param name="Earlier">What a policy's model is fitted to, by <see cref="LoggedDecisions{TRow, TInput, TAction}.Train"/>.</param>
/// <param name="Later">What the policy is evaluated on.</param>
public sealed record DecisionSplit<TRow, TInput, TAction>(LoggedDecisions<TRow, TInput, TAction> Earlier, LoggedDecisions<TRow, TInput, TAction> Later)
    where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum;
