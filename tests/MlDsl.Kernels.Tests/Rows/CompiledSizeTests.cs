using System.Reflection;
using MlDsl.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Rows;

/// <summary>Models of a table take little code, whatever the size of their weights, and loading one makes nothing of them but a copy.</summary>
[Collection(Alone.Name)]
public sealed class CompiledSizeTests
{
    private const int MostCode = 64 << 10;
    private const string Ml = OnnxGraphBuilder.MachineLearning;

    [TheoryWith("models/mlnet5/sdca.onnx", "models/mlnet5/ft100.onnx", "models/mlnet5/lgb300.onnx", "models/mlnet5/ft500.onnx")]
    [InlineData("sdca")]
    [InlineData("ft100")]
    [InlineData("lgb300")]
    [InlineData("ft500")]
    public void ModelsOfATrainerTakeLittleCode(string name)
    {
        const string source = """
            using MlDsl;

            namespace Graphs;

            [OnnxModel("g0.onnx", Backend = Backend.Compiled)]
            public sealed partial class Spans;

            public readonly record struct Row(float F0, float F1, float F2, float F3, float F4, float F5, float F6, float F7, float F8, float F9, float F10, float F11, string Cat1, string Cat2, float Label);

            [OnnxModel("g0.onnx", Backend = Backend.Compiled)]
            public sealed partial class Records : IScorer<Row, float>;
            """;
        var generated = GeneratedAssembly.Of([File.ReadAllBytes(TestData.Model($"mlnet5/{name}.onnx"))], source);
        AssertCode(generated, "Graphs.Records");
        AssertCode(generated, "Graphs.Spans");
        AssertLoads(generated, "Graphs.Records", generated.Models[0].Weights!.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(310)]
    [InlineData(600)]
    public void TheWidestRowsTakeLittleCode(int columns)
    {
        // Each column an input of its own, moved and scaled: as many lines for a column as scalers make.
        var builder = new OnnxGraphBuilder("wide").Opset("", 15).Opset(Ml, 3);
        string[] inputs = [.. Enumerable.Range(0, columns).Select(static i => $"x{i}")];
        foreach (string input in inputs) builder.Input(OnnxValueInfo.Tensor(input, OnnxElementType.Float, "N", 1));
        float[] numbers = [.. Enumerable.Range(1, columns).Select(static i => i * 0.5f)];
        byte[] file = builder
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1))
            .Node("Concat", inputs, ["all"], OnnxSetting.Of("axis", 1L))
            .Node(Ml, "Imputer", ["all"], ["whole"], OnnxSetting.Of("imputed_value_floats", numbers), OnnxSetting.Of("replaced_value_float", float.NaN))
            .Node(Ml, "Scaler", ["whole"], ["scaled"], OnnxSetting.Of("offset", numbers), OnnxSetting.Of("scale", numbers))
            .Node(Ml, "LinearRegressor", ["scaled"], ["y"], OnnxSetting.Of("coefficients", numbers), OnnxSetting.Of("intercepts", [0.5f]))
            .ToBytes();
        var generated = GeneratedAssembly.Of([file], "namespace Graphs;\n[MlDsl.OnnxModel(\"g0.onnx\", Backend = MlDsl.Backend.Compiled)]\npublic sealed partial class Spans;");

        AssertCode(generated, "Graphs.Spans");
        var signature = (OnnxSignature)generated.Assembly.GetType("Graphs.Spans", throwOnError: true)!.GetField("Signature", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        Assert.Equal(inputs.Select(static input => $"{input}: float[N,1]"), signature.Inputs.Select(static input => input.ToString()));
    }

    private static void AssertCode(GeneratedAssembly generated, string type)
    {
        int bytes = generated.CodeBytes(type);
        Assert.True(bytes is > 0 and <= MostCode, $"{bytes} bytes of code: {string.Join(", ", generated.Code(type).Take(12))}");
    }

    private static void AssertLoads(GeneratedAssembly generated, string type, int weights)
    {
        MethodInfo? load = generated.Assembly.GetType(type, throwOnError: true)!.GetMethod("Load", []);
        Assert.True(load is not null, string.Join(", ", generated.Code(type)));
        var make = load.CreateDelegate<Func<IDisposable>>();
        make().Dispose();
        long managed = Allocations.Smallest(() => make().Dispose());
        Assert.True(managed <= 32 << 10, $"{managed} managed bytes for {weights} bytes of weights");
    }
}
