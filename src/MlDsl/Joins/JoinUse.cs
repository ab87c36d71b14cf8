using System.ComponentModel;

namespace MlDsl.Joins;

/// <summary>One way in which a row asks for a row of another data set, and what it fills.</summary>
/// <param name="By">The property of the row that says which one is meant; null where there is no key.</param>
/// <param name="Members">The properties of the row that it fills.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record JoinUse(string? By, IReadOnlyList<string> Members)
{
    /// <summary>How far before the row the other may lie, in ticks.</summary>
    public long Tolerance { get; init; }

    /// <summary>How long after its event time a value is known, in ticks.</summary>
    public long Horizon { get; init; }

    /// <summary>Whether a row at the same time is seen.</summary>
    public bool SameTime { get; init; }
}
