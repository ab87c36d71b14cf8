using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Tensors and named values are allocated for each request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorPerRequest : OnnxRuntimeRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2104",
        "Tensors are allocated for every request",
        "{0} allocates for every request; an [OnnxModel] adapter writes into buffers that it keeps",
        "OnnxRuntime",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("OnnxRuntime/TensorPerRequest"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (symbols.Controller is null) return;
        context.RegisterOperationAction(operation => Check(operation, symbols), OperationKind.ObjectCreation);
    }

    private static void Check(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is not { Name: "DenseTensor" } type || !KnownSymbols.IsOnnxRuntime(type)
            || context.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method) return;
        for (INamedTypeSymbol? at = method.ContainingType; at is not null; at = at.BaseType)
            if (KnownSymbols.Is(at, symbols.Controller)) context.ReportDiagnostic(Diagnostic.Create(Rule, creation.NameLocation(),
                "DenseTensor"));
    }
}
