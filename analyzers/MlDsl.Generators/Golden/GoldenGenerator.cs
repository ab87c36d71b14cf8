using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Golden;

/// <summary>Writes the theory of each test class marked <c>[Golden]</c>.</summary>
[Generator]
public sealed class GoldenGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var surroundings = context.CompilationProvider
            .Select(static (compilation, _) => GoldenSurroundings.Of(compilation))
            .WithTrackingName("surroundings");
        var files = context.AdditionalTextsProvider
            .Where(static file => GoldenSurroundings.IsGolden(file.Path))
            .Select(static (file, _) => GoldenSurroundings.Normal(file.Path))
            .Collect()
            .Select(static (all, _) => all.ToEquatable())
            .WithTrackingName("golden files");
        var tests = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Golden, static (_, _) => true, static (c, cancellation) => GoldenParser.Parse((INamedTypeSymbol)c.TargetSymbol, null, cancellation))
            .Where(static spec => spec is not null)
            .WithTrackingName("declaration")
            .Combine(surroundings.Combine(files))
            .Select(static (pair, _) => GoldenParser.Match(pair.Left!, pair.Right.Left with { Files = pair.Right.Right }, null))
            .Where(static spec => spec is not null)
            .WithTrackingName("test");

        context.RegisterSourceOutput(tests, static (output, spec) => output.AddSource($"{spec!.Type.HintName}.Golden.g.cs", GoldenEmitter.Emit(spec)));
    }
}
