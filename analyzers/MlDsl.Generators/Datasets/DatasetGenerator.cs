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
            .Select(static (specs, _) => specs.ToEquatable())
            .WithTrackingName("all features");

        Emit(context, Names.Dataset, features!);
        Emit(context, Names.DatasetOf, features!);
    }

    private static void Emit(
        IncrementalGeneratorInitializationContext context, string attribute, IncrementalValueProvider<EquatableArray<FeaturesSpec>> features)
    {
        var plans = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (_, _) => true, static (c, cancellation) =>
                DatasetParser.Parse((INamedTypeSymbol)c.TargetSymbol, null, cancellation))
            .Where(static spec => spec is not null)
            .WithTrackingName("dataset")
            .Combine(features)
            .Select(static (pair, _) => DatasetPlan.Combine(pair.Left!, pair.Right))
            .WithTrackingName("plan");

        context.RegisterSourceOutput(plans, static (output, plan) =>
            output.AddSource($"{plan.Dataset.Type.HintName}.Features.g.cs", DatasetEmitter.Emit(plan)));
    }
}
