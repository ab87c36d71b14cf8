using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

public sealed class OnnxModelSpecTests
{
    private const string Source = """
        using MlDsl;
        public record Row([property: Input("x")] float[] X);
        public record Result(float y);
        [OnnxModel("m.onnx", MaxBatch = 4)] public partial class M : IScorer<Row, Result>;
        """;

    private static readonly string Body = "input \"x\" tensor(float)[\"N\", 2]\noutput \"y\" tensor(float)[\"N\"]";

    [Fact]
    public void TheSameSourceGivesEqualSpecs() => Assert.Equal(Spec(Source, Body), Spec(Source, Body));

    [Fact]
    public void EquivalentSourceGivesEqualSpecs() => Assert.Equal(
        Spec(Source, Body),
        Spec("// A comment.\n" + Source.Replace("MaxBatch = 4", "MaxBatch = 2 + 2", StringComparison.Ordinal), Body));

    [Theory]
    [InlineData("MaxBatch = 4", "MaxBatch = 5")]
    [InlineData("float y", "double y")]
    [InlineData("record Row", "record struct Row")]
    public void DifferentSourceGivesUnequalSpecs(string from, string to) =>
        Assert.NotEqual(Spec(Source, Body), Spec(Source.Replace(from, to, StringComparison.Ordinal), Body));

    [Fact]
    public void AnotherModelGivesAnotherSpec() =>
        Assert.NotEqual(Spec(Source, Body), Spec(Source, Body.Replace("\"N\"", "\"B\"", StringComparison.Ordinal)));

    private static OnnxModelSpec Spec(string source, string body)
    {
        INamedTypeSymbol type = CSharp.Compile(source).GetTypeByMetadataName("M")!;
        Manifest manifest = ManifestParser.Parse("m.onnx.manifest", SourceText.From(OnnxTest.Manifest(body)), default);
        return OnnxModelParser.Parse(type, new BuiltModels(new([manifest]), default), static d => Assert.Fail(d.ToString()), default)!;
    }
}
