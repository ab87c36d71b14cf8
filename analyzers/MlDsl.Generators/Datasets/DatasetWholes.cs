using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Contracts;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads the rules on columns over all rows: <c>[Unique]</c> and <c>[Fresh]</c>.</summary>
internal static class DatasetWholes
{
    /// <summary>The rules; what is wrong goes to <paramref name="problems"/>.</summary>
    public static List<DatasetRuleSpec> Read(INamedTypeSymbol type, List<ColumnSpec> columns, List<ColumnSpec> joined, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        var read = new List<DatasetRuleSpec>();
        foreach (ColumnSpec column in columns.Concat(joined))
        {
            IPropertySymbol property = places[column.Member];
            foreach (AttributeData attribute in property.GetAttributes())
            {
                bool isUnique = ContractRules.Is(attribute, "Unique");
                if (!isUnique && !ContractRules.Is(attribute, "Fresh")) continue;
                // What the compiler refuses has no arguments: it says so itself.
                if (!isUnique && attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive }])
                {
                    problems.Fail();
                    continue;
                }
                string text = isUnique ? "" : attribute.ConstructorArguments[0].Value as string ?? "";
                string? policy = attribute.NamedMember("Policy", "Reject");
                long? age = isUnique ? null : Durations.Ticks(text);
                string? problem = joined.Contains(column) ? "comes from another data set; write the rule on its property there"
                    : policy is not ("Reject" or "Count") ? "a rule over all rows cannot change one; choose Reject or Count"
                    : isUnique ? column.Type.Kind == ValueKind.Vector ? "is a vector, and vectors are not compared; leave [Unique] out" : null
                    : column.Role != ColumnRole.EventTime ? "[Fresh] is on the [EventTime], by which rows have an age; put it there"
                    : column.Type.CountsSteps ? "[Fresh] is an age in time, and the [EventTime] numbers steps; leave it out"
                    : age is not > 0 ? $"the age \"{text}\" is none; it is {Durations.Accepted}" : null;
                if (problem is null) read.Add(new DatasetRuleSpec(column.Member, policy!, age, text));
                else problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, property.PlaceIn(type), column.Member, problem));
            }
        }
        return read;
    }
}
