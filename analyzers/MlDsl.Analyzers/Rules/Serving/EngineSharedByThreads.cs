using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>One prediction engine is used by several threads.</summary>
public sealed class EngineSharedByThreads : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5001",
        "A prediction engine is shared by threads",
        "A PredictionEngine serves one thread at a time and gives wrong answers to two; use a PredictionEnginePool, or one engine per thread",
        "Serving",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/EngineSharedByThreads"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(call => CheckCall(call, symbols), OperationKind.Invocation);
        // Without a web host or parallel code, a static engine is one thread's.
        if (symbols.Controller is not null) context.RegisterSymbolAction(member =>
            CheckMember(member, symbols), SymbolKind.Field, SymbolKind.Property);
    }

    private static void CheckMember(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        ISymbol member = context.Symbol;
        if (member.IsImplicitlyDeclared || !member.IsStatic || RowSchema.MemberType(member) is not { } type || !KnownSymbols.Is(WithoutLazy(type), symbols.PredictionEngine)
            || IsOfEachThread(member) || !Stores(member)) return;
        var reach = RequestReach.For(context.Compilation, context.Options);
        if (Turns.AreTakenIn(member.ContainingType, context.Compilation, owner => reach.IsMadeForEach(owner, context.CancellationToken), context.CancellationToken)) return;
        // What a tool has written beside the pool that is used, and nothing calls, is a suggestion.
        DiagnosticSeverity severity = reach.MayHold(member, context.CancellationToken) ? Rule.DefaultSeverity : DiagnosticSeverity.Info;
        context.ReportDiagnostic(Diagnostic.Create(Rule, member.Locations[0], severity, null, null));
    }

    private static ITypeSymbol WithoutLazy(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [{ } inner] } ? inner : type;

    private static bool IsOfEachThread(ISymbol member) => member.GetAttributes().Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute")
        || member is IFieldSymbol { Type.Name: "ThreadLocal" or "AsyncLocal" };

    private static bool Stores(ISymbol member) => member is IFieldSymbol
        || member.ContainingType.GetMembers().Any(m => m is IFieldSymbol { AssociatedSymbol: { } property } && SymbolEqualityComparer.Default.Equals(property, member));

    // One object for all requests has one engine for all of them. A class that takes turns around its predictions has thought of it.
    private static IFieldSymbol? EngineOf(INamedTypeSymbol service, KnownSymbols symbols, OperationAnalysisContext context) => service.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(m => !m.IsStatic && KnownSymbols.Is(m.Type, symbols.PredictionEngine)
            && !Turns.AreTakenIn(m.ContainingType, context.Compilation, static _ => false, context.CancellationToken));

    // Requests call the service, and none of what they call predicts, or they take turns; or only the program itself asks for it.
    private static bool IsLeftAlone(IFieldSymbol engine, IInvocationOperation registration, INamedTypeSymbol service, OperationAnalysisContext context)
    {
        var reach = RequestReach.For(context.Compilation, context.Options);
        return !reach.HoldsUnlocked(engine, context.CancellationToken)
            && (service.GetMembers().Any(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary } && reach.Holds(m, context.CancellationToken))
                || Takers.Of(registration, service, context) is { AreNone: true, Fetch: true });
    }

    // The services of a program with one user have one thread, as a rule; not those of functions and of background work.
    private static bool HasManyThreads(OperationAnalysisContext context, KnownSymbols symbols)
    {
        return symbols.Controller is not null || Uses("Microsoft.Azure.Functions.Worker.FunctionAttribute", "Function")
            || Uses("Microsoft.Extensions.Hosting.BackgroundService", "BackgroundService");

        bool Uses(string type, string name) => context.Compilation.GetTypeByMetadataName(type) is not null
            && FlowAnalysis.For(context.Compilation).Names(context.CancellationToken).Files.Any(file => file.Says(name));
    }

    private static void CheckCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol target = call.TargetMethod;
        if (Registrations.IsSingleton(target))
        {
            if (target.TypeArguments.Any(t => KnownSymbols.Is(t, symbols.PredictionEngine)))
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), HasManyThreads(context, symbols) ? Rule.DefaultSeverity : DiagnosticSeverity.Info, null, null));
            else if (symbols.Controller is not null && Registrations.ClassOf(call) is { } service && EngineOf(service, symbols, context) is { } engine)
            {
                DiagnosticSeverity severity = IsLeftAlone(engine, call, service, context) ? DiagnosticSeverity.Info : Rule.DefaultSeverity;
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), severity, null, null));
            }
            return;
        }
        // What is parallel inside another parallel call is looked at there.
        if (!IsParallel(target) || Above(call).Any(static o => o is IInvocationOperation { TargetMethod: var outer } && IsParallel(outer))) return;
        var shared = call.Descendants().Where(o => KnownSymbols.Is(o.Type, symbols.PredictionEngine)).Select(used => (Used: used, Lambda: LambdaAround(used, call)))
            .Where(static u => u.Lambda is not null && IsShared(u.Used, u.Lambda)).ToList();
        foreach (var (used, lambda) in shared)
        {
            // Parallel.Invoke(…, …) runs each lambda once.
            if (target.Name == "Invoke" && !shared.Any(other => other.Lambda != lambda && AreOne(other.Used, used))) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, used.Syntax.GetLocation()));
        }
    }

    // The lambda that the call runs; those inside it run in its turn.
    private static IAnonymousFunctionOperation? LambdaAround(IOperation used, IInvocationOperation call) =>
        Above(used).OfType<IAnonymousFunctionOperation>().LastOrDefault(lambda => call.Syntax.Span.Contains(lambda.Syntax.Span));

    // first.Engine and second.Engine are two engines, engine and this.engine are one.
    private static bool AreOne(IOperation? one, IOperation? other) => (one?.WithoutConversion(), other?.WithoutConversion()) switch
    {
        (null, null) or (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
        ((IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true }) and IMemberReferenceOperation a, IMemberReferenceOperation b) =>
            SymbolEqualityComparer.Default.Equals(a.Member, b.Member) && AreOne(a.Instance, b.Instance),
        ({ } a, { } b) => a.Syntax.IsEquivalentTo(b.Syntax),
        _ => false,
    };

    // One engine outside of the lambda, taken out of turn. Each thread has its own in ThreadLocal, each row in row.Engine.
    private static bool IsShared(IOperation used, IAnonymousFunctionOperation lambda)
    {
        if (used is not (ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation)
            || Turns.Of([.. lambda.DescendantsAndSelf()], static _ => false).Hold(used)) return false;
        IOperation root = used;
        while (!IsMadeForTheThread(root) && root is IMemberReferenceOperation { Instance: { } instance }) root = instance.WithoutConversion();
        return !IsMadeForTheThread(root) && root switch
        {
            ILocalReferenceOperation { Local: var local } => !lambda.Syntax.Span.Contains(local.Locations[0].SourceSpan),
            IParameterReferenceOperation { Parameter: var given } => !lambda.Syntax.Span.Contains(given.Locations[0].SourceSpan),
            IInstanceReferenceOperation or IMemberReferenceOperation => true,
            _ => false,
        };
    }

    private static bool IsMadeForTheThread(IOperation member) => member is IPropertyReferenceOperation { Property: var property }
        && (property.ContainingType.Name is "ThreadLocal" or "AsyncLocal" || property.Locations.Any(static l => l.IsInSource) && !Keeps(property));

    // Engine => engine, => lazy.Value, get { return engine ??= …; } give what a field keeps; Engine => perThread.Value may give another each time.
    private static bool Keeps(IPropertySymbol property)
    {
        if (Stores(property)) return true;
        var fields = property.ContainingType.GetMembers().OfType<IFieldSymbol>().ToList();
        return !fields.Any(IsOfEachThread) && fields.Any(f => f.AssociatedSymbol is null && SymbolEqualityComparer.Default.Equals(WithoutLazy(f.Type), property.Type));
    }

    private static bool IsParallel(IMethodSymbol method) => method.ContainingType is { Name: "Parallel", ContainingNamespace.Name: "Tasks" }
        || method.Name == "ForAll" && method.ContainingType.Name == "ParallelEnumerable";

    private static IEnumerable<IOperation> Above(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent) yield return at;
    }
}
