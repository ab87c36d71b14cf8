using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Contracts;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads the methods of a row type that say whether columns go together.</summary>
internal static class DatasetRelations
{
    /// <summary>The relations; what is wrong goes to <paramref name="problems"/>.</summary>
    public static List<RelationSpec> Read(INamedTypeSymbol type, List<ColumnSpec> columns, ProblemCounter problems)
    {
        var read = new List<RelationSpec>();
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.GetAttributes().FirstOrDefault(static a => ContractRules.Is(a, "Relation")) is not { } attribute) continue;
            string? policy = attribute.NamedMember("Policy", "Reject");
            var members = new List<string>();
            string? problem = policy is null ? "Policy is not a member of MlDsl.Contracts.Breach"
                : policy is "Clip" or "AsMissing" ? $"{policy} would have to choose one of the columns; choose Reject or Count"
                : Fault(method, type, columns, members);
            if (problem is null) read.Add(new RelationSpec(method.Name, policy!, members.ToEquatable()));
            else problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, method.PlaceIn(type), method.Name, problem));
        }
        return read;
    }

    private static string? Fault(IMethodSymbol method, INamedTypeSymbol type, List<ColumnSpec> columns, List<string> members)
    {
        if (method is not { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary, ReturnType.SpecialType: SpecialType.System_Boolean, RefKind: RefKind.None } || method.Parameters.Length == 0)
            return "a relation is a static method that takes columns and gives bool";
        if (type.GetMembers(method.Name).OfType<IMethodSymbol>().Count() > 1) return "has overloads; a relation's name is its own";
        if (Provoked.IsForbidden(method)) return "cannot be called, since [Obsolete] forbids it; take its 'true' away";
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            var found = columns.Where(c => c.Member == parameter.Name).ToList();
            if (found.Count == 0) found = columns.Where(c => string.Equals(c.Member, parameter.Name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (found.Count != 1) return $"'{parameter.Name}' is no column; {Nearest.Hint(parameter.Name, columns.Select(static c => c.Member))}";
            if (found[0].Type.Kind == ValueKind.Vector || parameter.RefKind != RefKind.None || !Takes(parameter, found[0].Type))
                return $"'{parameter.Name}' is '{parameter.Type.ToDisplayString()}', and the column '{found[0].Type.DisplayName}'; take that";
            members.Add(found[0].Member);
        }
        return null;
    }

    private static bool Takes(IParameterSymbol parameter, ColumnType given) =>
        ColumnType.Of(parameter.Type) is { } taken && (taken.IsNullable || !given.IsNullable) && (taken.Name == given.Name || Widening.Exists(given.Name, taken.Name));
}
