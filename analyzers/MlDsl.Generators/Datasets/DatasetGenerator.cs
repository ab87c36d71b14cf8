using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Datasets;

/// <summary>Writes reader, input, feature code and learned state for each type marked <c>[Dataset]</c>.</summary>
[Generator]
public sealed class DatasetGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var features = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Features, static (node, _) => node is TypeDeclarationSyntax, static (c, cancellation) =>
                c.TargetSymbol is INamedTypeSymbol type ? FeaturesParser.Parse(type, null, cancellation) : null)
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
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, static (c, cancellation) =>
                c.TargetSymbol is INamedTypeSymbol type ? DatasetParser.Parse(type, null, cancellation) : null)
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName("dataset")
            .Collect();
}
