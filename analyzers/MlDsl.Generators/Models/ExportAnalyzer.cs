using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators.Models;

/// <summary>Voices the parser: what of a model does not leave as ONNX.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExportAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ExportRules.Obstacle, ExportRules.NotExported, ExportRules.Input];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(
            static c =>
            {
                var type = (INamedTypeSymbol)c.Symbol;
                if (type.Find(Names.Model) is not null) ExportParser.Parse(type, c.ReportDiagnostic, c.CancellationToken);
            },
            SymbolKind.NamedType));
    }
}
