using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Golden;

/// <summary>What can be wrong with a test of golden rows.</summary>
internal static class GoldenRules
{
    public static readonly DiagnosticDescriptor NoFramework = new(
        "MLD0330", "Golden rows need xunit", "'{0}' is a test of golden rows, and the project references no xunit; add a package reference to xunit or xunit.v3",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Golden", "MLD0330"));

    public static readonly DiagnosticDescriptor NoFile = new(
        "MLD0331", "The golden rows are not in the project",
        "'{0}' is not among the AdditionalFiles; add <AdditionalFiles Include=\"{0}\" /> and <None Include=\"{0}\" CopyToOutputDirectory=\"PreserveNewest\" />, and write it with WriteGolden where it is not there",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Golden", "MLD0331"));

    public static readonly DiagnosticDescriptor NoModel = new(
        "MLD0332", "Golden rows are of a model", "'{0}' {1}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Golden", "MLD0332"));

    public static readonly DiagnosticDescriptor NoScorer = new(
        "MLD0333", "A scorer cannot be held against golden rows", "'{0}' {1}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Golden", "MLD0333"));
}
