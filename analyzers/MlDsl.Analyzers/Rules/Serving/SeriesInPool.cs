using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A model of a series, which remembers what it saw, is served from a pool.</summary>
public sealed class SeriesInPool : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5003",
        "A time-series model is served from a pool",
        "A time-series engine remembers the values it has seen, and each engine of a pool would see some of them; keep one engine and CheckPoint it",
        "Serving",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/SeriesInPool"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (symbols.TimeSeriesEngine is null) return;
        var pools = new ConcurrentBag<IInvocationOperation>();
        var series = new ConcurrentBag<ITypeSymbol>();
        context.RegisterOperationAction(operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (call.TargetMethod is { Name: "AddPredictionEnginePool", TypeArguments.Length: 2 }) pools.Add(call);
            else if (call.TargetMethod is { Name: "CreateTimeSeriesEngine", TypeArguments: [_, { } output] }
                && KnownSymbols.IsMlNet(call.TargetMethod)) series.Add(output);
        }, OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (IInvocationOperation pool in pools)
                if (series.Any(s => SymbolEqualityComparer.Default.Equals(s, pool.TargetMethod.TypeArguments[1])))
                    end.ReportDiagnostic(Diagnostic.Create(Rule, pool.NameLocation()));
        });
    }
}
