using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Datasets;

/// <summary>Writes reader, input, feature code and learned state for each type marked <c>[Dataset]</c>.</summary>
[Generator]
public sealed class DatasetGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var features = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Features, static (_, _) => true, static (c, cancellation) =>
                FeaturesParser.Parse((INamedTypeSymbol)c.TargetSymbol, null, cancellation))
            .Where(static spec => spec is not null)
            .WithTrackingName("features")
            .Collect()
            .Select(static (specs, _) => specs.Distinct().ToEquatable())
            .WithTrackingName("all features");

        var plans = Specs(context, Names.Dataset).Combine(Specs(context, Names.DatasetOf))
            .Select(static (both, _) => both.Left.AddRange(both.Right))
            .Distinct(static spec => spec.Type, static (spec, type) => spec with { Type = type })
            .WithTrackingName("distinct dataset")
            .Combine(features)
            .Select(static (pair, _) => DatasetPlan.Combine(pair.Left, pair.Right!))
            .WithTrackingName("plan");

        context.RegisterSourceOutput(plans, static (output, plan) =>
            output.AddSource($"{plan.Dataset.Type.HintName}.Features.g.cs", DatasetEmitter.Emit(plan)));
    }

    private static IncrementalValueProvider<ImmutableArray<DatasetSpec>> Specs(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (_, _) => true, static (c, cancellation) =>
                DatasetParser.Parse((INamedTypeSymbol)c.TargetSymbol, null, cancellation))
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName("dataset")
            .Collect();
}
