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
        if (shared && KnownSymbols.Is(type, symbols.PredictionEngine) && !IsLocked(context.Symbol, context.CancellationToken))
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Symbol.Locations[0]));
    }

    // A class that takes a lock around its predictions has thought of it.
    private static bool IsLocked(ISymbol member, CancellationToken cancellation) => member.ContainingType.DeclaringSyntaxReferences
        .Any(part => part.GetSyntax(cancellation).DescendantNodes().Any(static n => n is LockStatementSyntax));

    private static void CheckCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol target = call.TargetMethod;
        if (target.Name is "AddSingleton" or "TryAddSingleton"
            && target.TypeArguments.Any(t => KnownSymbols.Is(t, symbols.PredictionEngine)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation()));
            return;
        }
        bool parallel = target.ContainingType is { Name: "Parallel", ContainingNamespace.Name: "Tasks" } || target.Name == "ForAll"
            && target.ContainingType.Name == "ParallelEnumerable";
        if (!parallel) return;
        foreach (IAnonymousFunctionOperation lambda in call.Descendants().OfType<IAnonymousFunctionOperation>())
        {
            foreach (IOperation used in lambda.Body.Descendants())
            {
                if (!KnownSymbols.Is(used.Type, symbols.PredictionEngine)
                    || used is not (ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation)) continue;
                if (used is ILocalReferenceOperation local && lambda.Syntax.Span.Contains(local.Local.Locations[0].SourceSpan)) continue;
                if (used.Syntax.Ancestors().Any(static n => n is LockStatementSyntax)) continue;
                context.ReportDiagnostic(Diagnostic.Create(Rule, used.Syntax.GetLocation()));
            }
        }
    }
}
