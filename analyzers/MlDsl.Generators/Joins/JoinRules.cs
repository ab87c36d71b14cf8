using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Joins;

/// <summary>What can be wrong with a column that comes from another data set.</summary>
internal static class JoinRules
{
    public static readonly DiagnosticDescriptor Leaks = new(
        "MLD1303", "A join sees what is not known yet", "'{0}': {1}",
        "Time", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Joins", "MLD1303"));
}
