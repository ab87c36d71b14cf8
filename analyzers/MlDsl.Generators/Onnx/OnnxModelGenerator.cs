using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Onnx;

/// <summary>Writes the adapter of each class marked <c>[OnnxModel]</c>. It reads manifests, never models.</summary>
[Generator]
public sealed class OnnxModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A manifest is parsed when it changes; all the rest of the pipeline sees values.
        var manifests = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(ManifestParser.Extension, StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancellation) => ManifestParser.Parse(file.Path, file.GetText(cancellation), cancellation))
            .WithTrackingName("manifest")
            .Collect()
            .Select(static (all, _) => all.ToEquatable())
            .WithTrackingName("all manifests");

        var adapters = context.SyntaxProvider
            .ForAttributeWithMetadataName(OnnxNames.OnnxModel, static (_, _) => true, static (c, cancellation) =>
                OnnxModelReader.Read((INamedTypeSymbol)c.TargetSymbol, cancellation))
            .WithTrackingName("declaration")
            .Combine(manifests)
            .Select(static (pair, _) => OnnxModelParser.Match(pair.Left, pair.Right, null))
            .Where(static spec => spec is not null)
            .WithTrackingName("adapter");

        context.RegisterSourceOutput(adapters, static (output, spec) =>
            output.AddSource($"{spec!.Type.HintName}.Onnx.g.cs", OnnxModelEmitter.Emit(spec)));
    }
}
