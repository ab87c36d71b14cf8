using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Contracts;

/// <summary>The rules of one column.</summary>
/// <param name="Member">Its property.</param>
/// <param name="Type">Its type.</param>
/// <param name="Missing">What is done with a missing value; null for nothing.</param>
/// <param name="Rules">What makes each rule on values that are there.</param>
/// <param name="Alters">Whether a rule may put another value in place.</param>
internal sealed record ContractSpec(string Member, ColumnType Type, string? Missing, EquatableArray<string> Rules, bool Alters);

/// <summary>A rule on a column over all rows of a data set.</summary>
/// <param name="Member">The column's property.</param>
/// <param name="Policy">What is done where it is broken.</param>
/// <param name="Age">The greatest age of the newest row, in ticks; null for a rule that values are unique.</param>
/// <param name="Text">The age as it is declared.</param>
internal sealed record DatasetRuleSpec(string Member, string Policy, long? Age, string Text);

/// <summary>A rule over several columns.</summary>
/// <param name="Method">The row type's method.</param>
/// <param name="Policy">What is done with rows that break it.</param>
/// <param name="Members">The columns' properties, in the order of the method's parameters.</param>
internal sealed record RelationSpec(string Method, string Policy, EquatableArray<string> Members);
