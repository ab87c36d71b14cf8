using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        if (context.Symbol.IsImplicitlyDeclared || !Keeps(context.Symbol) || RowSchema.MemberType(context.Symbol) is not { } type) return;
        if (type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [{ } inner] }) type = inner;
        bool shared = context.Symbol.IsStatic && !context.Symbol.GetAttributes()
            .Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute");
        if (!shared || !KnownSymbols.Is(type, symbols.PredictionEngine) || IsLocked(context.Symbol, context.CancellationToken)) return;
        // What a tool has written beside the pool that is used, and nothing calls, is a suggestion.
        DiagnosticSeverity severity = RequestReach.For(context.Compilation, context.Options).MayHold(context.Symbol, context.CancellationToken) ? Rule.DefaultSeverity : DiagnosticSeverity.Info;
        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Symbol.Locations[0], severity, null, null));
    }

    // static PredictionEngine<…> Engine => perThread.Value: what is kept is elsewhere.
    private static bool Keeps(ISymbol member) => member is IFieldSymbol
        || member.ContainingType.GetMembers().Any(m => m is IFieldSymbol { AssociatedSymbol: { } property } && SymbolEqualityComparer.Default.Equals(property, member));

    // One object for all requests has one engine for all of them.
    private static IFieldSymbol? EngineOf(INamedTypeSymbol service, KnownSymbols symbols, CancellationToken cancellation) => service.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(m => !m.IsStatic && KnownSymbols.Is(m.Type, symbols.PredictionEngine) && !IsLocked(m, cancellation));

    // Requests call the service, and none of what they call predicts, or they take turns; or only the program itself asks for it.
    private static bool IsLeftAlone(IFieldSymbol engine, IInvocationOperation registration, INamedTypeSymbol service, OperationAnalysisContext context)
    {
        var reach = RequestReach.For(context.Compilation, context.Options);
        return !reach.HoldsUnlocked(engine, context.CancellationToken)
            && (service.GetMembers().Any(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary } && reach.Holds(m, context.CancellationToken))
                || Takers.Of(registration, service, context) is { AreNone: true, IsFetched: true });
    }

    // A class that takes a lock around its predictions has thought of it.
    private static bool IsLocked(ISymbol member, CancellationToken cancellation) =>
        member.ContainingType.GetMembers().Any(static m => m is IFieldSymbol { Type: var type } && Turns.IsGate(type))
        || member.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellation).DescendantNodes().Any(static n => n is LockStatementSyntax
            or IdentifierNameSyntax { Identifier.ValueText: "Monitor" or "Synchronized" }));

    private static void CheckCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol target = call.TargetMethod;
        if (Registrations.IsSingleton(target))
        {
            // The services of a program with one user have one thread, as a rule.
            if (target.TypeArguments.Any(t => KnownSymbols.Is(t, symbols.PredictionEngine)))
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), symbols.Controller is null ? DiagnosticSeverity.Info : Rule.DefaultSeverity, null, null));
            else if (symbols.Controller is not null && Registrations.ClassOf(call) is { } service && EngineOf(service, symbols, context.CancellationToken) is { } engine)
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
            if (target.Name == "Invoke" && !shared.Any(other => other.Lambda != lambda && SymbolEqualityComparer.Default.Equals(SymbolOf(other.Used), SymbolOf(used)))) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, used.Syntax.GetLocation()));
        }
    }

    private static IAnonymousFunctionOperation? LambdaAround(IOperation used, IInvocationOperation call) =>
        Above(used).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } lambda && call.Syntax.Span.Contains(lambda.Syntax.Span) ? lambda : null;

    private static ISymbol? SymbolOf(IOperation used) => used switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IMemberReferenceOperation { Member: var member } => member,
        _ => null,
    };

    // One engine outside of the lambda, taken without a lock. Each thread has its own in ThreadLocal, each row in row.Engine.
    private static bool IsShared(IOperation used, IAnonymousFunctionOperation lambda)
    {
        if (used is not (ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation) || used.Syntax.Ancestors().Any(static n => n is LockStatementSyntax)) return false;
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

    private static bool IsParallel(IMethodSymbol method) => method.ContainingType is { Name: "Parallel", ContainingNamespace.Name: "Tasks" }
        || method.Name == "ForAll" && method.ContainingType.Name == "ParallelEnumerable";

    private static IEnumerable<IOperation> Above(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent) yield return at;
    }
}
