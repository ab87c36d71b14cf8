using Microsoft.CodeAnalysis;
using MlDsl.Generators.Compiled;

namespace MlDsl.Generators.Onnx;

/// <summary>Writes the adapter of each class marked <c>[OnnxModel]</c> or <c>[TreeModel]</c>. It reads manifests, never models.</summary>
[Generator]
public sealed class OnnxModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A manifest or plan is parsed when it changes; all the rest of the pipeline sees values.
        var manifests = context.AdditionalTextsProvider
            .Where(ModelFiles.IsManifest)
            .Select(ModelFiles.Manifest)
            .WithTrackingName("manifest")
            .Collect()
            .Select(static (all, _) => all.ToEquatable())
            .WithTrackingName("all manifests");
        var plans = context.AdditionalTextsProvider
            .Where(ModelFiles.IsPlan)
            .Select(ModelFiles.Plan)
            .WithTrackingName("plan")
            .Collect()
            .Select(static (all, _) => all.ToEquatable())
            .WithTrackingName("all plans");

        foreach (string attribute in new[] { OnnxNames.OnnxModel, OnnxNames.TreeModel })
        {
            var adapters = context.SyntaxProvider
                .ForAttributeWithMetadataName(attribute, static (_, _) => true, static (c, cancellation) =>
                    OnnxModelReader.Read((INamedTypeSymbol)c.TargetSymbol, cancellation))
                .WithTrackingName("declaration")
                .Combine(manifests.Combine(plans))
                .Select(static (pair, _) => OnnxModelParser.Match(pair.Left, new ModelFiles(pair.Right.Left, pair.Right.Right), null))
                .Where(static spec => spec is not null)
                .WithTrackingName("adapter");

            context.RegisterSourceOutput(adapters, static (output, spec) =>
                output.AddSource($"{spec!.Type.HintName}.Onnx.g.cs", OnnxModelEmitter.Emit(spec)));
        }
    }
}
