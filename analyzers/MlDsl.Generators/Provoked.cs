using Microsoft.CodeAnalysis;

namespace MlDsl.Generators;

/// <summary>What the compiler says of code that uses a symbol because of the attributes on it.</summary>
internal static class Provoked
{
    private const string Obsolete = "System.ObsoleteAttribute", Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    /// <summary>The ids of the warnings, each once, in the order of the symbols.</summary>
    public static IEnumerable<string> By(IEnumerable<ISymbol> used) => used.SelectMany(Ids).Where(IsId).Distinct();

    /// <summary>Whether <c>[Obsolete]</c> makes every use an error.</summary>
    public static bool IsForbidden(ISymbol symbol) =>
        symbol.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == Obsolete && a.ConstructorArguments is [_, { Value: true }]);

    private static IEnumerable<string> Ids(ISymbol used)
    {
        if (used is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) used = nullable.TypeArguments[0];
        IEnumerable<ISymbol> parts = used is INamedTypeSymbol { TypeKind: TypeKind.Enum } members ? members.GetMembers().OfType<IFieldSymbol>() : [];
        for (ISymbol? part = used; part is not null and not INamespaceSymbol; part = part.ContainingType) parts = parts.Append(part);
        return parts.SelectMany(static p => p.GetAttributes()).Select(static a => a.AttributeClass?.ToDisplayString() switch
        {
            Obsolete => a.Named<string?>("DiagnosticId", null) ?? (a.ConstructorArguments.Length == 0 ? "CS0612" : "CS0618"),
            Experimental => a.ConstructorArguments is [{ Value: string id }] ? id : null,
            _ => null,
        }).OfType<string>();
    }

    private static bool IsId(string id) => id.Length > 0 && id.All(static c => char.IsLetterOrDigit(c) || c == '_');
}
