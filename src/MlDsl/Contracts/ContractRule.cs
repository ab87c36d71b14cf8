using MlDsl.Contracts;

namespace MlDsl;

/// <summary>A rule of a data set's contract.</summary>
/// <param name="Columns">The columns' names: one, or those of a relation.</param>
/// <param name="Text">The rule as it is declared, such as <c>Range(0, 500)</c>.</param>
/// <param name="Policy">What is done with what breaks it.</param>
public sealed record ContractRule(IReadOnlyList<string> Columns, string Text, Breach Policy)
{
    /// <summary>The columns and the rule.</summary>
    public override string ToString() => $"{string.Join(", ", Columns)}: {Text}";
}

/// <summary>How often a rule of a contract was broken by rows that were not refused.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Count">The number of rows.</param>
public sealed record ContractCount(ContractRule Rule, long Count);
