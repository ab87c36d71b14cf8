using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;
using MlDsl.Generators.Onnx;

namespace MlDsl.Analyzers.Rules;

/// <summary>A class keeps a prediction engine of a file that could be the class itself.</summary>
public sealed class EngineBecomesModel : MlDslAnalyzer
{
    /// <summary>The properties of a finding: the model's path, and the members of the prediction that the engine fills and the class would not.</summary>
    internal const string Model = "model", Unfilled = "unfilled";

    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2086",
        "A prediction engine can be a class of its model",
        "'{0}' keeps a prediction engine of '{1}', which can be a class instead: checked while compiling, for any number of threads, without an engine",
        "Onnx",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Onnx/EngineBecomesModel"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (symbols.PredictionEngine is null || context.Compilation.GetTypeByMetadataName(OnnxNames.MlNetModel) is null || !context.Options.AdditionalFiles.Any(BuiltModels.IsMlNetManifest)) return;
        var files = new Lazy<BuiltModels>(() => BuiltModels.Of(context.Options.AdditionalFiles, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        var models = new Lazy<OnnxModels?>(() => OnnxModels.ReadMlNet(context.Options.AdditionalFiles, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (EngineClass.Of(type, symbol.Compilation, symbol.CancellationToken) is not { } kept) return;
                if (new ModelPath([], symbol.Compilation, symbol.CancellationToken).NameOf(kept.Path) is not { } name || models.Value?.Find(name) is not { } model) return;
                if (Unfillable(kept, model, files.Value, symbol.Compilation, symbols, symbol.CancellationToken) is not { } unfilled) return;
                var properties = ImmutableDictionary<string, string?>.Empty.Add(Model, model.Model).Add(Unfilled, string.Join("\n", unfilled));
                symbol.ReportDiagnostic(Diagnostic.Create(Rule, kept.Part.Identifier.GetLocation(), properties, type.Name, model.Model));
            },
            SymbolKind.NamedType);
    }

    /// <summary>The members of the prediction class that a class of the model leaves alone and an engine fills; null where there can be no such class.</summary>
    private static IReadOnlyList<string>? Unfillable(EngineClass kept, Manifest model, BuiltModels files, Compilation compilation, KnownSymbols symbols, CancellationToken cancellation)
    {
        if (!kept.IsItself && kept.Type.ContainingType is not null || kept.Type.ContainingType is not null && !TypeDeclaration.IsOpen(kept.Type.ContainingType)) return null;
        // What is written is as visible as the class, and speaks of both types.
        if (kept.IsItself && kept.Type.IsVisible() && new[] { kept.Input, kept.Output }.OfType<INamedTypeSymbol>().Any(static t => !t.IsVisible())) return null;
        if (kept.Labels.Count > 0 && !HasLabels(kept, model)) return null;
        return ClassOfModel.Unfillable(kept.Type, kept.IsItself, kept.Input, kept.Output, model, files, compilation, symbols, cancellation);
    }

    // What is asked for are the classes of the scores, and the class can say them.
    private static bool HasLabels(EngineClass kept, Manifest model) => model.MetadataOf("mlnet.label") is { } label && kept.Labels.All(reader => reader.Column == label) && MlNetMembers.ScoreLabels(model).Count > 0
        && (!kept.IsItself || kept.Type.Name != OnnxModelEmitter.Labels && OwnMembers.Of(kept.Type).All(static m => m.Name != OnnxModelEmitter.Labels));
}
