using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class ModelFileMismatchTests
{
    private const string Digits = """
        mldsl-manifest 1
        model "Models/digits.onnx"
        sha256 00
        default "weights" tensor(float)[4]
        input "pixels" tensor(float)["batch", 1, 8, 8]
        input "kind" tensor(int64)["batch", 1]
        output "label" tensor(int64)["batch"]
        output "probability" tensor(float)["batch", 10]

        """;

    private const string Usings = """
        using System;
        using System.IO;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.OnnxRuntime;
        using Microsoft.ML.OnnxRuntime.Tensors;

        """;

    private static readonly TextFile[] Models = [new("obj/digits.onnx.manifest", Digits)];

    private static Task Verify(string markup, params TextFile[] files) =>
        RuleTest.Verify<ModelFileMismatch>(Usings + markup, Library.All, files.Length == 0 ? Models : files);

    private static string Run(string body) => "class Scorer {\n static void Run(InferenceSession given, string path, string name, float[] data) {\n" + body + "\n} }\n";

    private static string Pipeline(string body, string member = "[VectorType(64)] public float[] pixels { get; set; } = [];", string score = "public float[] probability { get; set; } = [];") =>
        "class Image { " + member + " [VectorType(1)] public long[] kind { get; set; } = []; }\nclass Digit { " + score
        + " }\nclass Scorer { static void Run(MLContext ml, string path, string name) {\n" + body + "\n} }\n";

    [Fact]
    public Task ReportsColumnsThatTheGraphDoesNotHave() => Verify(Pipeline("""
        var one = ml.Transforms.ApplyOnnxModel({|MLD2007:"probabilities"|}, {|MLD2007:"pixel"|}, "Models/digits.onnx");
        var many = ml.Transforms.ApplyOnnxModel(outputColumnNames: new[] { "label", {|MLD2007:"score"|} }, inputColumnNames: ["pixels", {|MLD2007:nameof(Scorer)|}], modelFile: Path.Combine(path, "digits.onnx"));
        """));

    [Fact]
    public Task ReportsAColumnOfAnotherType() => Verify(Pipeline("""
        var images = ml.Data.LoadFromEnumerable(new System.Collections.Generic.List<Image>());
        var model = ml.Transforms.ApplyOnnxModel("probability", {|MLD2007:"pixels"|}, "digits.onnx").Fit(images);
        """, "[VectorType(64)] public double[] pixels { get; set; } = [];"));

    [Theory]
    [InlineData("[VectorType(63)] public float[] pixels { get; set; } = [];")]
    [InlineData("public float[] pixels { get; set; } = [];")]
    [InlineData("public float pixels { get; set; }")]
    public Task ReportsAColumnOfAnotherSize(string member) => Verify(Pipeline("""
        var images = ml.Data.LoadFromEnumerable(new System.Collections.Generic.List<Image>());
        var model = ml.Transforms.ApplyOnnxModel("probability", {|MLD2007:"pixels"|}, "digits.onnx").Fit(images);
        """, member));

    [Theory]
    [InlineData("public float {|MLD2007:probability|} { get; set; }")]
    [InlineData("public double[] {|MLD2007:probability|} { get; set; } = [];")]
    [InlineData("[ColumnName(\"probability\")] public string[] {|MLD2007:Name|} { get; set; } = [];")]
    public Task ReportsAMemberThatCannotHoldTheOutput(string score) => Verify(Pipeline("""
        var images = ml.Data.LoadFromEnumerable(new System.Collections.Generic.List<Image>());
        var model = ml.Transforms.ApplyOnnxModel("probability", "pixels", "digits.onnx").Fit(images);
        var engine = ml.Model.CreatePredictionEngine<Image, Digit>(model);
        """, score: score));

    [Fact]
    public Task ReportsNamesOfASession() => Verify(Run("""
        using var session = new InferenceSession("Models/digits.onnx");
        var pixels = new DenseTensor<float>(new[] { 1, 1, 8, 8 });
        var inputs = new System.Collections.Generic.List<NamedOnnxValue> { NamedOnnxValue.CreateFromTensor({|MLD2007:"pixel"|}, pixels) };
        inputs.Add(NamedOnnxValue.CreateFromTensor("kind", new DenseTensor<long>(new[] { 1, 1 })));
        using var results = session.Run(inputs, new[] { "label", {|MLD2007:"probabilities"|} });
        """));

    [Fact]
    public Task ReportsTypesAndShapesOfASession() => Verify(Run("""
        using var session = new InferenceSession("Models/digits.onnx");
        var shape = new long[] { 1, 8, 8 };
        using var pixels = OrtValue.CreateTensorValueFromMemory(data, shape);
        using var results = session.Run(new RunOptions(), new System.Collections.Generic.Dictionary<string, OrtValue> { ["pixels"] = pixels }, ["label"]);
        using var others = session.Run([NamedOnnxValue.CreateFromTensor({|MLD2007:"kind"|}, new DenseTensor<int>({|MLD2007:new[] { 1, 2 }|}))]);
        """.Replace("new long[] { 1, 8, 8 }", "{|MLD2007:new long[] { 1, 8, 8 }|}", StringComparison.Ordinal)));

    [Fact]
    public Task ReportsASessionThatIsKept() => Verify("""
        class Scorer
        {
            private readonly InferenceSession session = new("Models/digits.onnx");
            private readonly InferenceSession other;
            public Scorer(SessionOptions options) => other = new InferenceSession("Models/digits.onnx", options);
            public void Run(Tensor<float> pixels)
            {
                session.Run([NamedOnnxValue.CreateFromTensor({|MLD2007:"Pixels"|}, pixels)]);
                other.Run([NamedOnnxValue.CreateFromTensor({|MLD2007:"image"|}, pixels)]);
            }
        }
        """);

    [Fact]
    public Task AllowsOpenDimensions() => Verify(Run("""
        using var session = new InferenceSession("Models/digits.onnx");
        int batch = data.Length / 64;
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("pixels", new DenseTensor<float>(new[] { batch, 1, 8, 8 })), NamedOnnxValue.CreateFromTensor("kind", new DenseTensor<long>(new[] { 32, 1 }))]);
        """) + Pipeline("""
        var images = ml.Data.LoadFromEnumerable(new System.Collections.Generic.List<Image>());
        var model = ml.Transforms.ApplyOnnxModel("probability", "pixels", "digits.onnx").Fit(images);
        var engine = ml.Model.CreatePredictionEngine<Image, Digit>(model);
        """, "[VectorType(128)] public float[] pixels { get; set; } = [];").Replace("class Scorer", "class Other", StringComparison.Ordinal));

    [Fact]
    public Task AllowsModelsThatAreNotKnown() => Verify(Run("""
        using var session = new InferenceSession("Models/letters.onnx");
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("image", new DenseTensor<float>(new[] { 1, 1 }))]);
        given.Run([NamedOnnxValue.CreateFromTensor("image", new DenseTensor<float>(new[] { 1, 1 }))]);
        """));

    [Fact]
    public Task AllowsSeveralModelsOfOneName() => Verify(
        Run("using var session = new InferenceSession(\"digits.onnx\"); using var results = session.Run([], [\"none\"]);"),
        [.. Models, new("obj/old/digits.onnx.manifest", Digits.Replace("Models/", "Old/", StringComparison.Ordinal))]);

    [Theory]
    [InlineData("something else")]
    [InlineData("mldsl-manifest 1\nmodel \"digits.onnx\"\ninput \"x\" tensor(")]
    public Task AllowsWhatAManifestThatCannotBeReadWouldSay(string text) => Verify(
        Run("using var session = new InferenceSession(\"digits.onnx\"); using var results = session.Run([], [\"none\"]);"),
        new TextFile("digits.onnx.manifest", text));

    [Fact]
    public Task AllowsNamesAndPathsThatVary() => Verify(Run("""
        using var session = new InferenceSession("Models/digits.onnx");
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(new[] { 1 }))], [name]);
        var changing = new InferenceSession("Models/digits.onnx");
        if (path.Length > 3) changing = new InferenceSession(path);
        changing.Run([], ["none"]);
        using var elsewhere = new InferenceSession(path);
        elsewhere.Run([], ["none"]);
        """) + Pipeline("""
        var one = ml.Transforms.ApplyOnnxModel(name, "pixels", "digits.onnx");
        var other = ml.Transforms.ApplyOnnxModel("none", "none", path);
        """).Replace("class Scorer", "class Other", StringComparison.Ordinal));

    [Fact]
    public Task AllowsInputsWithADefault() => Verify(Run("""
        using var session = new InferenceSession("Models/digits.onnx");
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("weights", new DenseTensor<float>(new[] { 4 }))]);
        """));

    [Fact]
    public Task AllowsShapesGivenByHand() => Verify(Pipeline("""
        var images = ml.Data.LoadFromEnumerable(new System.Collections.Generic.List<Image>());
        var shapes = new System.Collections.Generic.Dictionary<string, int[]> { ["pixels"] = [1, 1, 8, 10] };
        var model = ml.Transforms.ApplyOnnxModel("label", "pixels", "digits.onnx", shapes).Fit(images);
        """, "[VectorType(80)] public float[] pixels { get; set; } = [];"));

    [Fact]
    public Task AllowsWhatAStepBeforeMade() => Verify(Pipeline("""
        var images = ml.Data.LoadFromEnumerable(new System.Collections.Generic.List<Image>());
        var model = ml.Transforms.ExtractPixels("pixels", "picture").Append(ml.Transforms.ApplyOnnxModel("label", "pixels", "digits.onnx")).Fit(images);
        """, "public string picture { get; set; } = \"\";"));

    [Fact]
    public Task WritesTheNearestName() => FixTest.Verify<ModelFileMismatch, ModelFileMismatchFix>(
        Usings + Pipeline("""var one = ml.Transforms.ApplyOnnxModel({|MLD2007:"probabilty"|}, {|MLD2007:"pixel"|}, "Models/digits.onnx");"""),
        Usings + Pipeline("""var one = ml.Transforms.ApplyOnnxModel("probability", "pixels", "Models/digits.onnx");"""),
        Library.All,
        Models);

    [Fact]
    public Task IsSilencedByPragma() => Verify("#pragma warning disable MLD2007\n" + Pipeline("""
        var one = ml.Transforms.ApplyOnnxModel("probabilities", "pixel", "Models/digits.onnx");
        """));
}
