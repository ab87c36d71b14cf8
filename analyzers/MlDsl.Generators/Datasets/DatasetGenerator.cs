using Microsoft.CodeAnalysis;
using MlDsl.Generators.Incremental;

namespace MlDsl.Generators.Datasets;

/// <summary>Writes reader, input, feature code and learned state for each type marked <c>[Dataset]</c>.</summary>
[Generator]
public sealed class DatasetGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var plans = context.CompilationProvider
            .Select(static (compilation, cancellation) => Declarations.Of(compilation, cancellation))
            .WithTrackingName("declarations")
            .SelectMany(static (all, _) => DatasetPlan.All(
                HintNames.Distinct(all.Datasets, static d => d.Type, static (d, type) => d with { Type = type }), all.Features))
            .WithTrackingName("plan");

        context.RegisterSourceOutput(plans, static (output, plan) =>
            output.AddSource($"{plan.Dataset.Type.HintName}.Features.g.cs", DatasetEmitter.Emit(plan)));
    }
}
