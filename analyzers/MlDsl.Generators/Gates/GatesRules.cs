using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Gates;

/// <summary>What can be wrong with the gates of a model.</summary>
internal static class GatesRules
{
    public static readonly DiagnosticDescriptor NoFramework = new(
        "MLD0334", "Gates need xunit", "The gates of '{0}' are facts of xunit, and the project references none; add a package reference to xunit or xunit.v3",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Gates", "MLD0334"));

    public static readonly DiagnosticDescriptor NoRequirement = new(
        "MLD0335", "Gates are of a model that requires something", "'{0}' {1}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Gates", "MLD0335"));

    public static readonly DiagnosticDescriptor CannotBeHeld = new(
        "MLD0336", "A gate cannot be held against anything", "The gates of '{0}' {1}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Gates", "MLD0336"));
}
