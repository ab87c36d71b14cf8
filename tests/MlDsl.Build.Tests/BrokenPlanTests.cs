using System.Text;
using MlDsl.Compiler;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>Files that are no models: the plan says why, and nothing is thrown.</summary>
public sealed class BrokenPlanTests
{
    private const int Mutants = 300;

    [TheoryWith("models/ft100x20_min.onnx", "models/sdca_min.onnx", "models/xgboost-100x6.json", "models/lightgbm-iris.txt")]
    [InlineData("ft100x20_min.onnx")]
    [InlineData("sdca_min.onnx")]
    [InlineData("xgboost-100x6.json")]
    [InlineData("lightgbm-iris.txt")]
    public void DamagedFilesGiveAPlanOrTheReasonForNone(string file) => AssertPlanned(File.ReadAllBytes(TestData.Model(file)), file);

    [Fact]
    public void DamagedMapsGiveAPlanOrTheReasonForNone()
    {
        OnnxFile graph = new OnnxFile()
            .Input("words", OnnxFile.MapType(8, OnnxFile.TensorType(1)))
            .Input("answers", OnnxFile.MapType(7, OnnxFile.TensorType(8)))
            .Output("counts", OnnxFile.TensorType(1, 1, 2))
            .Output("numbers", OnnxFile.TensorType(7, 1, 4))
            .Node("DictVectorizer", "words", "counts", "ai.onnx.ml", OnnxFile.Texts("string_vocabulary", "a", "b"))
            .Node("CastMap", "answers", "numbers", "ai.onnx.ml", Text("cast_to", "TO_INT64"), Text("map_form", "SPARSE"), OnnxFile.Int("max_map", 4));
        byte[] whole = OnnxFile.MlModel(graph).Bytes;
        string plan = ModelCompiler.Compile(whole, "maps.onnx").Plan;
        Assert.Contains("\ninput v0 map(string,float) \"words\" [\"pairs of words\"]\n", plan, StringComparison.Ordinal);
        Assert.Contains(" DictVectorizer<string, float> (stringVocabulary texts [\"a\", \"b\"]) (v0, v", plan, StringComparison.Ordinal);
        Assert.Contains(" CastMap<string, int64> (mapForm text \"SPARSE\", maxMap int 4) (v1, v", plan, StringComparison.Ordinal);
        AssertPlanned(whole, "maps.onnx");
    }

    private static OnnxFile Text(string name, string value) => new OnnxFile().Text(1, name).Text(4, value).Number(20, 3);

    private static void AssertPlanned(byte[] whole, string file)
    {
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < Mutants; i++)
        {
            byte[] damaged = Damage(whole, random);
            CompiledFiles compiled = ModelCompiler.Compile(damaged, file);
            Assert.StartsWith("mldsl-plan 1\n", compiled.Plan, StringComparison.Ordinal);

            // The reason that nobody thought of.
            Assert.False(compiled.Plan.Contains("it cannot be read", StringComparison.Ordinal), compiled.Plan[..Math.Min(400, compiled.Plan.Length)]);
            if (compiled.Weights is null)
            {
                refused++;
                Assert.Contains("\nobstacle \"", compiled.Plan, StringComparison.Ordinal);
            }
        }
        Assert.InRange(refused, Mutants / 10, Mutants);
    }

    [Theory]
    [InlineData("model.onnx", "", "the file is empty")]
    [InlineData("model.onnx", "PK\u0003\u0004 a zip file", "no field starts with 3")]
    [InlineData("model.json", "", "")]
    [InlineData("model.json", "{", "")]
    [InlineData("model.json", "[1, 2]", "")]
    [InlineData("model.json", "{\"learner\": 3}", "")]
    [InlineData("model.ubj", "{L", "")]
    [InlineData("model.txt", "tree\nversion=v3\n", "")]
    [InlineData("model.txt", "a recipe", "")]
    public void WhatIsNoModelIsRefused(string name, string content, string reason)
    {
        CompiledFiles compiled = ModelCompiler.Compile(Encoding.UTF8.GetBytes(content), name);
        Assert.Null(compiled.Weights);
        Assert.False(compiled.Plan.Contains("it cannot be read", StringComparison.Ordinal), compiled.Plan[..Math.Min(400, compiled.Plan.Length)]);
        Assert.Contains($"\nobstacle \"{reason}", compiled.Plan, StringComparison.Ordinal);
    }

    // Bytes changed, cut out, doubled or moved, now and then the end missing.
    private static byte[] Damage(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length), length)); break;
                default: bytes.RemoveRange(at, random.Next(20) == 0 ? bytes.Count - at : 1); break;
            }
            if (bytes.Count == 0) bytes.Add(0);
        }
        return [.. bytes];
    }
}
