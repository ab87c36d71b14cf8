using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Features;

/// <summary>
/// A feature must give the same value in training and in serving. Looks at the bodies of feature methods and of the methods of the same
/// class that they call; what another class does stays unknown and so unsaid.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PurityAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [FeaturesRules.Impure];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolStartAction(
            static c =>
            {
                if (c.Symbol.Find(Names.Features) is null) return;
                var bodies = new ConcurrentDictionary<IMethodSymbol, Body>(SymbolEqualityComparer.Default);
                c.RegisterOperationBlockAction(b =>
                {
                    if (b.OwningSymbol is IMethodSymbol method) bodies[method] = Body.Read(b.OperationBlocks, b.CancellationToken);
                });
                c.RegisterSymbolEndAction(end => Report((INamedTypeSymbol)end.Symbol, bodies, end));
            },
            SymbolKind.NamedType));
    }

    private static void Report(INamedTypeSymbol type, ConcurrentDictionary<IMethodSymbol, Body> bodies, SymbolAnalysisContext context)
    {
        var said = new HashSet<Location>();
        foreach (IMethodSymbol feature in FeaturesParser.Candidates(type).Where(static m => FeatureReader.KindOf(m) is not null))
        {
            var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { feature };
            var next = new Queue<IMethodSymbol>(seen);
            while (next.Count > 0)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (!bodies.TryGetValue(next.Dequeue(), out Body body)) continue;
                foreach (Impurity impurity in body.Impurities)
                    if (said.Add(impurity.Place))
                        context.ReportDiagnostic(Diagnostic.Create(FeaturesRules.Impure, impurity.Place, feature.Name, impurity.Cause, impurity.WayOut));
                foreach (IMethodSymbol called in body.Calls)
                    if (seen.Add(called)) next.Enqueue(called);
            }
        }
    }

    /// <summary>What one method does itself and which methods it calls.</summary>
    private sealed record Body(IReadOnlyList<Impurity> Impurities, IReadOnlyList<IMethodSymbol> Calls)
    {
        public static Body Read(ImmutableArray<IOperation> blocks, CancellationToken cancellation)
        {
            var impurities = new List<Impurity>();
            var calls = new List<IMethodSymbol>();
            foreach (IOperation operation in blocks.SelectMany(static b => b.DescendantsAndSelf()))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Impurity.Of(operation) is { } impurity) impurities.Add(impurity);
                switch (operation)
                {
                    case IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary } call: calls.Add(call.TargetMethod.OriginalDefinition); break;
                    case IMethodReferenceOperation reference: calls.Add(reference.Method.OriginalDefinition); break;
                    case IPropertyReferenceOperation { Property.GetMethod: { } getter }: calls.Add(getter.OriginalDefinition); break;
                }
            }
            return new Body(impurities, calls);
        }
    }
}
