using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Onnx;

/// <summary>What a class must know of the model of a tree library.</summary>
internal static class TreeRules
{
    public static readonly DiagnosticDescriptor Iterations = new(
        "MLD2040", "The iterations of a model with early stopping are not chosen", "{0}",
        "Onnx", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2040"));

    public static readonly DiagnosticDescriptor Precision = new(
        "MLD2041", "The member has too few digits for the model", "{0}",
        "Onnx", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2041"));
}
