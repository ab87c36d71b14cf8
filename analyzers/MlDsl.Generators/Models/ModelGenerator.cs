using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Generators.Models;

/// <summary>Makes a model of each class marked <c>[Model]</c>.</summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Model, static (node, _) => node is TypeDeclarationSyntax, static (c, cancellation) =>
                c.TargetSymbol is INamedTypeSymbol type ? ModelParser.Parse(type, null, cancellation) : null)
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
