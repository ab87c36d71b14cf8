using Microsoft.CodeAnalysis;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Writes the adapter of each class marked <c>[OnnxModel]</c>, <c>[TreeModel]</c> or <c>[MlNetModel]</c>. It reads manifests, never models.</summary>
[Generator]
public sealed class OnnxModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A manifest or plan is parsed when it changes; all the rest of the pipeline sees values. One list of classes: of each list, and of
        // each pair that holds a struct, the compiler compiles the whole pipeline anew.
        var models = context.AdditionalTextsProvider
            .Where(BuiltModels.IsBuilt)
            .Select(BuiltModels.Read)
            .WithTrackingName("built file")
            .Collect()
            .Select(static (all, _) => BuiltModels.Of(all))
            .WithTrackingName("built models");

        foreach (string attribute in new[] { OnnxNames.OnnxModel, OnnxNames.TreeModel, OnnxNames.MlNetModel })
        {
            var adapters = context.SyntaxProvider
                .ForAttributeWithMetadataName(attribute, static (_, _) => true, static (c, cancellation) =>
                    OnnxModelReader.Read((INamedTypeSymbol)c.TargetSymbol, cancellation))
                .WithTrackingName("declaration")
                .Combine(models)
                .Select(static (pair, _) => Parse(pair.Left, pair.Right))
                .WithTrackingName("adapter");
            // Only what a wrong declaration leaves open is looked for in the whole project.
            var stubs = adapters
                .Where(static a => a.Stub is not null)
                .Combine(context.CompilationProvider)
                .Select(static (pair, cancellation) => OnnxUses.Add(pair.Left.Stub!, pair.Right, cancellation))
                .WithTrackingName("stub");

            context.RegisterSourceOutput(adapters.Where(static a => a.Spec is not null), static (output, adapter) =>
                output.AddSource($"{adapter.Spec!.Type.HintName}.Onnx.g.cs", OnnxModelEmitter.Emit(adapter.Spec)));
            context.RegisterSourceOutput(stubs, static (output, stub) =>
                output.AddSource($"{stub.Type.HintName}.Onnx.Stub.g.cs", OnnxModelStubEmitter.Emit(stub)));
        }
    }

    private static (OnnxModelSpec? Spec, OnnxModelStub? Stub) Parse(OnnxModelDeclaration declaration, BuiltModels files) =>
        OnnxModelParser.Match(declaration, files, null) is { } spec ? (spec, null) : (null, OnnxModelStub.Of(declaration, files));
}
