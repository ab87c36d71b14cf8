using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>Makes a model of each class marked <c>[Model]</c>.</summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Model, static (_, _) => true, static (c, cancellation) =>
                ModelParser.Parse((INamedTypeSymbol)c.TargetSymbol, null, cancellation))
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName("model")
            .Collect()
            .Distinct(static spec => spec.Type, static (spec, type) => spec with { Type = type })
            .WithTrackingName("distinct model");

        context.RegisterSourceOutput(models, static (output, spec) =>
            output.AddSource($"{spec.Type.HintName}.Model.g.cs", ModelEmitter.Emit(spec)));
    }
}
