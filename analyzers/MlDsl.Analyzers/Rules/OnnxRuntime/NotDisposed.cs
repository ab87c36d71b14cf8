using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Native memory that is never given back.</summary>
public sealed class NotDisposed : OnnxRuntimeRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2102",
        "Native memory of ONNX Runtime is not given back",
        "{0} holds native memory that the garbage collector does not see; declare it with using",
        "OnnxRuntime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("OnnxRuntime/NotDisposed"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(static operation =>
        {
            if (operation.Operation is IVariableDeclaratorOperation) Check(operation);
            else CheckResult(operation);
        }, OperationKind.VariableDeclarator, OperationKind.Invocation);

    // session.Run(inputs).First(): nobody holds what Run gave.
    private static void CheckResult(OperationAnalysisContext context)
    {
        var run = (IInvocationOperation)context.Operation;
        if (!KnownSymbols.IsSessionRun(run.TargetMethod)) return;
        IOperation? user = run.Parent;
        while (user is IConversionOperation) user = user.Parent;
        bool lost = user is IExpressionStatementOperation or IForEachLoopOperation
            || user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } } }
            || user is IPropertyReferenceOperation { Property.IsIndexer: true };
        if (lost) context.ReportDiagnostic(Diagnostic.Create(Rule, run.NameLocation(), "What Run returns"));
    }

    private static void Check(OperationAnalysisContext context)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        if (declarator.Initializer?.Value is not { } made || !IsOwned(made)) return;
        // using var, or using (var …).
        if (declarator.Syntax.Parent?.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or UsingStatementSyntax) return;
        bool kept = declarator.Root().Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Local, declarator.Symbol))
            .Any(static r => !IsOnlyUse(r));
        if (!kept) context.ReportDiagnostic(Diagnostic.Create(Rule, declarator.Syntax is VariableDeclaratorSyntax named
            ? named.Identifier.GetLocation() : declarator.Syntax.GetLocation(), declarator.Symbol.Name));
    }

    private static bool IsOwned(IOperation made) => made.WithoutConversion() switch
    {
        IObjectCreationOperation { Type: { Name: "InferenceSession" } type } => KnownSymbols.IsOnnxRuntime(type),
        IInvocationOperation { TargetMethod: { Name: "CreateTensorValueFromMemory", ContainingType.Name: "OrtValue" } create } =>
            KnownSymbols.IsOnnxRuntime(create),
        IInvocationOperation { TargetMethod: var method } => KnownSymbols.IsSessionRun(method),
        _ => false,
    };

    // Reading from it is use; disposing, returning, storing or passing it on may give it back.
    private static bool IsOnlyUse(ILocalReferenceOperation reference)
    {
        IOperation? parent = reference.Parent;
        while (parent is IConversionOperation) parent = parent.Parent;
        return parent switch
        {
            IInvocationOperation call => call.Instance?.Syntax == reference.Syntax
                && call.TargetMethod.Name is not ("Dispose" or "DisposeAsync"),
            IArgumentOperation
            {
                Parent: IInvocationOperation
                {
                    TargetMethod:
                    {
                        IsExtensionMethod: true,
                        ContainingType.Name: "Enumerable"
                    }
                }
            } => true,
            IPropertyReferenceOperation => true,
            IForEachLoopOperation => true,
            _ => false,
        };
    }
}
