namespace MlDsl;

/// <summary>Decides by a policy and logs it, as a service asks: a decision is answered once it is in the log. An id that was decided before is answered what was decided then. Safe for any number of threads.</summary>
public sealed class DecisionScorer<TRow, TInput, TAction> : IScorer<DecisionRequest<TInput, TAction>, DecisionAnswer<TAction>>, IKnownTexts
    where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private readonly DecisionLog<TRow, TInput, TAction> log;
    private readonly DecisionPolicy<TInput, TAction> policy;
    private readonly TimeProvider time;
    private readonly Random random;

    IReadOnlyDictionary<string, IReadOnlyList<string>> IKnownTexts.Vocabulary => policy.Vocabulary;

    internal DecisionScorer(DecisionLog<TRow, TInput, TAction> log, DecisionPolicy<TInput, TAction> policy, TimeProvider time, Random random) =>
        (this.log, this.policy, this.time, this.random) = (log, policy, time, random);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The context cannot be predicted or logged, or the actions are none.</exception>
    /// <exception cref="DecisionLogException">It cannot be written; nothing is decided.</exception>
    public void Run(in DecisionRequest<TInput, TAction> input, out DecisionAnswer<TAction> output)
    {
        TInput context = input.Context;
        // What nobody asked draws nothing that others would have drawn.
        output = new(input.Id, input.IsMadeUp
            ? policy.Decide(in context, input.Actions.Span, new Random(0), new double[input.Actions.Length])
            : log.Decide(policy, input.Id, time.GetUtcNow(), in context, input.Actions.Span, random));
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<DecisionRequest<TInput, TAction>> inputs, Span<DecisionAnswer<TAction>> outputs)
    {
        if (inputs.Length != outputs.Length) throw new ArgumentException($"{inputs.Length} requests need room for {inputs.Length} decisions, not {outputs.Length}", nameof(outputs));
        for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
    }

    /// <inheritdoc/>
    public ValueTask<DecisionAnswer<TAction>> RunAsync(DecisionRequest<TInput, TAction> input, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<DecisionAnswer<TAction>>(cancellation);
        Run(in input, out DecisionAnswer<TAction> output);
        return ValueTask.FromResult(output);
    }
}

/// <summary>Adds rewards to a log, as a service is told them. Safe for any number of threads.</summary>
public sealed class RewardScorer<TRow, TInput, TAction> : IScorer<RewardRequest, RewardAnswer>
    where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private readonly DecisionLog<TRow, TInput, TAction> log;
    private readonly TimeProvider time;

    internal RewardScorer(DecisionLog<TRow, TInput, TAction> log, TimeProvider time) => (this.log, this.time) = (log, time);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The reward is none of the label.</exception>
    /// <exception cref="DecisionLogException">It cannot be written, and is not there.</exception>
    public void Run(in RewardRequest input, out RewardAnswer output)
    {
        if (!input.IsMadeUp) log.Reward(input.Id, time.GetUtcNow(), input.Reward);
        output = new(input.Id, log.Has(input.Id));
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<RewardRequest> inputs, Span<RewardAnswer> outputs)
    {
        if (inputs.Length != outputs.Length) throw new ArgumentException($"{inputs.Length} rewards need room for {inputs.Length} answers, not {outputs.Length}", nameof(outputs));
        // All or none: what is wrong with one is said before any is kept.
        foreach (ref readonly RewardRequest input in inputs) DecisionLog.CheckReward<TRow>(input.Id, input.Reward);
        for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
    }

    /// <inheritdoc/>
    public ValueTask<RewardAnswer> RunAsync(RewardRequest input, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<RewardAnswer>(cancellation);
        Run(in input, out RewardAnswer output);
        return ValueTask.FromResult(output);
    }
}
