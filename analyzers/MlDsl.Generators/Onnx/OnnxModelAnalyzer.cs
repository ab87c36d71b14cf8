using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Compiled;

namespace MlDsl.Generators.Onnx;

/// <summary>Voices the parser: where a model file and the class that calls it disagree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OnnxModelAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        OnnxRules.Names, OnnxRules.ElementType, OnnxRules.Shape, OnnxRules.Classes, OnnxRules.Schema, OnnxRules.Backend,
        OnnxRules.PinnedHash, OnnxRules.Model, OnnxRules.Declaration, OnnxRules.RunsOnRuntime, OnnxRules.Renamed, OnnxRules.Computed,
        TreeRules.Iterations, TreeRules.Precision, MlNetRules.Step, MlNetRules.Schema,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start =>
        {
            var files = new Lazy<BuiltModels>(() => BuiltModels.Of(start.Options.AdditionalFiles, start.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
            start.RegisterSymbolAction(
                c =>
                {
                    var type = (INamedTypeSymbol)c.Symbol;
                    if (OnnxModelReader.Attribute(type) is not null) OnnxModelParser.Parse(type, files.Value, c.ReportDiagnostic, c.CancellationToken);
                },
                SymbolKind.NamedType);
        });
    }
}
