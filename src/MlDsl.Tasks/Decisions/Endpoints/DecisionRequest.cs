namespace MlDsl;

/// <summary>What a service is asked that decides.</summary>
/// <param name="Id">What identifies the decision, by which its reward comes; made where the caller gives none.</param>
/// <param name="Context">What is known.</param>
/// <param name="Actions">The actions that are to be had, each once.</param>
public readonly record struct DecisionRequest<TInput, TAction>(string Id, TInput Context, ReadOnlyMemory<TAction> Actions) where TInput : struct where TAction : struct, Enum
{
    /// <summary>Whether nobody asked: it is decided about, and not logged.</summary>
    internal bool IsMadeUp { get; init; }
}

/// <summary>What a service answers that decides.</summary>
/// <param name="Id">What identifies the decision.</param>
/// <param name="Decision">What was decided, with its probability, and logged.</param>
public readonly record struct DecisionAnswer<TAction>(string Id, Decision<TAction> Decision) where TAction : struct, Enum;

/// <summary>What came of a decision, told to a service.</summary>
/// <param name="Id">The decision.</param>
/// <param name="Reward">The reward; 1 or 0 where the label is a flag.</param>
public readonly record struct RewardRequest(string Id, double Reward)
{
    /// <summary>Whether nobody told it: it is not logged.</summary>
    internal bool IsMadeUp { get; init; }
}

/// <summary>What a service answers that takes rewards.</summary>
/// <param name="Id">The decision.</param>
/// <param name="IsDecided">Whether the log has a decision of the id; a reward is kept either way, since decisions may come later than their rewards, and what goes with none is counted when the log is read.</param>
public readonly record struct RewardAnswer(string Id, bool IsDecided);
