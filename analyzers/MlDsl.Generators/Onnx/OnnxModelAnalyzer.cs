using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators.Onnx;

/// <summary>Voices the parser: where a model file and the class that calls it disagree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OnnxModelAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        OnnxRules.Names, OnnxRules.ElementType, OnnxRules.Shape, OnnxRules.Classes, OnnxRules.Schema, OnnxRules.Backend,
        OnnxRules.PinnedHash, OnnxRules.Model, OnnxRules.Declaration,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var files = start.Options.AdditionalFiles;
            var manifests = new Lazy<EquatableArray<Manifest>>(() => files
                .Where(static file => file.Path.EndsWith(ManifestParser.Extension, StringComparison.OrdinalIgnoreCase))
                .Select(file => ManifestParser.Parse(file.Path, file.GetText(start.CancellationToken), start.CancellationToken))
                .ToEquatable(), LazyThreadSafetyMode.PublicationOnly);
            start.RegisterSymbolAction(
                c =>
                {
                    var type = (INamedTypeSymbol)c.Symbol;
                    if (type.Find(OnnxNames.OnnxModel) is not null) OnnxModelParser.Parse(type, manifests.Value, c.ReportDiagnostic, c.CancellationToken);
                },
                SymbolKind.NamedType);
        });
    }
}
