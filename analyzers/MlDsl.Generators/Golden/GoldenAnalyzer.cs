using MlDsl.Generators.Columns;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Golden;

/// <summary>Voices the parser: why a class is no test of golden rows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GoldenAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [GoldenRules.NoFramework, GoldenRules.NoFile, GoldenRules.NoModel, GoldenRules.NoScorer, DatasetRules.CannotExtend, ColumnRules.OptionRefused];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start =>
        {
            var surroundings = new Lazy<GoldenSurroundings>(
                () => GoldenSurroundings.Of(start.Compilation) with
                {
                    Files = start.Options.AdditionalFiles.Select(static f => GoldenSurroundings.Normal(f.Path)).Where(GoldenSurroundings.IsGolden).ToEquatable(),
                },
                LazyThreadSafetyMode.PublicationOnly);
            start.RegisterSymbolAction(
                c =>
                {
                    var type = (INamedTypeSymbol)c.Symbol;
                    if (type.Find(Names.Golden) is not { } attribute || GoldenParser.Parse(type, c.ReportDiagnostic, c.CancellationToken) is not { } spec) return;
                    Location place = attribute.Place(type, c.CancellationToken);
                    GoldenParser.Match(spec, surroundings.Value, (rule, argument) => c.ReportDiagnostic(Diagnostic.Create(rule, place, argument)));
                },
                SymbolKind.NamedType);
        });
    }
}
