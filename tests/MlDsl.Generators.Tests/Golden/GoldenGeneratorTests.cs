using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Golden;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Golden;

/// <summary>A test of golden rows is written where everything it needs is there, and said what is missing where it is not.</summary>
public sealed class GoldenGeneratorTests
{
    private const string Rows = """
        using MlDsl;
        [Dataset] public partial record Trip { [Numeric] public required float Miles { get; init; } [Label] public float Fare { get; init; } }
        [Model<Trip, Regression>] public sealed partial class Fares;
        [OnnxModel("fares.onnx")] public sealed partial class Graph : IScorer<Trip.Input, float>;
        public readonly record struct Said([property: Output("probabilities", Offset = 1)] float Chance, int Rank);
        [OnnxModel("fares.onnx")] public sealed partial class Named : IScorer<Trip.Input, Said>;
        public readonly record struct Dumb(int Rank);
        [OnnxModel("fares.onnx")] public sealed partial class Silent : IScorer<Trip.Input, Dumb>;
        [OnnxModel("fares.onnx")] public sealed partial class Other : IScorer<float, float>;
        """;

    private const string Framework = """
        namespace Xunit;
        [System.AttributeUsage(System.AttributeTargets.Method)] public sealed class TheoryAttribute : System.Attribute;
        [System.AttributeUsage(System.AttributeTargets.Method)] public sealed class MemberDataAttribute(string name) : System.Attribute { public string Name => name; }
        public sealed class TheoryData<T> { public System.Collections.Generic.List<T> All { get; } = []; public void Add(T value) => All.Add(value); }
        """;

    [Theory]
    [InlineData("xunit.core")]
    [InlineData("xunit.v3.core")]
    public void WritesATheory(string framework)
    {
        string text = Written("""[Golden<Fares>("Models/fares.jsonl", "Models/fares.mldsl", Tolerance = 1e-3)] public sealed partial class T;""", framework);
        Assert.Contains("global::Fares.Load(global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, \"Models/fares.mldsl\"))", text, StringComparison.Ordinal);
        Assert.Contains("model.ReadGolden(global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, \"Models/fares.jsonl\"), 0.001", text, StringComparison.Ordinal);
        Assert.Contains("[global::Xunit.MemberData(nameof(GoldenLines))]", text, StringComparison.Ordinal);
        Assert.Contains("ExportedScorer", text, StringComparison.Ordinal);
        string without = Written("""[Golden<Fares>("Models/fares.jsonl", "Models/fares.mldsl", Onnx = false)] public sealed partial class T;""", framework);
        Assert.DoesNotContain("ExportedScorer", without, StringComparison.Ordinal);
    }

    [Fact]
    public void HoldsScorersAgainstTheRows()
    {
        string text = Written("""[Golden<Fares>("fares.jsonl", "fares.mldsl", Scorers = [typeof(Graph), typeof(Named)])] public sealed partial class T;""");
        Assert.Contains("global::MlDsl.IScorer<global::Trip.Input, float> scorer0 = global::Graph.Load();", text, StringComparison.Ordinal);
        Assert.Contains("new global::MlDsl.Training.GoldenOutput(0, (float)output)", text, StringComparison.Ordinal);
        Assert.Contains("new global::MlDsl.Training.GoldenOutput(1, (float)output.Chance)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void IsCompiledWithTheModelsCode()
    {
        Compilation compilation = Given.Generate(With("xunit.core", Rows[..Rows.IndexOf("[OnnxModel", StringComparison.Ordinal)]
            + """namespace N { public partial class Outer { [Golden<Fares>("a b.jsonl", "m\"1\".mldsl")] public sealed partial class @class { } } }"""));
        CSharp.AssertClean(Run(compilation, "/p/a b.jsonl").Compilation);
    }

    [Theory]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl")] public sealed partial class T;""", "", "MLD0330")]
    [InlineData("""[Golden<Fares>("other.jsonl", "fares.mldsl")] public sealed partial class T;""", "xunit.core", "MLD0331")]
    [InlineData("""[Golden<Fares>("ares.jsonl", "fares.mldsl")] public sealed partial class T;""", "xunit.core", "MLD0331")]
    [InlineData("""[Golden<Trip>("fares.jsonl", "fares.mldsl")] public sealed partial class T;""", "xunit.core", "MLD0332")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl")] public sealed class T;""", "xunit.core", "MLD0106")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl")] internal sealed partial class T;""", "xunit.core", "MLD0106")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl")] public abstract partial class T;""", "xunit.core", "MLD0106")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl")] public sealed partial class T { public int GoldenLines => 1; }""", "xunit.core", "MLD0106")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "")] public sealed partial class T;""", "xunit.core", "MLD0107")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl", Tolerance = -1)] public sealed partial class T;""", "xunit.core", "MLD0107")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl", Scorers = [typeof(string)])] public sealed partial class T;""", "xunit.core", "MLD0333")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl", Scorers = [typeof(Silent)])] public sealed partial class T;""", "xunit.core", "MLD0333")]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl", Scorers = [typeof(Other)])] public sealed partial class T;""", "xunit.core", "MLD0333")]
    public async Task SaysWhatIsMissing(string test, string framework, string id)
    {
        CSharpCompilation compilation = With(framework, Rows + test);
        Diagnostic found = Assert.Single(await Expect.Find(compilation, [new GoldenAnalyzer()], ("/p/fares.jsonl", "")));
        Assert.Equal(id, found.Id);
        Assert.Empty(Run(compilation, "/p/fares.jsonl").Sources);
    }

    [Theory]
    [InlineData("""[Golden<Fares>("fares.jsonl", "fares.mldsl")] public sealed partial class T;""")]
    [InlineData("""[Golden<Fares>("./fares.jsonl", "fares.mldsl", Onnx = false)] public sealed partial class T;""")]
    [InlineData("""public sealed class T;""")]
    public async Task IsSilentWhereNothingIs(string test) =>
        Assert.Empty(await Expect.Find(With("xunit.core", Rows + test), [new GoldenAnalyzer()], ("C:\\p\\fares.jsonl", "")));

    [Fact]
    public async Task IsSilencedByPragma() => Assert.Empty(await Expect.Find(
        With("", Rows + """

            #pragma warning disable MLD0330
            [Golden<Fares>("fares.jsonl", "fares.mldsl")] public sealed partial class T;
            """),
        [new GoldenAnalyzer()], ("/p/fares.jsonl", "")));

    [Fact]
    public void IsCachedAndHoldsNoSymbol()
    {
        GeneratorRun run = GeneratorTest.RunOnBroken<GoldenGenerator>([new TestFile("/p/fares.jsonl", "")], Rows + """[Golden<Fares>("fares.jsonl", "fares.mldsl")] public sealed partial class T;""");
        Assert.Empty(run.Sources);
    }

    private static string Written(string test, string framework = "xunit.core")
    {
        var (sources, _) = Run(With(framework, Rows + test), "/p/Models/fares.jsonl", "/p/fares.jsonl");
        return Assert.Single(sources).SourceText.ToString();
    }

    private static GeneratorRun Run(Compilation compilation, params string[] files)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new GoldenGenerator().AsSourceGenerator()], files.Select(static f => new TestFile(f, "")), (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        Assert.Empty(diagnostics);
        return new GeneratorRun(Assert.Single(driver.GetRunResult().Results).GeneratedSources, output);
    }

    private static CSharpCompilation With(string framework, string source)
    {
        CSharpCompilation compilation = CSharp.Compile(source);
        if (framework.Length == 0) return compilation;
        using var image = new MemoryStream();
        var emitted = CSharp.Compile(Framework).WithAssemblyName(framework).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return compilation.AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
    }
}
