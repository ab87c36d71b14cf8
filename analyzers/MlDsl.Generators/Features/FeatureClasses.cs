using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Features;

/// <summary>The classes of features in an assembly, found once per compilation. For analyzers: generators are handed theirs.</summary>
internal static class FeatureClasses
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, List<(INamedTypeSymbol Row, INamedTypeSymbol Class)>> Known = new();

    /// <summary>The classes marked with the features of <paramref name="row"/>.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol row, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(row.ContainingAssembly, out var all))
        {
            all = [];
            Visit(row.ContainingAssembly.GlobalNamespace, all, cancellation);
            // Another thread may have added the same list meanwhile.
            all = Known.GetValue(row.ContainingAssembly, _ => all);
        }
        return all.Where(pair => SymbolEqualityComparer.Default.Equals(pair.Row, row)).Select(static pair => pair.Class);
    }

    private static void Visit(INamespaceOrTypeSymbol container, List<(INamedTypeSymbol Row, INamedTypeSymbol Class)> found, CancellationToken cancellation)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            if (member is not INamespaceOrTypeSymbol inner) continue;
            if (inner is INamedTypeSymbol { TypeKind: TypeKind.Class } type
                && type.Find(Names.Features)?.AttributeClass?.TypeArguments is [INamedTypeSymbol row])
                found.Add((row, type));
            Visit(inner, found, cancellation);
        }
    }
}
