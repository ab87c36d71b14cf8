using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.DatasetCode;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Manifests;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>Manifests as the build writes them for a file that MlDsl exported.</summary>
internal static class Exported
{
    /// <summary>What the file says of the data set <paramref name="row"/> in <paramref name="trained"/>: its columns, <paramref name="more"/> of them, and feature methods.</summary>
    public static string Schema(string trained, string row, string more = "")
    {
        INamedTypeSymbol input = CSharp.Compile(trained).GetTypeByMetadataName(row)!;
        FeaturedDataset plan = Generators.Onnx.RecordReader.Read(input, OnnxNames.Input, isInput: true, default).Plan!;
        return Fact("mldsl.schema.columns", string.Join('\n', plan.Dataset.Columns.Select(static c => c.Canonical)) + more) + "\n"
            + Fact("mldsl.schema.features", string.Join('\n', plan.Features.SelectMany(static f => f.Features).Select(static f => f.Canonical)));
    }

    /// <summary>The adapter <c>M</c> of <paramref name="source"/>, compiled without warnings beside what is generated for its data set.</summary>
    public static string Adapter(string manifest, string source)
    {
        CSharpGeneratorDriver
            .Create([new OnnxModelGenerator().AsSourceGenerator(), new DatasetGenerator().AsSourceGenerator()], OnnxTest.Files(manifest), (CSharpParseOptions)CSharp.Parse("").Options)
            .RunGeneratorsAndUpdateCompilation(CSharp.CompileForNet8(source), out Compilation compilation, out _);
        CSharp.AssertClean(compilation);
        return compilation.SyntaxTrees.Single(static t => t.FilePath.EndsWith("M.Onnx.g.cs", StringComparison.Ordinal)).ToString();
    }

    /// <summary>An entry of the metadata.</summary>
    public static string Fact(string key, string value) =>
        $"metadata \"{key}\" \"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
