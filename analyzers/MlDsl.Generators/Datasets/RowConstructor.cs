using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Datasets;

/// <summary>Finds how a row is made: by a constructor that takes columns, or by one that takes nothing and an initializer.</summary>
internal static class RowConstructor
{
    /// <summary>The columns that the constructor takes, in its order; null when no constructor will do.</summary>
    public static List<string>? Members(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> properties)
    {
        var usable = type.InstanceConstructors
            .Where(static c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .Where(c => !(c.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type)))
            .OrderByDescending(static c => c.Parameters.Length)
            .ToList();
        // A struct always has a constructor without parameters; a positional record struct means its own.
        bool isPositional = type.IsRecord && usable.Any(static c => c.Parameters.Length > 0);
        var byInitializer = new HashSet<string>(
            columns.Select(static c => c.Member).Where(m => ColumnReader.IsSettable(properties[m], type)), StringComparer.Ordinal);
        foreach (IMethodSymbol constructor in usable)
        {
            if (constructor.Parameters.Length == 0 && constructor.IsImplicitlyDeclared && isPositional) continue;
            if (!constructor.Parameters.All(p => Takes(p, properties))) continue;
            var members = constructor.Parameters.Select(static p => p.Name).ToList();
            if (columns.All(c => byInitializer.Contains(c.Member) || members.Contains(c.Member))) return members;
        }
        return null;
    }

    private static bool Takes(IParameterSymbol parameter, Dictionary<string, IPropertySymbol> properties) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && properties.TryGetValue(parameter.Name, out IPropertySymbol property)
        && SymbolEqualityComparer.IncludeNullability.Equals(parameter.Type, property.Type);
}
