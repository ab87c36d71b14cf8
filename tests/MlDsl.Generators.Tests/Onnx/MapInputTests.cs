using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>Maps as inputs: dictionaries, whatever runs the graph.</summary>
public sealed class MapInputTests
{
    private static readonly string Words = OnnxTest.Manifest("""
        input "words" map(string, tensor(float)[])
        output "score" tensor(float)[1, 1]
        """);

    private static readonly string WordsPlan = OnnxTest.Plan("""
        input v0 map(string,float) "words" ["pairs of words"]
        value v1 float "vector" [1, 2]
        call "DictVectorizer that gives 'vector'" DictVectorizer<string, float> (stringVocabulary texts ["ml", "dsl"]) (v0, v1)
        value v2 float "score" [1, 1]
        call "LinearRegressor that gives 'score'" LinearRegressor (coefficients floats [1, 2]) (v1, v2)
        output v2
        weights 0
        """);

    [Fact]
    public void WritesACallOfPairs() => Snapshot.Match(OnnxTest.Run(Words, """
        using MlDsl;

        namespace Shop;

        public readonly record struct Note(System.Collections.Generic.Dictionary<string, float> Words);

        [OnnxModel("Models/m.onnx")]
        public sealed partial class M : IScorer<Note, float>;
        """, WordsPlan));

    [Theory]
    [InlineData("string", "float", "Dictionary<string, float>")]
    [InlineData("string", "double", "Dictionary<string, double>")]
    [InlineData("string", "int64", "Dictionary<string, long>")]
    [InlineData("string", "string", "Dictionary<string, string>")]
    [InlineData("int64", "float", "Dictionary<long, float>")]
    [InlineData("int64", "string", "Dictionary<long, string>")]
    public void AMapIsADictionary(string key, string value, string type)
    {
        string text = Generated(OnnxTest.Manifest($"input \"x\" map({key}, tensor({value})[])\noutput \"y\" tensor(float)[1]"));
        Assert.Contains($"public required global::System.Collections.Generic.{type} X {{ get; init; }}", text, StringComparison.Ordinal);
        Assert.Contains("call.SetMap(0, input.X, \"X\");", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("map(int32, tensor(float)[])")]
    [InlineData("map(string, tensor(int32)[])")]
    [InlineData("map(string, sequence(tensor(float)))")]
    [InlineData("sequence(map(string, tensor(float)[]))")]
    public void OtherMapsAreValues(string type) => Assert.Contains(
        "public required global::MlDsl.Onnx.OnnxValue X { get; init; }",
        Generated(OnnxTest.Manifest($"input \"x\" {type}\noutput \"y\" tensor(float)[1]")),
        StringComparison.Ordinal);

    [Fact]
    public void BothBackendsShowTheSameInput()
    {
        Assert.Contains("call.SetMap(0, input.Words, \"Words\");", Generated(Words), StringComparison.Ordinal);
        string compiled = Generated(Words, WordsPlan);
        Assert.Contains("call.SetMap(0, input.Words, \"Words\");", compiled, StringComparison.Ordinal);
        Assert.Contains("public readonly global::MlDsl.Kernels.Tensor<global::System.Collections.Generic.KeyValuePair<string, float>> Words = new();", compiled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMapThatNothingReadsIsLeftEmpty()
    {
        string manifest = OnnxTest.Manifest("""
            input "words" map(string, tensor(float)[])
            input "x" tensor(float)[1, 2]
            output "y" tensor(float)[1, 2]
            ignores "y" "words"
            """);
        const string source = "using MlDsl; [OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<float[], float[]>;";
        Assert.Empty(await OnnxTest.Verify(manifest, source));
        Assert.Contains("call.SetMap(0, NoPairs0, \"Words\");", OnnxTest.Run(manifest, source).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System.Collections.Generic.Dictionary<string, float>")]
    [InlineData("System.Collections.Generic.Dictionary<string, float>?")]
    public async Task ADictionaryOfTheGraphsTypesFits(string type)
    {
        Assert.Empty(await OnnxTest.Verify(Words, $$"""
            #nullable enable
            using MlDsl;
            public class Note { public {{type}} Words = new(); }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Note, float>;
            """));
        OnnxTest.Run(Words, $"#nullable enable\nusing MlDsl;\npublic record Note({type} Words);\n[OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<Note, float>;");
    }

    // A call looks at every text anyway.
    [Fact]
    public void TextsMayBeDeclaredAsNullable() => Assert.Contains(
        "call.SetMap(0, inputs[0].Answers, \"Answers\");",
        OnnxTest.Run(
            OnnxTest.Manifest("input \"answers\" map(int64, tensor(string)[])\noutput \"y\" tensor(float)[1, 1]"),
            """
            #nullable enable
            using MlDsl;
            public record Form(System.Collections.Generic.Dictionary<long, string?> Answers);
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Form, float>;
            """).Text,
        StringComparison.Ordinal);

    [Fact]
    public void ADictionaryCanBeTheWholeInput() => Assert.Contains(
        "call.SetMap(0, inputs[0], \"input\");",
        OnnxTest.Run(Words, "using MlDsl;\n[OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<System.Collections.Generic.Dictionary<string, float>, float>;").Text,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("float[]", "float[]")]
    [InlineData("string", "string")]
    [InlineData("System.Collections.Generic.Dictionary<string, double>", "System.Collections.Generic.Dictionary<string, double>")]
    [InlineData("System.Collections.Generic.Dictionary<long, float>", "System.Collections.Generic.Dictionary<long, float>")]
    [InlineData("System.Collections.Generic.IReadOnlyDictionary<string, float>", "System.Collections.Generic.IReadOnlyDictionary<string, float>")]
    [InlineData("System.Collections.Generic.SortedDictionary<string, float>", "System.Collections.Generic.SortedDictionary<string, float>")]
    public async Task MLD2002_AMemberOfAnotherTypeIsToldWhichDictionaryFits(string type, string called) => Assert.Equal(
        [$"'Words' is '{called}', but the input 'words' is a map(string, tensor(float)[]); declare it as Dictionary<string, float>"],
        await OnnxTest.Verify(Words, $$"""
            using MlDsl;
            public class Note { public {{type}} {|MLD2002:Words|}; }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Note, float>;
            """));

    [Fact]
    public async Task MLD2002_ADictionaryFillsNoTensor() => Assert.Contains(
        "but the input 'x' takes float; declare it as that",
        (await OnnxTest.Verify(OnnxTest.Manifest("input \"x\" tensor(float)[?, 2]\noutput \"y\" tensor(float)[?]"), """
            using MlDsl;
            public class Row { [Input("x")] public System.Collections.Generic.Dictionary<string, double> {|MLD2002:X|}; }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, float>;
            """)).Single(),
        StringComparison.Ordinal);

    [Fact]
    public async Task MLD2003_OneMemberFillsAMap() => Assert.Contains(
        "takes one Dictionary<string, float>; bind one member to it, without Offset",
        (await OnnxTest.Verify(Words, """
            using MlDsl;
            using System.Collections.Generic;
            public class Note { [Input("words")] public Dictionary<string, float> A; [Input("words", Offset = 1)] public Dictionary<string, float> {|MLD2003:B|}; }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Note, float>;
            """)).Single(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("map(string)")]
    [InlineData("map(float,float)")]
    [InlineData("map(string,int32)")]
    [InlineData("map(string,float,float)")]
    [InlineData("map")]
    public async Task AMapThatNoPlanHoldsIsToldOnItsClass(string element) => Assert.Contains(
        "rebuild the project",
        (await OnnxTest.Verify(Words, """
            using MlDsl;
            [{|MLD2006:OnnxModel("Models/m.onnx", Backend = Backend.Compiled)|}]
            public sealed partial class M;
            """, OnnxTest.Plan($"input v0 {element} \"words\""))).Single(),
        StringComparison.Ordinal);

    private static string Generated(string manifest, string plan = "") =>
        OnnxTest.Run(manifest, "using MlDsl;\n[OnnxModel(\"Models/m.onnx\")] public sealed partial class M;", plan).Text;
}
