using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Gates;

/// <summary>Writes the facts of each <c>[assembly: GatesOf]</c>.</summary>
[Generator]
public sealed class GatesGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var hasTests = context.CompilationProvider.Select(static (compilation, _) => GatesParser.HasTests(compilation)).WithTrackingName("surroundings");
        var gates = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.GatesOf, static (_, _) => true,
                static (c, cancellation) => c.Attributes.Select(a => GatesParser.Parse(a, c.SemanticModel.Compilation.Assembly, null, cancellation)).OfType<GatesSpec>().ToEquatable())
            .WithTrackingName("declaration")
            .Collect()
            .Combine(hasTests)
            .Select(static (pair, _) => pair.Right ? Distinct(pair.Left.SelectMany(static specs => specs)).ToEquatable() : [])
            .WithTrackingName("gates");

        context.RegisterSourceOutput(gates.SelectMany(static (specs, _) => specs.ToArray()), static (output, spec) => output.AddSource(HintNames.Of($"{spec.Namespace}.{spec.Name}") + ".g.cs", GatesEmitter.Emit(spec)));
    }

    // Names of files that differ in case only are one.
    private static IEnumerable<GatesSpec> Distinct(IEnumerable<GatesSpec> specs) =>
        specs.GroupBy(static spec => $"{spec.Namespace}.{spec.Name}", StringComparer.OrdinalIgnoreCase).Select(static group => group.First());
}
