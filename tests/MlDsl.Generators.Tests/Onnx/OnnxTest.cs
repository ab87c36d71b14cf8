using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>Runs the generator and its analyzer over a source and the manifests of its models.</summary>
internal static class OnnxTest
{
    public const string Hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    /// <summary>The lines of a manifest below those that every one has.</summary>
    public static string Manifest(string body, string model = "Models/m.onnx") => $"""
        mldsl-manifest 1
        model "{model}"
        sha256 {Hash}
        bytes 1
        ir 8
        producer "" ""
        opset "ai.onnx" 17
        {body}
        node "ai.onnx" "Any" "" () -> ()

        """;

    /// <summary>The adapter, compiled without warnings, with every promise of <see cref="GeneratorTest"/>.</summary>
    public static GeneratorRun Run(string manifest, string source, string plan = "")
    {
        GeneratorRun run = GeneratorTest.RunOnBroken<OnnxModelGenerator>(Files(manifest, plan), source);
        CSharp.AssertClean(run.Compilation);
        return run;
    }

    private static readonly ImmutableArray<MetadataReference> MlNet =
        [.. CSharp.References.Where(static r => Path.GetFileName(r.Display ?? "").StartsWith("Microsoft.ML.", StringComparison.Ordinal))];

    /// <summary>Asserts that the analyzer reports exactly the marked places, and gives its messages.</summary>
    public static async Task<string[]> Verify(string manifest, string markup, string plan = "")
    {
        Markup marked = Markup.Parse(markup);
        ImmutableArray<Diagnostic> found = await Diagnostics(manifest, marked.Source, plan);
        Assert.Equal(
            marked.Places.Select(p => $"{p.Id} {marked.Source[p.Span.Start..p.Span.End]}"),
            found.Select(d => $"{d.Id} {marked.Source[d.Location.SourceSpan.Start..d.Location.SourceSpan.End]}"));

        // Where the analyzer speaks, there is a stub or nothing in place of the adapter, and the other way round.
        GeneratorRun run = GeneratorTest.RunOnBroken<OnnxModelGenerator>(Files(manifest, plan), MlNet, marked.Source);
        Assert.Equal(found.All(static d => d.Severity != DiagnosticSeverity.Error), run.Sources.Any(static s => s.HintName.EndsWith(".Onnx.g.cs", StringComparison.Ordinal)));
        return [.. found.Select(static d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }

    public static ImmutableArray<AdditionalText> Files(params string[] files) =>
        [.. files.Where(static f => f.Length > 0).Select(static (f, i) => new TestFile($"obj/mldsl/{i}.onnx.{(f.StartsWith("mldsl-plan", StringComparison.Ordinal) ? "plan" : "manifest")}", f))];

    /// <summary>The lines of a plan below those that every one has.</summary>
    public static string Plan(string body, string model = "Models/m.onnx") => $"""
        mldsl-plan 1
        model "{model}"
        sha256 {Hash}
        {body}

        """;

    /// <summary>What the analyzer says of a source whose generated code is there.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(string manifest, string source, string plan = "")
    {
        CSharpGeneratorDriver
            .Create([new OnnxModelGenerator().AsSourceGenerator(), new DatasetGenerator().AsSourceGenerator()], Files(manifest, plan), (CSharpParseOptions)CSharp.Parse("").Options)
            .RunGeneratorsAndUpdateCompilation(CSharp.Compile(source), out Compilation compilation, out _);
        var failures = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(Files(manifest, plan)), (exception, _, _) => failures.Add(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new OnnxModelAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(failures);
        return [.. found.Where(static d => !d.IsSuppressed).OrderBy(static d => d.Location.SourceSpan.Start)];
    }
}
