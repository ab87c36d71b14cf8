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
    internal int Column { get; private set; }

    /// <summary>Counts a row that breaks it.</summary>
    /// <returns>What is wrong where the row is refused; null where it is not.</returns>
    internal string? Break(IContractTally tally)
    {
        if (policy == Breach.Reject) return $"breaks [Relation] {text}";
        tally.Add(this, First);
        return null;
    }

    /// <summary>Holds an input against it.</summary>
    /// <exception cref="InvalidValueException">It is broken and refused.</exception>
    public void Hold(bool holds)
    {
        if (!holds && Break(ServedContracts.Tally) is { } problem) throw new InvalidValueException(members[0], $"The input {problem}; {WayOut}");
    }

    internal const string WayOut = "correct the values, or set another Policy on the attribute";

    private protected override IEnumerable<ContractRule> Own(DatasetSchema schema)
    {
        Column = schema.Columns.ToList().FindIndex(c => c.Member == members[0]);
        yield return new([.. members.Select(m => schema.Columns.First(c => c.Member == m).Name)], $"Relation {text}", policy);
    }
}
