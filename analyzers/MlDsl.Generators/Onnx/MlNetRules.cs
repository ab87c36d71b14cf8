using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Onnx;

/// <summary>What a class must know of a model that ML.NET saved.</summary>
internal static class MlNetRules
{
    public static readonly DiagnosticDescriptor Step = new(
        "MLD2080", "A model of ML.NET has a step that is not compiled", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2080"));

    public static readonly DiagnosticDescriptor Schema = new(
        "MLD2081", "A model of ML.NET was saved without its schema", "{0}",
        "Onnx", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2081"));
}
