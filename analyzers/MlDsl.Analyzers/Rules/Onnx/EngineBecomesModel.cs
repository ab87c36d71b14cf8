using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;
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
        if (kept.Input is not INamedTypeSymbol input || kept.Output is not INamedTypeSymbol output || MemberTypes.IsSingle(input) || MemberTypes.IsSingle(output)) return null;
        if (!kept.IsItself && kept.Type.ContainingType is not null || kept.Type.ContainingType is not null && !TypeDeclaration.IsOpen(kept.Type.ContainingType)) return null;
        // What is written is as visible as the class, and speaks of both types.
        if (new[] { input, output }.Any(t => TypeDeclaration.Barrier(t) is not null || kept.IsItself && kept.Type.IsVisible() && !t.IsVisible())) return null;
        if (kept.Labels.Count > 0 && !HasLabels(kept, model)) return null;
        RecordSpec taken = RecordReader.Read(input, OnnxNames.Input, isInput: true, cancellation, compilation.Assembly, isMlNet: true);
        RecordSpec given = RecordReader.Read(output, OnnxNames.Output, isInput: false, cancellation, isMlNet: true);
        var made = new HashSet<string>(model.Outputs.Select(static o => o.Name), StringComparer.Ordinal);
        Schema brought = RowSchema.Of(input, symbols, isRead: true);
        var columns = new HashSet<string>(model.Metadata.Where(static m => m.Key == "mlnet.given").Select(static m => m.Value).Concat(brought.Columns.Keys), StringComparer.Ordinal);
        MemberSpec[] others = [.. given.Members.Where(m => !made.Contains(m.GraphName) && (m.IsExplicit || columns.Contains(m.GraphName)))];
        if (others.Any(static m => m.IsRequired)) return null;
        var declaration = new OnnxModelDeclaration
        {
            Type = TypeDeclaration.Of(kept.Type),
            Path = model.Model,
            IsTrees = false,
            IsMlNet = true,
            HasMlNet = compilation.ReferencedAssemblyNames.Any(static assembly => assembly.Name == OnnxNames.MlNetAssembly),
            Iterations = "",
            Backend = "Auto",
            Provider = "Cpu",
            Fallback = "Fail",
            MaxBatch = 32,
            Sha256 = null,
            Classes = default,
            Input = taken,
            Output = given with { Members = given.Members.Except(others).ToEquatable() },
            Members = kept.IsItself ? OwnMembers.Of(kept.Type).ToEquatable() : default,
            IsOpen = true,
            IsStatic = false,
            IsRow = false,
            IsCurrent = Languages.Of(kept.Type) >= Languages.Needed,
            Obstacle = null,
        };
        bool fails = false;
        OnnxModelParser.Match(declaration, files, problem => fails |= problem.Rule.DefaultSeverity == DiagnosticSeverity.Error);
        return fails || !declaration.IsCurrent ? null : [.. others.Select(static m => m.Name)];
    }

    // What is asked for are the classes of the scores, and the class can say them.
    private static bool HasLabels(EngineClass kept, Manifest model) => model.MetadataOf("mlnet.label") is { } label && kept.Labels.All(reader => reader.Column == label) && MlNetMembers.ScoreLabels(model).Count > 0
        && (!kept.IsItself || kept.Type.Name != OnnxModelEmitter.Labels && OwnMembers.Of(kept.Type).All(static m => m.Name != OnnxModelEmitter.Labels));
}
