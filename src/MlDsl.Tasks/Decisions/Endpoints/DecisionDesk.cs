namespace MlDsl;

/// <summary>
/// What a service needs to decide over one log: a scorer that decides and logs in one call, one that takes rewards, and how their requests are read. Immutable; safe for any number of threads.
/// The log stays open as long as the service runs, and whoever opened it disposes of it.
/// </summary>
/// <typeparam name="TRow">The row type: context, action and reward.</typeparam>
/// <typeparam name="TInput">What is known when something is decided.</typeparam>
/// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
public sealed class DecisionDesk<TRow, TInput, TAction> where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private readonly DecisionLog<TRow, TInput, TAction> log;
    private readonly TimeProvider time;

    /// <summary>A desk over a log.</summary>
    /// <param name="log">Where decisions and rewards are kept.</param>
    /// <param name="time">What tells when something was decided or known; the system's clock where null.</param>
    public DecisionDesk(DecisionLog<TRow, TInput, TAction> log, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        (this.log, this.time) = (log, time ?? TimeProvider.System);
        (Decisions, Rewards) = (new Tasks.Decisions.DecisionJson<TRow, TInput, TAction>(log.Space), new Tasks.Decisions.RewardJson());
    }

    /// <summary>How requests for decisions are read: <c>{"id":"order-17","context":{…},"actions":["None","Five"]}</c>, of which only the context must be there.</summary>
    public RequestJson<DecisionRequest<TInput, TAction>, DecisionAnswer<TAction>> Decisions { get; }

    /// <summary>How rewards are read: <c>{"id":"order-17","reward":12.5}</c>, or a flag.</summary>
    public RequestJson<RewardRequest, RewardAnswer> Rewards { get; }

    /// <summary>A scorer that decides by a policy, and logs each decision before it is answered.</summary>
    /// <param name="policy">The policy, such as one over a model that the service loads.</param>
    /// <param name="random">What draws; <see cref="Random.Shared"/> where null. One of a seed is not safe for several threads.</param>
    public DecisionScorer<TRow, TInput, TAction> Decide(DecisionPolicy<TInput, TAction> policy, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(log, policy, time, random ?? Random.Shared);
    }

    /// <summary>A scorer that adds rewards to the log.</summary>
    public RewardScorer<TRow, TInput, TAction> Reward() => new(log, time);
}
