using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads the type that a data set is laid over: <c>[Dataset&lt;TExisting&gt;]</c>.</summary>
internal static class ExistingReader
{
    public static ExistingSpec? Read(INamedTypeSymbol type, List<ColumnSpec> columns, ProblemCounter problems)
    {
        if (type.Find(Names.DatasetOf)?.AttributeClass?.TypeArguments is not [{ TypeKind: not TypeKind.Error } argument]) return null;
        if (argument is not INamedTypeSymbol existing)
        {
            problems.Report(Diagnostic.Create(
                ColumnRules.OptionRefused, type.Place(), type.Name, $"'{argument.ToDisplayString()}' has no named members to lay columns over"));
            return null;
        }
        if (TypeDeclaration.Barrier(existing) is { } barrier)
        {
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), existing.Name, barrier));
            return null;
        }
        var members = Members(existing);
        var sources = new List<SourceMember>();
        foreach (ColumnSpec column in columns)
        {
            ISymbol? member = members.FirstOrDefault(m => m.Name == column.Member);
            ColumnType? source = member is null ? null : ColumnType.Of(TypeOf(member));
            if (source is not null && CastOf(source, column.Type) is { } cast)
            {
                sources.Add(new SourceMember(column.Member, cast));
                continue;
            }
            ISymbol place = type.GetMembers(column.Member).FirstOrDefault() ?? type;
            string hint = member is null
                ? Nearest.Hint(column.Member, members.Select(static m => m.Name))
                : $"there it is of type '{TypeOf(member).ToDisplayString()}'";
            problems.Report(Diagnostic.Create(DatasetRules.NoSource, place.Place(), existing.Name, column.Member, column.Type.DisplayName, hint));
        }
        return new ExistingSpec(existing.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), existing.IsVisible(), sources.ToEquatable());
    }

    private static List<ISymbol> Members(INamedTypeSymbol type)
    {
        var members = new List<ISymbol>();
        var parts = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType) parts.Add(part);
        // An interface has no base type; what it inherits are interfaces.
        if (type.TypeKind == TypeKind.Interface) parts.AddRange(type.AllInterfaces);
        foreach (INamedTypeSymbol part in parts)
            members.AddRange(part.GetMembers().Where(static m => m is
                IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
                or IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public }));
        return members;
    }

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    // Nothing for the same type, a cast between numbers that keeps the value as far as float can, null for what does not fit.
    private static string? CastOf(ColumnType from, ColumnType to)
    {
        if (from.IsNullable && !to.IsNullable) return null;
        if (from.Name == to.Name || from.FitsInto(to)) return "";
        bool fits = (from.IsNumber && to.Kind == ValueKind.Floating)
            || (from.Kind == ValueKind.Integer && to.Name == "long" && from.Name != "ulong");
        return fits ? $"({to.FullName})" : null;
    }
}
