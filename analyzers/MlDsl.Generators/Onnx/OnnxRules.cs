using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Onnx;

/// <summary>Where a model file and the class that calls it can disagree.</summary>
internal static class OnnxRules
{
    public static readonly DiagnosticDescriptor Names = new(
        "MLD2001", "An input or output is missing or extra", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2001"));

    public static readonly DiagnosticDescriptor ElementType = new(
        "MLD2002", "The element type differs from the graph's", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2002"));

    public static readonly DiagnosticDescriptor Shape = new(
        "MLD2003", "The shape differs from the graph's", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2003"));

    public static readonly DiagnosticDescriptor Classes = new(
        "MLD2004", "The classes differ from the graph's", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2004"));

    public static readonly DiagnosticDescriptor Schema = new(
        "MLD2005", "The data set changed since the model was trained", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2005"));

    public static readonly DiagnosticDescriptor Backend = new(
        "MLD2006", "The backend cannot run the model", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2006"));

    public static readonly DiagnosticDescriptor PinnedHash = new(
        "MLD2008", "The model file is not the pinned one", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2008"));

    public static readonly DiagnosticDescriptor Model = new(
        "MLD2009", "The model is not known to the build", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2009"));

    public static readonly DiagnosticDescriptor Declaration = new(
        "MLD2010", "The class cannot be an adapter", "{0}",
        "Onnx", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2010"));

    public static readonly DiagnosticDescriptor RunsOnRuntime = new(
        "MLD2011", "The model is not compiled", "{0}",
        "Onnx", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2011"));

    public static readonly DiagnosticDescriptor Computed = new(
        "MLD2013", "The model takes what feature methods compute", "{0}",
        "Onnx", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2013"));

    public static readonly DiagnosticDescriptor Renamed = new(
        "MLD2012", "A member has another name than the graph's", "{0}",
        "Onnx", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Pages.Of("Onnx", "MLD2012"));
}
