using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Tensors and named values are allocated for each request.</summary>
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

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Check(operation, symbols), OperationKind.ObjectCreation, OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownSymbols symbols)
    {
        string? what = context.Operation switch
        {
            IObjectCreationOperation { Type: { Name: "DenseTensor" } type } when KnownSymbols.IsOnnxRuntime(type) => "DenseTensor",
            IInvocationOperation { TargetMethod: { Name: "CreateFromTensor", ContainingType.Name: "NamedOnnxValue" } made }
                when KnownSymbols.IsOnnxRuntime(made) => "NamedOnnxValue",
            _ => null,
        };
        if (what is not null && RequestPaths.Holds(context.Operation, context.ContainingSymbol, symbols))
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.NameLocation(), what));
    }
}
