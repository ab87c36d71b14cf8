using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>What stands between a model and its export.</summary>
internal static class ExportRules
{
    public static readonly DiagnosticDescriptor Obstacle = new(
        "MLD0320", "A model that is exported has a feature that no graph computes", "'{0}' does not leave with '{1}' as ONNX: {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0320"));

    public static readonly DiagnosticDescriptor NotExported = new(
        "MLD0321", "A feature does not leave as ONNX", "'{0}' does not leave with '{1}' as ONNX: {2}",
        "Models", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0321"));

    public static readonly DiagnosticDescriptor Input = new(
        "MLD0322", "A feature method of an exported model becomes an input of the graph",
        "'{0}' becomes an input of the exported '{1}', because {3}: a class bound to '{2}.Input' calls the method, and everything else must be given what it returns",
        "Models", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0322"));
}
