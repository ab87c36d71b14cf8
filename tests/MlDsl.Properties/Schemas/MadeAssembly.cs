using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Properties.Schemas;

/// <summary>Schemas compiled with the generators into one assembly, with every warning an error.</summary>
internal static class MadeAssembly
{
    /// <summary>Files that are compiled together with adapters, and the generators that they need.</summary>
    public static (IReadOnlyList<SyntaxTree> Files, IReadOnlyList<ISourceGenerator> Generators) Beside(IEnumerable<string> sources) =>
        ([.. CSharp.Compile([.. sources]).SyntaxTrees.Select(static (tree, i) => tree.WithFilePath($"Beside{i}.cs"))], Generators);

    private static ISourceGenerator[] Generators => [new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()];

    /// <summary>The bridge of every model.</summary>
    /// <exception cref="InvalidOperationException">The generated code does not compile; the message has the first diagnostics and the source.</exception>
    public static List<object> Compile(IReadOnlyList<IMadeModel> models)
    {
        var compilation = (CSharpCompilation)CSharp.Compile([.. models.Select(static model => model.Source)]);
        compilation = compilation.WithAssemblyName($"Made{models[0].Name}").WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        CSharpGeneratorDriver
            .Create(Generators, parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> said);
        using var stream = new MemoryStream();
        var result = generated.Emit(stream);
        List<Diagnostic> problems = [.. result.Diagnostics.Concat(said).Where(static d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS1591" or "CS8019"))];
        if (!result.Success || problems.Count > 0)
        {
            string text = string.Join('\n', Refused(models, compilation).Concat(problems.DistinctBy(static d => d.Id)).Concat(problems).Take(24).Select(static d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}"));
            throw new InvalidOperationException($"{models[0].Name} to {models[^1].Name} do not compile:\n{text}");
        }
        stream.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(stream);
        return [.. models.Select(model => Activator.CreateInstance(assembly.GetType($"{model.Name}.RowBridge", true)!)!)];
    }

    // What the parsers say of declarations for which no code was written.
    private static List<Diagnostic> Refused(IReadOnlyList<IMadeModel> models, CSharpCompilation compilation)
    {
        List<Diagnostic> said = [];
        foreach (IMadeModel model in models)
        {
            DatasetParser.Parse(compilation.GetTypeByMetadataName($"{model.Name}.Row")!, said.Add, default);
            if (compilation.GetTypeByMetadataName($"{model.Name}.RowFeatures") is { } features) FeaturesParser.Parse(features, said.Add, default);
            ModelParser.Parse(compilation.GetTypeByMetadataName($"{model.Name}.RowModel")!, said.Add, default);
        }
        return said;
    }
}
