using System.ComponentModel;

namespace MlDsl.Contracts;

/// <summary>A rule over several columns, which a method of the row type tells.</summary>
/// <param name="text">The method with its columns, such as <c>InOrder(Pickup, Dropoff)</c>.</param>
/// <param name="policy">What is done with rows that break it.</param>
/// <param name="members">The columns' properties.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RelationRule(string text, Breach policy, params string[] members) : ContractPart
{
    /// <summary>The place of the first of its columns that a source holds.</summary>
    internal int Column => Columns[0];

    /// <summary>The places of its columns.</summary>
    internal int[] Columns { get; private set; } = [0];

    /// <summary>Counts a row that breaks it.</summary>
    /// <param name="holds">Whether the row does not.</param>
    /// <param name="tally">Counts it; null where rows are held against nothing.</param>
    /// <returns>What is wrong where the row is refused, as the rest of a sentence about it; null where it is not.</returns>
    internal string? Hold(bool holds, IContractTally? tally)
    {
        if (holds || tally is null) return null;
        if (policy == Breach.Reject) return $"breaks [Relation] {text}";
        tally.Add(this, First);
        return null;
    }

    /// <summary>Holds an input against it.</summary>
    /// <exception cref="InvalidValueException">It is broken and refused.</exception>
    public void Hold(bool holds)
    {
        if (Hold(holds, ServedContracts.Tally) is { } problem) throw new InvalidValueException(members[0], $"The input {problem}; {WayOut}");
    }

    internal const string WayOut = "correct the values, or set another Policy on the attribute";

    private protected override IEnumerable<ContractRule> Own(DatasetSchema schema)
    {
        Columns = [.. members.Select(m => schema.Columns.ToList().FindIndex(c => c.Member == m))];
        yield return new([.. members.Select(m => schema.Columns.First(c => c.Member == m).Name)], $"Relation {text}", policy);
    }
}
