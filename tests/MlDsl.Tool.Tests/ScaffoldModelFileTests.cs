using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Compiler;
using MlDsl.Compiler.Costs;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Tests;

/// <summary>Classes drafted from model files: what is drafted compiles against the file's own contract without a finding.</summary>
public sealed class ScaffoldModelFileTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Models => Directory.Exists(TestData.Models) ? [.. Files()] : ["absent"];

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(TestData.Models, "*", SearchOption.AllDirectories)
        .Where(static path => Path.GetExtension(path) is ".onnx" or ".zip" or ".json" || Path.GetFileName(path) == "lightgbm-iris.txt")
        .Select(static path => Path.GetRelativePath(TestData.Models, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    [TheoryWith("adult.csv")]
    [MemberData(nameof(Models))]
    public async Task EveryModelFileHasAClassThatFitsIt(string file)
    {
        string path = TestData.Model(file), name = $"Models/{Path.GetFileName(file)}";
        Answer answer = await CodeFolder.Run("scaffold", path, "--name", "Drafted");
        if (file == "mlnet/sales-spikes.zip")
        {
            Assert.Equal((2, ""), (answer.Code, answer.Output));
            Assert.Contains("(IidSpikeDetector) remembers the rows before", answer.Error, StringComparison.Ordinal);
            return;
        }
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        BackendQuestion question = BackendQuestion.Parse("auto", "present")!;
        ImmutableArray<AdditionalText> files = [new BuildFile("manifest", ModelFileKind.TextOf(path, name)), new BuildFile("plan", ModelCompiler.Compile(File.ReadAllBytes(path), name, question).Plan)];
        GeneratorRun run = GeneratorTest.RunOnBroken<OnnxModelGenerator>(files, answer.Output);
        CSharp.AssertClean(run.Compilation);
        ImmutableArray<Diagnostic> found = await CSharp.CompileForNet8(answer.Output)
            .WithAnalyzers([new OnnxModelAnalyzer()], new AnalyzerOptions(files)).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, static finding => finding.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("m.onnx", "is not an ONNX model that MlDsl can read")]
    [InlineData("m.zip", "is no model that MlDsl can read: ")]
    [InlineData("m.json", "is no model that MlDsl can read: ")]
    public async Task ADamagedModelIsRefusedByName(string name, string reason)
    {
        Answer answer = await CodeFolder.Run("scaffold", folder.Write(name, "no model at all"));
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelHasNoLabelToName()
    {
        Answer answer = await CodeFolder.Run("scaffold", folder.Write("m.onnx", ""), "--label", "x");
        Assert.Equal(2, answer.Code);
        Assert.Contains("--label and --task are for files of rows", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheKindOfModelStaysWhatTheFileIs()
    {
        Answer answer = await CodeFolder.Run("scaffold", folder.Write("m.zip", ""), "--model-path", "Models/m");
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains("--model-path 'Models/m' does not end in '.zip'", answer.Error, StringComparison.Ordinal);
    }

    private sealed class BuildFile(string kind, string text) : AdditionalText
    {
        public override string Path => $"obj/mldsl/0.onnx.{kind}";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
