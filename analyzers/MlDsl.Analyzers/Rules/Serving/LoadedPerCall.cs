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

    private const string Request = "request";
    private const string Prediction = "prediction";
    private const string Turn = "turn of the loop";

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
        if (operation is IInvocationOperation registration && Registrations.IsShortLived(registration.TargetMethod)) CheckService(context, registration, symbols);
        if (operation is IInvocationOperation called && LoadsInEveryTurn(called, context)) context.ReportDiagnostic(Diagnostic.Create(Rule, called.NameLocation(), "Load", Turn));
        if (what is null || operation is IInvocationOperation { TargetMethod: { } target } && !KnownSymbols.IsMlNet(target)) return;
        if (PerWhat(context, symbols, what) is not { } per || IsOfThisCall(operation) || per == Request && TrainingRequests.Hold(operation)) return;
        // Without a request or a loop nothing says that there is more than one call; a context costs little by itself.
        bool isSuggestion = per == Prediction || per == Request && IsForBatch(operation, context.ContainingSymbol, symbols)
            || operation is IObjectCreationOperation || operation is IInvocationOperation call && TrainingRequests.IsOnRowsOfNow(call);
        DiagnosticSeverity severity = isSuggestion ? DiagnosticSeverity.Info : Rule.DefaultSeverity;
        context.ReportDiagnostic(Diagnostic.Create(Rule, operation.NameLocation(), severity, null, null, what, per));
    }

    // A service that is made for each request makes what its constructor makes; so does a controller.
    private static void CheckService(OperationAnalysisContext context, IInvocationOperation registration, KnownSymbols symbols)
    {
        if (symbols.Controller is null || Registrations.ClassOf(registration) is not { } service) return;
        var flow = FlowAnalysis.For(context.Compilation);
        var loads = service.InstanceConstructors.Select(c => flow.BodyOf(c.OriginalDefinition, context.CancellationToken)).OfType<IOperation>()
            .SelectMany(static body => body.Descendants()).OfType<IInvocationOperation>()
            .Where(static call => IsLoad(call) && !IsOfThisCall(call) && !KeptValues.MayBeKept(call, onlyStatic: true)).ToList();
        if (loads.Count == 0) return;
        // A service that nobody takes is never made. That of a component lives as long as its user looks at it, or is made with each request where the server renders the page once.
        var takers = Takers.Of(registration, service, context);
        bool isOften = takers.AreForRequests;
        if (!isOften && !takers.AreComponents) return;
        foreach (IInvocationOperation call in loads)
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), isOften ? Rule.DefaultSeverity : DiagnosticSeverity.Info, null, null, call.TargetMethod.Name, Request));
    }

    private static bool IsLoad(IOperation operation) => operation is IInvocationOperation
    {
        TargetMethod: { Name: "Load" or "LoadWithDataLoader" or "CreatePredictionEngine", ContainingType.Name: "ModelOperationsCatalog" } target
    } && KnownSymbols.IsMlNet(target);

    private static string? PerWhat(OperationAnalysisContext context, KnownSymbols symbols, string what)
    {
        IOperation operation = context.Operation;
        ISymbol container = context.ContainingSymbol;
        if (RequestPaths.Holds(operation, container, symbols)) return (what != "Fit" || Predicts(operation)) && !KeptValues.MayBeKept(operation, onlyStatic: true) ? Request : null;
        if (RequestPaths.RunsInConstructor(container) && IsLoad(operation) && RequestPaths.IsController(container.ContainingType, symbols)
            && !KeptValues.MayBeKept(operation, onlyStatic: true)) return Request;
        if (container is IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } maker && (IsLoad(operation) || what == "Fit" && PredictsLater(maker.ContainingType, context))
            && RequestReach.For(context.Compilation, context.Options).Makes(maker, context.CancellationToken) && !KeptValues.MayBeKept(operation, onlyStatic: true)) return Request;
        if (what != "Fit" && container is IMethodSymbol { MethodKind: MethodKind.Ordinary } run && IsForOnePrediction(operation)
            && RequestReach.For(context.Compilation, context.Options).Holds(run, context.CancellationToken) && !IsTrainedWithEach(operation, context)) return Request;
        if (IsLoad(operation) && IsInLoopWithTheSame((IInvocationOperation)operation)) return Turn;
        return what == "CreatePredictionEngine" && container is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not "Main" } method
            && PredictsAParameter(operation, method, symbols) && !KeptValues.MayBeKept(operation) ? Prediction : null;
    }

    // An object that trains, and predicts later.
    private static bool PredictsLater(INamedTypeSymbol type, OperationAnalysisContext context)
    {
        var flow = FlowAnalysis.For(context.Compilation);
        return type.GetMembers().OfType<IMethodSymbol>().Select(m => flow.BodyOf(m.OriginalDefinition, context.CancellationToken)).OfType<IOperation>().Any(Predicts);
    }

    // Where each request trains the model of its object, the engine is the least of it; the training is reported.
    private static bool IsTrainedWithEach(IOperation operation, OperationAnalysisContext context)
    {
        if (operation is not IInvocationOperation engine || engine.Argument("transformer")?.WithoutConversion() is not IFieldReferenceOperation { Field: { IsStatic: false } model }) return false;
        var flow = FlowAnalysis.For(context.Compilation);
        return model.ContainingType.InstanceConstructors.Any(c => RequestReach.For(context.Compilation, context.Options).Makes(c, context.CancellationToken)
            && flow.BodyOf(c.OriginalDefinition, context.CancellationToken) is { } body && BodyIndex.Of(body).CallsOf("Fit").Any(static f => KnownSymbols.IsMlNet(f.TargetMethod)));
    }

    // A model that the call itself names or trains is another one each time, and so is what is made for it.
    private static bool IsOfThisCall(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "CreatePredictionEngine" } engine => BodyIndex.Behind(engine.Argument("transformer")) is IInvocationOperation model && IsOfThisCall(model),
        IInvocationOperation { TargetMethod.Name: "Fit" } fit => fit.Arguments.Any(a => GivenValues.Hold(a.Value, fit)),
        IInvocationOperation load => (load.Argument("filePath") ?? load.Argument("stream")) is { } file && GivenValues.Hold(file, load),
        _ => BodyIndex.Of(operation) is var body && body.CallsOf("Load").Concat(body.CallsOf("Fit")).Any(static c => KnownSymbols.IsMlNet(c.TargetMethod) && IsOfThisCall(c)),
    };

    // A request to train is one thing, training for a prediction another.
    private static bool Predicts(IOperation operation) =>
        BodyIndex.Of(operation) is var body
        && body.CallsOf("Predict").Concat(body.CallsOf("CreatePredictionEngine")).Any(static c => KnownSymbols.IsMlNet(c.TargetMethod));

    // What a service makes for one prediction, and throws away; one that trains makes another engine each time.
    private static bool IsForOnePrediction(IOperation operation) =>
        BodyIndex.Of(operation) is var body
        && body.CallsOf("Predict").Concat(body.CallsOf("Transform")).Any(static c => KnownSymbols.IsMlNet(c.TargetMethod))
        && !body.CallsOf("Fit").Any(static c => KnownSymbols.IsMlNet(c.TargetMethod))
        && !KeptValues.MayBeKept(operation);

    // An engine that scores row after row of a batch is worth what it costs, and so is what a service loads for one.
    private static bool IsForBatch(IOperation made, ISymbol container, KnownSymbols symbols) => made is IInvocationOperation { TargetMethod.Name: var name }
        && (name == "CreatePredictionEngine" || !RequestPaths.Holds(made, container, symbols)) && BodyIndex.Of(made).CallsOf("Predict").Any(p => IsRepeated(p, made));

    private static bool IsRepeated(IInvocationOperation predict, IOperation made) => IsBy(predict, made) && predict.Syntax.Ancestors()
        .Any(n => (n.IsLoop(predict.Syntax)
            || n is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" or "ForEach" or "SelectMany" or "ConvertAll" } } } })
            && !n.Span.Contains(made.Syntax.Span));

    // A prediction of this engine, or of the one of this model; what cannot be told may be one, what the method has from elsewhere is none.
    private static bool IsBy(IInvocationOperation predict, IOperation made) => BodyIndex.Behind(predict.Instance) switch
    {
        IInvocationOperation { TargetMethod.Name: "CreatePredictionEngine" } engine => engine.Syntax == made.Syntax || made is IInvocationOperation { TargetMethod.Name: not "CreatePredictionEngine" }
            && (BodyIndex.Behind(engine.Argument("transformer")) is not IInvocationOperation model || model.Syntax == made.Syntax),
        IMemberReferenceOperation or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor } } => false,
        _ => true,
    };

    // An engine for each of several models has to be made in the loop; what waits in its loop may wait for a new file.
    private static bool IsInLoopWithTheSame(IInvocationOperation call)
    {
        if (LoopAround(call) is not { } loop || KeptValues.MayBeKept(call)) return false;
        if (call.TargetMethod.Name == "CreatePredictionEngine") return call.Argument("transformer") is { } model && IsFromOutside(model, loop) && !IsForMore(call, loop);
        var body = BodyIndex.Of(call);
        return (call.Argument("filePath") ?? call.Argument("stream")) is { } file && IsFromOutside(file, loop) && !GivenValues.Hold(file, call)
            && body.CallsOf("Predict").Any(p => KnownSymbols.IsMlNet(p.TargetMethod) && loop.Span.Contains(p.Syntax.Span))
            && !WaitsIn(loop, body);
    }

    // The engine of a batch scores its rows, and that of a thread what the thread is given.
    private static bool IsForMore(IInvocationOperation engine, SyntaxNode loop)
    {
        var body = BodyIndex.Of(engine);
        return body.CallsOf("Predict").Any(p => loop.Span.Contains(p.Syntax.Span) && IsRepeated(p, engine)) || engine.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var made } }
            && body.UsesOf(made).Any(use => use.Syntax.Ancestors().Any(n => n is AnonymousFunctionExpressionSyntax && !n.Span.Contains(engine.Syntax.Span)));
    }

    // foreach (…) Predict("model.zip", row), and Predict loads the file it is given.
    private static bool LoadsInEveryTurn(IInvocationOperation call, OperationAnalysisContext context)
    {
        if (call.TargetMethod is not { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false } method || LoopAround(call) is not { } loop
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly)
            // What does not say so does not load, and need not be bound.
            || method.DeclaringSyntaxReferences is not [{ } written] || !written.GetSyntax(context.CancellationToken).DescendantTokens().Any(static t => t.ValueText == "Load")
            || FlowAnalysis.For(context.Compilation).BodyOf(method.OriginalDefinition, context.CancellationToken) is not { } body) return false;
        var index = BodyIndex.Of(body);
        return index.CallsOf("Load").Any(load => IsLoad(load) && LoopAround(load) is null && !KeptValues.MayBeKept(load) && load.Argument("filePath")?.WithoutConversion() switch
        {
            { ConstantValue.HasValue: true } => true,
            IParameterReferenceOperation { Parameter.Name: var given } => call.Argument(given) is { } file && IsFromOutside(file, loop),
            _ => false,
        }) && index.CallsOf("Predict").Any(static p => KnownSymbols.IsMlNet(p.TargetMethod)) && !WaitsIn(loop, BodyIndex.Of(call));
    }

    private static SyntaxNode? LoopAround(IOperation operation) => operation.Syntax.Ancestors()
        .TakeWhile(static n => n is not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
        .FirstOrDefault(n => n.IsLoop(operation.Syntax));

    private static bool WaitsIn(SyntaxNode loop, BodyIndex body) => body.CallsOf("Sleep").Concat(body.CallsOf("Delay")).Any(w => loop.Span.Contains(w.Syntax.Span));

    private static bool IsFromOutside(IOperation value, SyntaxNode loop) => value.WithoutConversion() switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation { Local: var local } => !loop.Span.Contains(local.Locations[0].SourceSpan) && !FieldWriters.TargetsOf(loop).Contains(local.Name),
        IParameterReferenceOperation { Parameter: var parameter } => !loop.Span.Contains(parameter.Locations[0].SourceSpan) && !FieldWriters.TargetsOf(loop).Contains(parameter.Name),
        IFieldReferenceOperation { Field: var field } => !FieldWriters.TargetsOf(loop).Contains(field.Name),
        _ => false,
    };

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
