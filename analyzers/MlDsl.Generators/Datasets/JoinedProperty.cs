using Microsoft.CodeAnalysis;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>What a property must be that is filled from another data set.</summary>
internal static class JoinedProperty
{
    public static void Check(AttributeData join, IEnumerable<ColumnRole> roles, ColumnContext context)
    {
        IPropertySymbol property = context.Property;
        string kind = JoinAttributes.NameOf(join);
        foreach (ColumnRole role in roles.Where(static r => r != ColumnRole.Sensitive)) context.RefuseRoles($"[{role}]", $"what another data set tells, {kind}");
        if (property.GetAttributes().Count(JoinAttributes.IsJoin) > 1) context.Refuse("[AsOf] and [Lookup] exclude each other; keep one");
        if (property.GetAttributes().Any(WindowParser.IsWindow)) context.Refuse("a window over time looks at what a source of the row holds, not at what is joined; declare it in the other data set");
        // Of another assembly nobody sees a private setter.
        if (!DatasetParser.IsCompiled(context.Type) && !IsFilledByUs(property, context.Type))
            context.Refuse($"a column with {kind} is filled by joins alone, so that its property has a private setter; declare it '{{ get; private {(context.Type.IsReadOnly ? "init" : "set")}; }}' in '{context.Type.Name}'");
    }

    private static bool IsFilledByUs(IPropertySymbol property, INamedTypeSymbol row) =>
        property is { GetMethod: not null, IsVirtual: false, SetMethod: { DeclaredAccessibility: Accessibility.Private } set }
        && SymbolEqualityComparer.Default.Equals(property.ContainingType, row)
        && (row.IsValueType || !set.IsInitOnly);
}
