using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

public sealed class CompiledModelTests
{
    private const string Class = """
        using MlDsl;

        namespace Shop;

        [OnnxModel("Models/m.onnx")]
        public sealed partial class M;
        """;

    private static readonly string Contract = OnnxTest.Manifest("""
        input "features" tensor(float)["batch", 2]
        output "probabilities" tensor(float)["batch", 3]
        """);

    [Fact]
    public void WritesTheCallsOfTheGraph() => Snapshot.Match(OnnxTest.Run(Contract, Class, OnnxTest.Plan("""
        input v0 float "features" ["batch", 2]
        constant c0 float "weights" [2, 3] 0
        constant c1 float "bias" [3] 64
        value v1 float "scores" ["batch", 3]
        call "Gemm that gives 'scores'" Gemm<float> (transB int 0) (v0, c0, c1, v1)
        value v2 float "probabilities" ["batch", 3]
        call "scale" Scaler<float> (offset floats [0, -1.5, NaN], scale floats 100 128) (v1, v2)
        output v2
        weights 528
        """)));

    [Fact]
    public void WritesLayersForARowAndForABlockOfRows()
    {
        string contract = OnnxTest.Manifest("""
            input "features" tensor(float)["batch", 2]
            output "probabilities" tensor(float)["batch", 4]
            """);
        Snapshot.Match(OnnxTest.Run(contract, Class, OnnxTest.Plan("""
            input v0 float "features" ["batch", 2]
            constant c0 float "weights" [2, 4] 0
            constant c1 float "bias" [4] 64
            value v1 float "scores" ["batch", 4]
            call "Gemm that gives 'scores'" DenseRows () (v0, c0, c1, v1)
            value v2 float "probabilities" ["batch", 4]
            call "Softmax that gives 'probabilities'" Softmax<float> (axis int -1) (v1, v2)
            output v2
            program rows
            row r0 dense float "scores" (i0.0, i0.1) (outputs int 4, weights floats 8 0, bias floats 4 64)
            row r1 transform float "probabilities" (r0.0 run 4) (method text "Apply", transform text "Softmax")
            result [4] (r1.0 run 4)
            weights 80
            """)));
    }

    [Theory]
    [InlineData(false, false, "ScoreTreeEnsembleRegressor.Run(values.Features, values.Score)", "RowParts")]
    [InlineData(false, true, "parts.Rows.Score.PredictBatch(rows, scored)", "TreeEnsembleRegressor<")]
    [InlineData(true, false, "parts.Score.Predict(features)", "TreeEnsembleRegressor<")]
    public void TreesAloneAreTheirOperatorOnTensors(bool isBound, bool isScaled, string expected, string absent)
    {
        string text = OnnxTest.Run(OnnxTest.Manifest("""
            input "features" tensor(float)["batch", 2]
            output "score" tensor(float)["batch", 1]
            """), isBound ? Class.Replace("class M;", "class M : IScorer<Row, float>;\npublic readonly record struct Row([property: Input(\"features\")] float[] Features);", StringComparison.Ordinal) : Class, OnnxTest.Plan($"""
            input v0 float "features" ["batch", 2]
            {(isScaled ? """
                value v2 float "scaled" ["batch", 2]
                call "scale" Scaler<float> (offset floats [0, 0], scale floats [2, 2]) (v0, v2)
                """ : "")}
            value v1 float "score" ["batch", 1]
            call "trees" TreeEnsembleRegressor<float> (scorer trees 128 0) ({(isScaled ? "v2" : "v0")}, v1)
            output v1
            program rows
            {(isScaled ? """
                row r1 calculate float "scaled" (i0.0, f2) (operation text "multiply", of text "float")
                row r2 calculate float "scaled" (i0.1, f2) (operation text "multiply", of text "float")
                """ : "")}
            row r0 trees float "score" ({(isScaled ? "r1.0, r2.0" : "i0.0 run 2")}) (scorer trees 128 0, features int 2, outputs int 1, isClassifier int 0)
            result [1] (r0.0)
            weights 128
            """)).Text;
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain(absent, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AutoTellsWhyAModelIsNotCompiled()
    {
        string[] messages = await OnnxTest.Verify(Contract, """
            using MlDsl;

            [{|MLD2011:OnnxModel("Models/m.onnx")|}]
            public sealed partial class M;
            """, Obstacles(5));
        Assert.Equal("'Models/m.onnx' runs on ONNX Runtime, because it cannot be compiled: If 0, opset 17: no; If 1, opset 17: no; If 2, opset 17: no; and 2 more", messages.Single());
    }

    [Fact]
    public async Task WhatTheBuildLeavesToOnnxRuntimeRunsThereAndIsTold()
    {
        string plan = OnnxTest.Plan("asked auto present\nbackend runtime \"a call takes it 23 ms, and compiled 71 ms\"");
        Assert.Contains("OnnxSession session", OnnxTest.Run(Contract, Class, plan).Text, StringComparison.Ordinal);
        string[] messages = await OnnxTest.Verify(Contract, """
            using MlDsl;

            [{|MLD2011:OnnxModel("Models/m.onnx")|}]
            public sealed partial class M;
            """, plan);
        Assert.Equal("'Models/m.onnx' runs on ONNX Runtime: a call takes it 23 ms, and compiled 71 ms", messages.Single());
        messages = await OnnxTest.Verify(Contract, """
            using MlDsl;

            [{|MLD2006:OnnxModel("Models/m.onnx", Backend = Backend.Compiled)|}]
            public sealed partial class M;
            """, plan);
        Assert.EndsWith("23 ms, and compiled 71 ms. Write Backend=\"Compiled\" on its MlModel item, or use Backend.Auto", messages.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "", "cannot be compiled: If 0, opset 17: no")]
    [InlineData(-1, "", "has no plan")]
    [InlineData(0, "", "its plan describes another file")]
    [InlineData(1, ", Provider = Provider.Cuda", "cannot be compiled for Cuda")]
    public async Task CompiledInsists(int obstacles, string options, string reason)
    {
        string plan = obstacles switch { -1 => "", 0 => OnnxTest.Plan("weights 0").Replace(OnnxTest.Hash, "00", StringComparison.Ordinal), _ => Obstacles(obstacles) };
        string[] messages = await OnnxTest.Verify(Contract, $$"""
            using MlDsl;

            [{|MLD2006:OnnxModel("Models/m.onnx", Backend = Backend.Compiled{{options}})|}]
            public sealed partial class M;
            """, plan);
        Assert.Contains(reason, messages.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Backend = Backend.Runtime")]
    [InlineData("Provider = Provider.Cuda")]
    public void WhoAsksForTheRuntimeGetsIt(string option) => Assert.Contains(
        "OnnxSession session",
        OnnxTest.Run(Contract, Class.Replace("\"Models/m.onnx\"", $"\"Models/m.onnx\", {option}", StringComparison.Ordinal), Obstacles(1)).Text,
        StringComparison.Ordinal);

    [Fact]
    public async Task APlanThatCannotBeReadIsToldOnItsClass()
    {
        string[] messages = await OnnxTest.Verify(Contract, """
            using MlDsl;

            [{|MLD2006:OnnxModel("Models/m.onnx", Backend = Backend.Compiled)|}]
            public sealed partial class M;
            """, OnnxTest.Plan("call 7"));
        Assert.Contains("rebuild the project", messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void NoMethodOfALongGraphIsLongerThan8KBAndNoFileThan1MB()
    {
        const int calls = 2000;
        var body = new StringBuilder("input v0 float \"x\" [\"batch\", 2]\n");
        for (int i = 0; i < calls; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"constant c{i} float \"w{i}\" [2] {64 * i}\nvalue v{i + 1} float \"y{i}\"\n");
            body.Append(CultureInfo.InvariantCulture, $"call \"n{i}\" Scaler<float> (offset floats [1, 2, 3, 4, 5, 6, 7, 8], scale floats 100 {64 * i}) (v{i}, v{i + 1})\n");
        }
        body.Append(CultureInfo.InvariantCulture, $"output v{calls}\nweights {64 * calls}");
        GeneratorRun run = OnnxTest.Run(Contract, Class, OnnxTest.Plan(body.ToString()));
        Assert.InRange(run.Text.Length, 1, 1 << 20);

        using var stream = new MemoryStream();
        Assert.True(run.Compilation.Emit(stream).Success);
        stream.Position = 0;
        using var file = new PEReader(stream);
        MetadataReader reader = file.GetMetadataReader();
        int longest = reader.MethodDefinitions.Select(reader.GetMethodDefinition).Where(static m => m.RelativeVirtualAddress != 0)
            .Max(m => file.GetMethodBody(m.RelativeVirtualAddress).GetILBytes()!.Length);
        Assert.InRange(longest, 1000, 8 << 10);
    }

    private static string Obstacles(int count) => OnnxTest.Plan(string.Join('\n', Enumerable.Range(0, count).Select(static i => $"obstacle \"If {i}, opset 17: no\"")));
}
