using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Windows;

/// <summary>What can be wrong with a window over time.</summary>
internal static class WindowRules
{
    public static readonly DiagnosticDescriptor Leaks = new(
        "MLD1302", "A window sees what is not known yet", "'{0}': {1}",
        "Time", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Windows", "MLD1302"));
}
