using Microsoft.CodeAnalysis;
using MlDsl.Generators.Models;

namespace MlDsl.Generators.Incremental;

/// <summary>Makes a model of each class marked <c>[Model]</c>.</summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.CompilationProvider
            .Select(static (compilation, cancellation) => Declarations.Of(compilation, cancellation))
            .WithTrackingName("declarations");
        var models = declarations
            .SelectMany(static (all, _) => HintNames.Distinct(all.Models, static m => m.Type, static (m, type) => m with { Type = type }))
            .WithTrackingName("model");
        var stubs = declarations
            .SelectMany(static (all, _) => HintNames.Distinct(all.ModelStubs, static s => s.Type, static (s, type) => s with { Type = type }))
            .WithTrackingName("stub");

        context.RegisterSourceOutput(models, static (output, spec) =>
            output.AddSource($"{spec.Type.HintName}.Model.g.cs", spec.Series is { } series ? ForecastEmitter.Emit(spec, series) : ModelEmitter.Emit(spec)));
        context.RegisterSourceOutput(stubs, static (output, stub) =>
            output.AddSource($"{stub.Type.HintName}.Model.Stub.g.cs", ModelStubEmitter.Emit(stub)));
    }
}
