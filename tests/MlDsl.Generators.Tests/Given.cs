using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Gates;
using MlDsl.Generators.Golden;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Language;
using MlDsl.Generators.Models;
using MlDsl.Generators.Neighbours;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>The two generators over one source, and the promises that hold for every run of them.</summary>
internal static class Given
{
    /// <summary>Runs the data-set generator: cached, free of symbols, without a warning, documented.</summary>
    public static GeneratorRun Dataset(string source)
    {
        GeneratorRun run = GeneratorTest.Run<DatasetGenerator>("using MlDsl;\n" + source);
        AssertDocumented(run.Compilation);
        return run;
    }

    /// <summary>Runs both generators and asserts that their output compiles with the user's code without a warning.</summary>
    public static Compilation Model(string source, params MetadataReference[] libraries)
    {
        GeneratorTest.RunOnBroken<ModelGenerator>("using MlDsl;\n" + source);
        Compilation compilation = Generate(CSharp.Compile("using MlDsl;\n" + source).AddReferences(libraries));
        CSharp.AssertClean(compilation);
        AssertDocumented(compilation);
        return compilation;
    }

    /// <summary>The compilation with what both generators add to it.</summary>
    public static Compilation Generate(Compilation compilation)
    {
        CSharpGeneratorDriver
            .Create([new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        Assert.Empty(diagnostics);
        return output;
    }

    /// <summary>The spec of the only data set in <paramref name="source"/>.</summary>
    public static DatasetSpec Spec(string source)
    {
        Compilation compilation = CSharp.Compile("using MlDsl;\n" + source);
        return compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Select(static t => DatasetParser.Parse(t, null, default)).OfType<DatasetSpec>().First();
    }

    /// <summary>Every analyzer that belongs to the declarations.</summary>
    public static Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer[] Analyzers =>
        [new DatasetAnalyzer(), new FeaturesAnalyzer(), new ModelAnalyzer(), new OnnxModelAnalyzer(), new PurityAnalyzer(), new SampleAnalyzer(), new LanguageAnalyzer(), new NeighbourAnalyzer(), new FeatureVersionAnalyzer(), new TrainerAnalyzer(), new ExportAnalyzer(), new GoldenAnalyzer(), new GatesAnalyzer()];

    /// <summary>Every generator of declarations.</summary>
    public static IIncrementalGenerator[] Generators => [new DatasetGenerator(), new ModelGenerator(), new OnnxModelGenerator(), new GoldenGenerator()];

    private static void AssertDocumented(Compilation compilation) => Assert.Empty(compilation.GetDiagnostics()
        .Where(static d => d.Id == "CS1591" && d.Location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        .Select(static d => d.ToString()));
}
