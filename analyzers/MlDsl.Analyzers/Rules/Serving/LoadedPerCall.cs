using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A model or engine is made anew for each request or prediction.</summary>
public sealed class LoadedPerCall : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5002",
        "A model or engine is made for every call",
        "{0} runs for every {1} and takes thousands of times as long as the prediction; do it once at start-up, or use a PredictionEnginePool",
        "Serving",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/LoadedPerCall"));

    private const string Prediction = "prediction";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(operation => Check(operation, symbols), OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void Check(OperationAnalysisContext context, KnownSymbols symbols)
    {
        IOperation operation = context.Operation;
        string? what = operation switch
        {
            IObjectCreationOperation creation when KnownSymbols.Is(creation.Type, symbols.MlContext) => "new MLContext",
            IInvocationOperation
            {
                TargetMethod:
                {
                    Name: "CreatePredictionEngine" or "LoadWithDataLoader",
                    ContainingType.Name: "ModelOperationsCatalog"
                } made
            } => made.Name,
            IInvocationOperation { TargetMethod: { Name: "Load", ContainingType.Name: "ModelOperationsCatalog" } } => "Load",
            IInvocationOperation { TargetMethod: { Name: "Fit" } } => "Fit",
            _ => null,
        };
        if (what is null || operation is IInvocationOperation { TargetMethod: { } target } && !KnownSymbols.IsMlNet(target)) return;
        if (PerWhat(operation, context.ContainingSymbol, symbols, what) is not { } per || IsOfThisCall(operation)) return;
        // Without a request or a loop nothing says that there is more than one call.
        DiagnosticSeverity severity = per == Prediction ? DiagnosticSeverity.Info : Rule.DefaultSeverity;
        context.ReportDiagnostic(Diagnostic.Create(Rule, operation.NameLocation(), severity, null, null, what, per));
    }

    private static string? PerWhat(IOperation operation, ISymbol container, KnownSymbols symbols, string what)
    {
        if (RequestPaths.Holds(operation, container, symbols)) return what != "Fit" || Predicts(operation) ? "request" : null;
        if (what == "CreatePredictionEngine" && IsInLoopWithModelFromOutside((IInvocationOperation)operation)) return "turn of the loop";
        return what == "CreatePredictionEngine" && container is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not "Main" } method
            && PredictsAParameter(operation, method, symbols) ? Prediction : null;
    }

    // A model that the call itself names or trains is another one each time, and so is what is made for it.
    private static bool IsOfThisCall(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "CreatePredictionEngine" } engine => MadeBy(engine.Argument("transformer")) is { } model && IsOfThisCall(model),
        IInvocationOperation { TargetMethod.Name: "Fit" } fit => fit.Arguments.Any(a => IsGiven(a.Value, fit)),
        IInvocationOperation load => (load.Argument("filePath") ?? load.Argument("stream")) is { } file && IsGiven(file, load),
        _ => BodyIndex.Of(operation) is var body && body.CallsOf("Load").Concat(body.CallsOf("Fit")).Any(static c => KnownSymbols.IsMlNet(c.TargetMethod) && IsOfThisCall(c)),
    };

    private static IInvocationOperation? MadeBy(IOperation? model)
    {
        for (int i = 0; i < 8 && model?.WithoutConversion() is ILocalReferenceOperation local; i++) model = BodyIndex.Of(local).InitializerOf(local.Local);
        return model?.WithoutConversion() as IInvocationOperation;
    }

    /// <summary>Whether a value is made of what the method, or the handler, was called with.</summary>
    private static bool IsGiven(IOperation value, IOperation use)
    {
        var body = BodyIndex.Of(use);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IOperation>();
        for (open.Push(value); open.Count > 0;)
        {
            foreach (IOperation part in open.Pop().DescendantsAndSelf())
            {
                if (part is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } given } && !KnownSymbols.IsMlNet(given.Type)) return true;
                if (part is ILocalReferenceOperation { Local: var local } && seen.Add(local) && body.InitializerOf(local) is { } made) open.Push(made);
            }
        }
        return false;
    }

    // A request to train is one thing, training for a prediction another.
    private static bool Predicts(IOperation operation) =>
        BodyIndex.Of(operation) is var body
        && body.CallsOf("Predict").Concat(body.CallsOf("CreatePredictionEngine")).Any(static c => KnownSymbols.IsMlNet(c.TargetMethod));

    // An engine for each of several models has to be made in the loop.
    private static bool IsInLoopWithModelFromOutside(IInvocationOperation call)
    {
        SyntaxNode? loop = call.Syntax.Ancestors().TakeWhile(static n =>
            n is not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax)
            .FirstOrDefault(static n => n is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        ISymbol? model = call.Argument("transformer")?.WithoutConversion() switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (loop is null || model is null) return false;
        return !loop.Span.Contains(model.Locations[0].SourceSpan)
            && !FieldWriters.TargetsOf(loop).Contains(model.Name);
    }

    // static float Predict(Trip trip) { … CreatePredictionEngine … engine.Predict(trip) }
    private static bool PredictsAParameter(IOperation operation, IMethodSymbol method, KnownSymbols symbols)
    {
        return BodyIndex.Of(operation).CallsOf("Predict").Any(c => KnownSymbols.IsMlNet(c.TargetMethod)
            && c.Arguments is [{ Value: IParameterReferenceOperation { Parameter: { } given } }, ..]
            && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, method)
            && method.Parameters.All(p => !Speaks(p.Type, symbols)));
    }

    // A method that is given the model makes the engine for its caller.
    private static bool Speaks(ITypeSymbol type, KnownSymbols symbols) => KnownSymbols.IsMlNet(type)
        && !KnownSymbols.Is(type, symbols.MlContext);
}
