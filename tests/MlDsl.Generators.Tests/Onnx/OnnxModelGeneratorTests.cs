using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

public sealed class OnnxModelGeneratorTests
{
    private const string Class = """
        using MlDsl;

        namespace Shop;

        [OnnxModel("Models/m.onnx")]
        public sealed partial class M;
        """;

    [Fact]
    public void WritesInputAndOutputOfABatch() => Snapshot.Match(OnnxTest.Run(
        OnnxTest.Manifest("""
            input "float_input" tensor(float)["batch", 4]
            output "score" tensor(float)["batch"]
            """),
        Class));

    [Fact]
    public void WritesAScorerOfRecords() => Snapshot.Match(OnnxTest.Run(
        OnnxTest.Manifest("""
            input "age" tensor(float)[?, 1]
            input "city" tensor(string)[?, 1]
            input "Label" tensor(bool)[?, 1]
            output "label" tensor(int64)[?]
            output "probability" tensor(float)[?, 2]
            classes "label" 0 1
            classes "probability" 0 1
            ignores "label" "Label"
            ignores "probability" "Label"
            """),
        """
        using MlDsl;

        namespace Shop;

        public enum Churn { Stays, Leaves }

        public record struct Customer([property: Column("age")] float? Age, [property: Input("city")] string City);

        public record Verdict([property: Output("label")] Churn Churn, [property: Output("probability", Offset = 1)] Probability Leaves);

        [OnnxModel("Models/m.onnx")]
        public sealed partial class M : IScorer<Customer, Verdict>;
        """));

    [Fact]
    public void EveryTypeOfTheGraphCompiles()
    {
        string[] elements =
        [
            "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32", "uint64", "complex64",
            "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "type99",
        ];
        string[] shapes = ["", "[]", "[2, 3]", "[\"N\"]", "[\"N\", 4]", "[?, 4]", "[2, \"H\"]", "[\"A\", \"B\"]", "[0, 3]", "[\"N\", 0]"];
        var types = elements.SelectMany(e => shapes.Select(s => $"tensor({e}){s}")).Concat(
        [
            "sequence(tensor(float)[\"N\"])", "sequence(map(int64, tensor(float)[]))", "sequence(map(string, tensor(float)[]))",
            "map(string, tensor(double)[])", "map(int64, tensor(string)[])", "map(int32, tensor(float)[])", "optional(tensor(int32)[2])", "optional(sequence(tensor(string)))", "sparse_tensor(float)[2]",
            "opaque(\"d\", \"n\")", "unknown",
        ]).ToList();
        string body = string.Join("\n", types.Select((t, i) => $"input \"v{i}\" {t}").Concat(types.Select((t, i) => $"output \"v{i}\" {t}")));
        OnnxTest.Run(OnnxTest.Manifest(body), Class);
    }

    [Fact]
    public void AnOptionalInputThatIsNotGivenIsLeftOut()
    {
        string text = OnnxTest.Run(OnnxTest.Manifest("input \"x\" optional(tensor(float)[2])\noutput \"y\" tensor(bool)[]"), Class).Text;
        Assert.Contains("if (input.X is { } value0) call.SetValue(0, value0); else call.SetAbsent(0);", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Tensor")]
    [InlineData("::", "Tensor")]
    [InlineData("float_input", "FloatInput")]
    [InlineData("dense/Relu:0", "DenseRelu0")]
    [InlineData("0", "_0")]
    [InlineData("class", "Class")]
    [InlineData("größe", "Größe")]
    [InlineData("input", "Input2")]
    [InlineData("get_hash_code", "GetHashCode2")]
    [InlineData("a\\\"b\\\\c\\u0007</summary>", "ABCSummary")]
    public void GraphNamesBecomeMembers(string name, string member)
    {
        string text = OnnxTest.Run(OnnxTest.Manifest($"input \"{name}\" tensor(float)[2]\noutput \"y\" tensor(float)[2]"), Class).Text;
        Assert.Contains($"public required global::System.ReadOnlySpan<float> {member} {{ get; init; }}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ClashingNamesAreNumberedInTheOrderOfTheGraph()
    {
        string text = OnnxTest.Run(
            OnnxTest.Manifest("""
                input "x" tensor(float)[2]
                input "X" tensor(int32)[2]
                input "x_" tensor(int64)[2]
                input "x_shape" tensor(bool)[2]
                output "y" tensor(float)[2]
                """),
            Class).Text;
        Assert.Contains("ReadOnlySpan<float> X {", text, StringComparison.Ordinal);
        Assert.Contains("ReadOnlySpan<int> X2 {", text, StringComparison.Ordinal);
        Assert.Contains("ReadOnlySpan<long> X3 {", text, StringComparison.Ordinal);
        Assert.Contains("ReadOnlySpan<bool> XShape2 {", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesNameTheScores()
    {
        string text = OnnxTest.Run(
            OnnxTest.Manifest("""
                input "x" tensor(float)["N", 2]
                output "scores" tensor(float)["N", 2]
                output "maps" sequence(map(string, tensor(float)[]))
                classes "maps" "ok" "not-ok"
                """),
            """
            using MlDsl;
            public enum Verdict { Ok, NotOk }
            [OnnxModel("m.onnx"), Classes<Verdict>("scores"), Classes<Verdict>("maps")]
            public sealed partial class M
            {
                public static Probability Ask(Output output) => output.ScoresOf(1)[Verdict.NotOk];
                public static Verdict Best(Output output) => output.MapsOf(stackalloc float[2]).Best;
            }
            """).Text;
        Assert.Contains("private static readonly string[] MapsLabels = [\"ok\", \"not-ok\"];", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOfTheAttributeBecomeThoseOfTheSession()
    {
        string text = OnnxTest.Run(
            OnnxTest.Manifest("input \"x\" tensor(float)[2]\noutput \"y\" tensor(float)[2]"),
            $$"""
            using MlDsl;
            public static partial class Outer
            {
                [OnnxModel(@".\Models\m.onnx", Provider = Provider.Cuda, Fallback = Fallback.Cpu, MaxBatch = 7, Sha256 = "{{OnnxTest.Hash.ToUpperInvariant()}}")]
                internal partial class M;
            }
            """).Text;
        Assert.Contains("new() { Provider = global::MlDsl.Provider.Cuda, Fallback = global::MlDsl.Fallback.Cpu, MaxBatch = 7 };", text, StringComparison.Ordinal);
        Assert.Contains($"with {{ Sha256 = \"{OnnxTest.Hash}\" }}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void IsTheSameUnderAnyCulture()
    {
        string manifest = OnnxTest.Manifest("input \"x\" tensor(float)[\"N\", 1234567]\noutput \"y\" tensor(float)[7654321]");
        string before = OnnxTest.Run(manifest, Class).Text;
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("fi-FI");
            Assert.Equal(before, OnnxTest.Run(manifest, Class).Text);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }
}
