namespace MlDsl.Training;

/// <summary>What came of a run that was sent.</summary>
/// <param name="Run">The run's own number.</param>
/// <param name="RunId">The number that the server gave it; null where the server has deleted it, and nothing was sent.</param>
/// <param name="IsNew">Whether the server did not have it before.</param>
/// <param name="Events">How many events were sent; 0 where the server had them all.</param>
/// <param name="NotSent">What the server has no place for, each with the reason: shortened texts, model files that were not kept.</param>
public sealed record MlflowResult(string Run, string? RunId, bool IsNew, int Events, IReadOnlyList<string> NotSent)
{
    /// <summary>One line.</summary>
    public override string ToString() => RunId is null
        ? $"{Run}: deleted on the server, and left so"
        : FormattableString.Invariant($"{Run}: {(IsNew ? "new" : "known")} as {RunId}, {Events} events sent{(NotSent.Count > 0 ? $"; {string.Join("; ", NotSent)}" : "")}");
}

/// <summary>What came of all runs of a folder.</summary>
/// <param name="Sent">The runs that the server has as a whole now.</param>
/// <param name="Failed">The runs that could not be sent, each with the reason.</param>
/// <param name="Problems">What of the folder could not be read.</param>
public sealed record MlflowReplay(IReadOnlyList<MlflowResult> Sent, IReadOnlyList<string> Failed, IReadOnlyList<string> Problems);
