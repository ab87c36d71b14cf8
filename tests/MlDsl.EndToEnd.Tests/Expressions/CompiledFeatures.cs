using MlDsl.Generators.Incremental;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>Feature methods that are compiled while the tests run, with what the generator made of them.</summary>
internal sealed class CompiledFeatures
{
    private readonly Type type;

    public CompiledFeatures(string members)
    {
        CSharpCompilation compilation = CSharp.Compile(ExpressionCases.Source(members));
        CSharpGeneratorDriver.Create([new DatasetGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        using var assembly = new MemoryStream();
        var emitted = output.Emit(assembly);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")));
        // What is declared wrongly gives a stub, and the analyzers say why.
        var problems = output.WithAnalyzers([new DatasetAnalyzer(), new FeaturesAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.True(problems.IsEmpty, string.Join('\n', problems));
        Assembly loaded = Assembly.Load(assembly.ToArray());
        type = loaded.GetType("MixFeatures")!;
        Schema = (DatasetSchema)loaded.GetType("Mix")!.GetProperty("Schema")!.GetValue(null)!;
        Shade = loaded.GetType("Shade")!;
    }

    public DatasetSchema Schema { get; }

    public Type Shade { get; }

    public ColumnSchema Feature(string name) => Schema.Features.Single(f => f.Name == name);

    /// <summary>The method itself.</summary>
    public MethodInfo Method(string name) => type.GetMethod(name)!;

    /// <summary>The column that a parameter takes.</summary>
    public static string ColumnOf(ParameterInfo parameter) => char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];
}
