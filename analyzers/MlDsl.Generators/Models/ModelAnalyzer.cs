using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Models;

/// <summary>Voices the parser: why a class is no model, and what is said in vain on one that is not meant to be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ModelRules.OptionOutOfRange, ModelRules.WrongTrainer, ModelRules.WrongStep, ModelRules.NoGroup, ModelRules.NoInteractions, ModelRules.NoModel,
         ModelRules.UnknownRange, ModelRules.WrongRange, ModelRules.RangeOutOfOption, DatasetRules.Labels, DatasetRules.CannotExtend, ColumnRules.OptionRefused];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(
            static c =>
            {
                var type = (INamedTypeSymbol)c.Symbol;
                if (type.Find(Names.Model) is not null) ModelParser.Parse(type, c.ReportDiagnostic, c.CancellationToken);
                else NoModel.Check(type, c.ReportDiagnostic, c.CancellationToken);
            },
            SymbolKind.NamedType));
    }
}
