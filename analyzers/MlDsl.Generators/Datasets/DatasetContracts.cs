using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Contracts;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads the rules that the values of a data set's columns must keep.</summary>
internal static class DatasetContracts
{
    private static bool IsRule(AttributeData attribute) => ContractRules.Is(attribute, "Range") || ContractRules.Is(attribute, "Values") || ContractRules.Is(attribute, "Pattern") || ContractRules.Is(attribute, "NotNull");

    /// <summary>The rules of the columns that have some; what is wrong goes to <paramref name="problems"/>.</summary>
    public static List<ContractSpec> Read(INamedTypeSymbol type, List<ColumnSpec> columns, List<ColumnSpec> joined, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        var read = new List<ContractSpec>();
        foreach (ColumnSpec column in columns.Concat(joined))
        {
            IPropertySymbol property = places[column.Member];
            var declared = property.GetAttributes().Where(IsRule).ToList();
            if (declared.Count == 0) continue;
            var rules = new List<string>();
            string? missing = null, problem = joined.Contains(column) ? "comes from another data set; write the rule on its property there"
                : column.Type.Kind == ValueKind.Vector ? "is a vector, and rules are on single values; leave the rule out" : null;
            bool alters = false;
            foreach (AttributeData attribute in declared)
            {
                if (problem is not null) break;
                string? policy = attribute.NamedMember("Policy", "Reject");
                problem = policy is null ? "Policy is not a member of MlDsl.Contracts.Breach" : PolicyProblem(attribute, policy, column, property, type);
                if (problem is not null) break;
                alters |= policy is "Clip" or "AsMissing";
                if (ContractRules.Is(attribute, "NotNull")) missing = policy;
                else if (ContractRules.Of(attribute, column.Type, property, policy!, out problem) is { } rule) rules.Add(rule);
            }
            // What the compiler refuses has no arguments: it says so itself.
            if (problem is { Length: > 0 }) problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, property.PlaceIn(type), column.Member, problem));
            else if (problem is null) read.Add(new ContractSpec(column.Member, column.Type, missing, rules.ToEquatable(), alters));
            else problems.Fail();
        }
        return read;
    }

    private static string? PolicyProblem(AttributeData attribute, string policy, ColumnSpec column, IPropertySymbol property, INamedTypeSymbol type)
    {
        if (ContractRules.Is(attribute, "NotNull") && !column.Type.IsNullable) return $"is '{column.Type.DisplayName}', of which no value may be missing anyhow; leave [NotNull] out";
        if (policy is "Reject" or "Count") return null;
        if (policy == "Clip" && !ContractRules.Is(attribute, "Range")) return "Clip goes with [Range], which has a nearest value; choose Reject, AsMissing or Count";
        if (policy == "AsMissing" && ContractRules.Is(attribute, "NotNull")) return "a missing value cannot be made missing; choose Reject or Count";
        if (policy == "AsMissing" && !column.Type.IsNullable) return $"AsMissing needs a column that may be missing; declare it as '{column.Type.DisplayName}?', or choose another Policy";
        if (column.Role is not (ColumnRole.None or ColumnRole.Sensitive)) return $"{policy} would change what rows are told apart, ordered or measured by: [{column.Role}]; choose Reject or Count";
        // A row that code made is copied, and the copy's value set.
        bool canSet = property.SetMethod is { } set && (type.IsRecord || type.IsValueType || !set.IsInitOnly);
        return canSet ? null : $"{policy} sets the property of a copied row, which '{type.Name}' does not let; {(property.SetMethod is null ? "give it a setter" : "make the row a record, or give the property 'set'")}, or choose Reject or Count";
    }
}
