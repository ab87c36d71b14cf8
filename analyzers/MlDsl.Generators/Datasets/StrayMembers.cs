using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Members of a row type that say they are columns and cannot be, or that keep a row from being made.</summary>
internal static class StrayMembers
{
    public static void Check(INamedTypeSymbol type, ProblemCounter problems)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || ColumnReader.IsCandidate(member)) continue;
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary })
            {
                if (Declares(member)) Refuse($"a method is no column; make it a public static method of a class marked [Features<{type.Name}>]");
                continue;
            }
            if (member is IPropertySymbol property)
            {
                if (Declares(property)) Refuse($"{Fault(property)} is no column; only public instance properties are");
                else if (property.IsRequired) Refuse("a required property must be public and a column, or a row cannot be made");
            }
            if (member is IFieldSymbol { IsRequired: true }) Refuse("a required field keeps rows from being made; make it a property");

            void Refuse(string problem) => problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, member.Place(), member.Name, problem));
        }
    }

    /// <summary>Whether an attribute makes the member a column.</summary>
    public static bool Declares(ISymbol member) =>
        member.GetAttributes().Any(static a => ColumnReader.IsRole(a) || a.Is(Names.Column) || a.Is(Names.PastCovariate) || WindowParser.IsWindow(a) || JoinAttributes.IsJoin(a) || All.Kinds.Any(k => a.Is(k.Attribute)));

    private static string Fault(IPropertySymbol property) =>
        property.IsStatic ? "a static property" : property.IsIndexer ? "an indexer" : "a property that is not public";
}
