using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators.Manifests;

namespace MlDsl.Analyzers.Rules;

/// <summary>A prediction engine, a pool or rows have other columns than the model that ML.NET saved.</summary>
public sealed class PredictionEngineMismatch : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2085",
        "The classes and the model of ML.NET disagree",
        "{0}",
        "Onnx",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Onnx/PredictionEngineMismatch"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (OnnxModels.ReadMlNet(context.Options.AdditionalFiles, context.CancellationToken) is not { } models) return;
        Compilation compilation = context.Compilation;
        CancellationToken cancellation = context.CancellationToken;
        FlowRule.Watch(context, [flow => Find(flow, symbols, model => ModelOf(model, models, compilation, cancellation))]);
        if (compilation.GetTypeByMetadataName("Microsoft.Extensions.ML.PredictionEnginePool`2") is not null)
            context.RegisterOperationAction(operation => CheckPool(operation, models, symbols), OperationKind.Invocation);
    }

    private static Manifest? ModelOf(Transformer? model, OnnxModels models, Compilation compilation, CancellationToken cancellation) =>
        model?.File is var (path, stack) && new ModelPath(stack, compilation, cancellation).NameOf(path) is { } name ? models.Find(name) : null;

    private static IEnumerable<Finding> Find(MethodFlow flow, KnownSymbols symbols, Func<Transformer?, Manifest?> modelOf)
    {
        foreach (EngineEvent engine in flow.All<EngineEvent>())
        {
            if (modelOf(engine.Model) is not { } model || engine.Call.Argument("options") is not null) continue;
            if (engine.Call.Argument("inputSchemaDefinition") is not null) continue;
            foreach (var (member, problem) in EngineContract.Input(model, engine.Brought, engine.Input.Name, symbols)) yield return At(engine, member, problem);
            if (engine.Call.Argument("outputSchemaDefinition") is not null) continue;
            bool isWhole = engine.Call.Argument("ignoreMissingColumns")?.ConstantValue is { HasValue: true, Value: false };
            foreach (var (member, problem) in EngineContract.Output(model, engine.Brought, engine.Output, isWhole)) yield return At(engine, member, problem);
        }
        foreach (TransformEvent transform in flow.All<TransformEvent>())
        {
            if (!transform.Input.Applied.IsEmpty || modelOf(transform.Model) is not { } model) continue;
            foreach (var (member, problem) in EngineContract.Input(model, transform.Input.Schema, "the rows", symbols)) yield return At(transform, member, problem);
        }
    }

    private static Finding At(FlowEvent found, ISymbol? member, string problem) =>
        new(Rule, member?.Locations is [{ IsInSource: true } place, ..] ? place : found.Root.NameLocation(), found, problem);

    private static void CheckPool(OperationAnalysisContext context, OnnxModels models, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "FromFile", TypeArguments: [INamedTypeSymbol input, INamedTypeSymbol output] } method || method.ContainingNamespace?.ToDisplayString() != "Microsoft.Extensions.ML") return;
        if (new ModelPath([], context.Compilation, context.CancellationToken).NameOf(call.Argument("filePath")) is not { } name || models.Find(name) is not { } model) return;
        Schema brought = RowSchema.Of(input, symbols, isRead: true);
        foreach (var (member, problem) in EngineContract.Input(model, brought, input.Name, symbols).Concat(EngineContract.Output(model, brought, output, isWhole: false).Select(static found => ((ISymbol?)found.Member, found.Problem))))
        {
            bool isHere = member?.Locations is [{ SourceTree: { } tree }, ..] && context.Compilation.ContainsSyntaxTree(tree);
            context.ReportDiagnostic(Diagnostic.Create(Rule, isHere ? member!.Locations[0] : call.NameLocation(), problem));
        }
    }
}
