using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators.Features;

/// <summary>Voices the reader of versions: why a <c>[Feature]</c> says nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FeatureVersionAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [FeaturesRules.Version];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(
            static c =>
            {
                var method = (IMethodSymbol)c.Symbol;
                if (FeatureVersion.Problem(method) is { } problem)
                    c.ReportDiagnostic(Diagnostic.Create(FeaturesRules.Version, method.Place(), method.Name, problem));
            },
            SymbolKind.Method));
    }
}
