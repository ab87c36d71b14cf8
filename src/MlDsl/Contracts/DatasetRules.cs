using System.ComponentModel;

namespace MlDsl.Contracts;

/// <summary>A rule over all rows of a data set.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DatasetRule : ContractPart
{
    private readonly string text;

    private protected DatasetRule(string member, Breach policy, string text) => (Member, Policy, this.text) = (member, policy, text);

    internal string Member { get; }

    internal Breach Policy { get; }

    /// <summary>Its number among the row type's rules.</summary>
    internal int Number => First;

    private protected override IEnumerable<ContractRule> Own(DatasetSchema schema) => [new([schema.Columns.First(c => c.Member == Member).Name], text, Policy)];
}

/// <summary>No two rows have the same value.</summary>
/// <param name="member">The property.</param>
/// <param name="policy">What is done where two have.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UniqueRule(string member, Breach policy) : DatasetRule(member, policy, "Unique");

/// <summary>The newest row is not older than an age.</summary>
/// <param name="member">The property.</param>
/// <param name="policy">What is done where it is.</param>
/// <param name="age">The greatest age, in ticks.</param>
/// <param name="text">The rule as it is declared.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FreshRule(string member, Breach policy, long age, string text) : DatasetRule(member, policy, text)
{
    internal long Age => age;
}
