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
            if (operation.Operation is IVariableDeclaratorOperation declarator) CheckVariable(operation, declarator);
            else CheckUnnamed(operation);
        }, OperationKind.VariableDeclarator, OperationKind.Invocation, OperationKind.ObjectCreation);

    // session.Run(inputs).First(), session.RunWithBinding(new RunOptions(), binding): nobody holds what was made.
    private static void CheckUnnamed(OperationAnalysisContext context)
    {
        if (!Ownership.IsOwned(context.Operation) || context.Operation is IObjectCreationOperation { Type.Name: "InferenceSession" }) return;
        IOperation? user = context.Operation.Parent;
        while (user is IConversionOperation) user = user.Parent;
        bool isResult = context.Operation is IInvocationOperation { TargetMethod.Name: "Run" };
        bool lost = isResult ? IsResultLost(user) : Ownership.IsGivenToRun(context.Operation);
        if (lost) context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.NameLocation(), isResult ? "What Run returns" : "What is made here"));
    }

    private static bool IsResultLost(IOperation? user) => user switch
    {
        IExpressionStatementOperation or IForEachLoopOperation => true,
        IPropertyReferenceOperation { Property.IsIndexer: true } => !Ownership.IsKept(user),
        _ => Ownership.IsQueried(user) && !Ownership.IsKept(user!.Parent!),
    };

    private static void CheckVariable(OperationAnalysisContext context, IVariableDeclaratorOperation declarator)
    {
        if (declarator.Initializer?.Value is not { } made || !Ownership.IsOwned(made.WithoutConversion())) return;
        // using var, or using (var …).
        if (declarator.Syntax.Parent?.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or UsingStatementSyntax) return;
        if (BodyIndex.Of(declarator).UsesOf(declarator.Symbol).All(static use => Ownership.IsOnlyUse(use)))
            context.ReportDiagnostic(Diagnostic.Create(Rule, declarator.Syntax is VariableDeclaratorSyntax named
                ? named.Identifier.GetLocation() : declarator.Syntax.GetLocation(), declarator.Symbol.Name));
    }
}
