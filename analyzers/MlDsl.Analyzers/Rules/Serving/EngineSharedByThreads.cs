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
        if (context.Symbol.IsImplicitlyDeclared || RowSchema.MemberType(context.Symbol) is not { } type) return;
        if (type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [{ } inner] }) type = inner;
        bool shared = context.Symbol.IsStatic && !context.Symbol.GetAttributes()
            .Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute");
        if (!shared || !KnownSymbols.Is(type, symbols.PredictionEngine) || IsLocked(context.Symbol, context.CancellationToken)) return;
        // What a tool has written beside the pool that is used, and nothing calls, is a suggestion.
        DiagnosticSeverity severity = RequestReach.For(context.Compilation).MayHold(context.Symbol, context.Options, context.CancellationToken) ? Rule.DefaultSeverity : DiagnosticSeverity.Info;
        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Symbol.Locations[0], severity, null, null));
    }

    // One object for all requests has one engine for all of them.
    private static IFieldSymbol? EngineOf(INamedTypeSymbol service, KnownSymbols symbols, CancellationToken cancellation) => service.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(m => !m.IsStatic && KnownSymbols.Is(m.Type, symbols.PredictionEngine) && !IsLocked(m, cancellation));

    // Requests call the service, and none of what they call predicts.
    private static bool IsLeftAlone(IFieldSymbol engine, INamedTypeSymbol service, Compilation compilation, CancellationToken cancellation)
    {
        var reach = RequestReach.For(compilation);
        return !reach.Holds(engine, cancellation) && service.GetMembers().Any(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary } && reach.Holds(m, cancellation));
    }

    // A class that takes a lock around its predictions has thought of it.
    private static bool IsLocked(ISymbol member, CancellationToken cancellation) =>
        member.ContainingType.GetMembers().Any(static m => m is IFieldSymbol { Type.Name: "SemaphoreSlim" or "Mutex" or "SpinLock" or "ReaderWriterLockSlim" })
        || member.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellation).DescendantNodes().Any(static n => n is LockStatementSyntax));

    private static void CheckCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol target = call.TargetMethod;
        if (Registrations.IsSingleton(target))
        {
            if (target.TypeArguments.Any(t => KnownSymbols.Is(t, symbols.PredictionEngine))) context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation()));
            else if (symbols.Controller is not null && Registrations.ClassOf(call) is { } service && EngineOf(service, symbols, context.CancellationToken) is { } engine)
            {
                DiagnosticSeverity severity = IsLeftAlone(engine, service, context.Compilation, context.CancellationToken) ? DiagnosticSeverity.Info : Rule.DefaultSeverity;
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), severity, null, null));
            }
            return;
        }
        // What is parallel inside another parallel call is looked at there.
        if (!IsParallel(target) || Above(call).Any(static o => o is IInvocationOperation { TargetMethod: var outer } && IsParallel(outer))) return;
        foreach (IOperation used in call.Descendants())
        {
            if (!KnownSymbols.Is(used.Type, symbols.PredictionEngine)
                || used is not (ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation)
                || Above(used).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is not { } lambda || !call.Syntax.Span.Contains(lambda.Syntax.Span)) continue;
            // Each thread has its own.
            if (used is IPropertyReferenceOperation { Property.ContainingType.Name: "ThreadLocal" or "AsyncLocal" }) continue;
            if (used is ILocalReferenceOperation local && lambda.Syntax.Span.Contains(local.Local.Locations[0].SourceSpan)) continue;
            if (used.Syntax.Ancestors().Any(static n => n is LockStatementSyntax)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, used.Syntax.GetLocation()));
        }
    }

    private static bool IsParallel(IMethodSymbol method) => method.ContainingType is { Name: "Parallel", ContainingNamespace.Name: "Tasks" }
        || method.Name == "ForAll" && method.ContainingType.Name == "ParallelEnumerable";

    private static IEnumerable<IOperation> Above(IOperation operation)
    {
        for (IOperation? at = operation.Parent; at is not null; at = at.Parent) yield return at;
    }
}
