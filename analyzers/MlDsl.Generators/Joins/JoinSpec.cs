using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Joins;

/// <summary>A column of another data set.</summary>
internal sealed record OtherColumn(string Member, ColumnType Type);

/// <summary>What another data set says of its rows in time.</summary>
/// <param name="Time">When they happened.</param>
/// <param name="Arrived">When they were known; null where no column says it.</param>
/// <param name="Id">What orders rows of one time; null where no column does.</param>
/// <param name="Delay">How long after they happened they are known, in ticks.</param>
/// <param name="Zone">The zone of times without one; null for none.</param>
/// <param name="Ambiguous">What a local time is that is not one instant.</param>
internal sealed record OtherTimes(OtherColumn Time, OtherColumn? Arrived, OtherColumn? Id, long Delay, string? Zone, string Ambiguous);

/// <summary>A data set that columns come from.</summary>
/// <param name="Type">Its row type, from <c>global::</c> on.</param>
/// <param name="Name">The row type's name.</param>
/// <param name="Times">What it says of time; null where it has none.</param>
internal sealed record OtherSpec(string Type, string Name, OtherTimes? Times);

/// <summary>One column that comes from another data set, as an attribute declares it.</summary>
internal sealed record JoinSpec
{
    /// <summary>The property that is filled.</summary>
    public required string Member { get; init; }

    public required OtherSpec Other { get; init; }

    /// <summary>The other data set's column.</summary>
    public required OtherColumn Source { get; init; }

    /// <summary>The property that says which row is meant; null for a join without a key.</summary>
    public required string? By { get; init; }

    /// <summary>The column of the other data set that it is compared with.</summary>
    public required OtherColumn? Key { get; init; }

    /// <summary>Whether it is the newest row before a time; else the one row with a key.</summary>
    public required bool IsAsOf { get; init; }
    public long Tolerance { get; init; }
    public long Horizon { get; init; }
    public bool SameTime { get; init; }
    public string Duplicates { get; init; } = "Error";

    /// <summary>What rows of the other data set are found by: joins that share it share an index.</summary>
    public (string Other, string? Key, string Duplicates) Index => (Other.Type, Key?.Member, Duplicates);

    /// <summary>How a row asks: joins that share it are answered together.</summary>
    public (string? By, long Tolerance, long Horizon, bool SameTime) Use => (By, Tolerance, Horizon, SameTime);

    /// <summary>The options of the use as the code that is written for it says them.</summary>
    public string UseOptions => string.Join(", ", Said(false));

    /// <summary>What the column is, whatever it is called: another text is another schema.</summary>
    public string Canonical => $"{(IsAsOf ? "AsOf" : "Lookup")}({string.Join(", ", Said(true))})";

    private IEnumerable<string> Said(bool whole)
    {
        if (whole)
        {
            yield return $"{Other.Name}.{Source.Member}:{Source.Type.DisplayName}";
            if (By is not null) yield return $"{By} = {Key!.Member}:{Key.Type.DisplayName}";
        }
        if (Tolerance > 0) yield return $"Tolerance = {Literals.Whole(Tolerance)}";
        if (Horizon > 0) yield return $"Horizon = {Literals.Whole(Horizon)}";
        if (SameTime) yield return "SameTime = true";
        if (!whole) yield break;
        if (Duplicates != "Error") yield return $"Duplicates = {Duplicates}";
        if (Other.Times is not { } times) yield break;
        yield return $"Time = {times.Time.Member}";
        if (times.Id is { } id) yield return $"Id = {id.Member}";
        if (times.Arrived is { } arrived) yield return $"Arrived = {arrived.Member}";
        if (times.Delay > 0) yield return $"Delay = {Literals.Whole(times.Delay)}";
        if (times.Zone is { } zone) yield return $"Zone = {zone}";
        if (times.Ambiguous != "Error") yield return $"Ambiguous = {times.Ambiguous}";
    }
}
