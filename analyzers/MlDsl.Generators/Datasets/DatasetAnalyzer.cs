using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Voices the parser: why a data set has no generated code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DatasetAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DatasetRules.Labels, ColumnRules.KindRefusesType, DatasetRules.Roles, DatasetRules.CannotExtend, ColumnRules.OptionRefused,
        DatasetRules.NoSource, DatasetRules.SameName, DatasetRules.AfterOutcome, DatasetRules.Identifier, DatasetRules.VectorLength,
        DatasetRules.OwnReader, WindowRules.Leaks, JoinRules.Leaks,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(
            static c =>
            {
                var type = (INamedTypeSymbol)c.Symbol;
                if (type.IsDataset())
                    DatasetParser.Parse(type, c.ReportDiagnostic, c.CancellationToken);
            },
            SymbolKind.NamedType));
    }
}
