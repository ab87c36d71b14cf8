using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Neighbours;

/// <summary>Where another generator would have to see what MlDsl writes.</summary>
internal static class NeighbourRules
{
    public static readonly DiagnosticDescriptor Unseen = new(
        "MLD0111", "Another generator cannot see a generated type",
        "'{0}' is written by MlDsl, which {1} cannot see while it runs beside it; declare '{2}' in a project of its own and reference that",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Neighbours", "MLD0111"));
}
