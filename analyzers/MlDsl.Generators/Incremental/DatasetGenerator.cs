using Microsoft.CodeAnalysis;
using MlDsl.Generators.Incremental;

namespace MlDsl.Generators.Datasets;

/// <summary>Writes reader, input, feature code and learned state for each type marked <c>[Dataset]</c>.</summary>
[Generator]
public sealed class DatasetGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.CompilationProvider
            .Select(static (compilation, cancellation) => Declarations.Of(compilation, cancellation))
            .WithTrackingName("declarations");
        var plans = declarations.SelectMany(static (all, _) => DatasetPlan.All(Datasets(all), all)).WithTrackingName("plan");
        var stubs = declarations
            .SelectMany(static (all, _) => HintNames.Distinct(
                all.DatasetStubs.Concat(DatasetPlan.Stubs(Datasets(all), all)), static s => s.Type, static (s, type) => s with { Type = type }))
            .WithTrackingName("stub");

        context.RegisterSourceOutput(plans, static (output, plan) =>
            output.AddSource($"{plan.Dataset.Type.HintName}.Features.g.cs", DatasetEmitter.Emit(plan)));
        context.RegisterSourceOutput(stubs, static (output, stub) =>
            output.AddSource($"{stub.Type.HintName}.Stub.g.cs", DatasetStubEmitter.Emit(stub)));
    }

    private static IEnumerable<DatasetSpec> Datasets(Declarations all) =>
        HintNames.Distinct(all.Datasets, static d => d.Type, static (d, type) => d with { Type = type });
}
