using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Features;

/// <summary>Voices the parser: why a class of features is not part of its data set.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FeaturesAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        FeaturesRules.Signature, FeaturesRules.ParameterType, FeaturesRules.UnknownParameter, FeaturesRules.Circle, FeaturesRules.UsesLabel,
        FeaturesRules.UsesAfterOutcome, FeaturesRules.SameName, FeaturesRules.Unseen, DatasetRules.Roles, ColumnRules.KindRefusesType, DatasetRules.CannotExtend, ColumnRules.OptionRefused,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(
            static c =>
            {
                var type = (INamedTypeSymbol)c.Symbol;
                if (type.Find(Names.Features) is not null) FeaturesParser.Parse(type, c.ReportDiagnostic, c.CancellationToken);
            },
            SymbolKind.NamedType));
    }
}
