using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels.Operators;
using MlDsl.Kernels.Tests.Operators;
using MlDsl.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Rows;

/// <summary>Small dense layers: one order of sums for a row and for many, and which products of a graph become such layers.</summary>
[Collection(Alone.Name)]
public sealed class DenseRowsTests
{
    // 2⁻²⁴: half the distance of neighbouring numbers of single precision near 1.
    private const double HalfStep = 5.9604644775390625e-8;

    [Fact]
    public void SumsTakeOneProductAfterAnother()
    {
        var random = new Random(1);
        int[] sizes = [.. Enumerable.Range(1, 20), 31, 32, 33, 47, 48, 63, 64, 65, 80, 100, 129];
        foreach (int outputs in sizes)
        {
            foreach (int inputs in new[] { 0, 1, 2, 7, 64 })
            {
                float[] x = Numbers(random, inputs), weights = Numbers(random, inputs * outputs), bias = outputs % 2 == 0 ? Numbers(random, outputs) : [];
                float[] found = new float[outputs];
                RowArithmetic.Dense(x, weights, bias, found);
                Assert.Equal(Plain(x, weights, bias, outputs), found);
            }
        }
    }

    // Rows that fill tiles, and those that are left; one output, whose rows lie in lanes, and few.
    [Theory]
    [InlineData(37, 19, 45)]
    [InlineData(5, 64, 16)]
    [InlineData(45, 19, 1)]
    [InlineData(16, 4, 1)]
    [InlineData(9, 3, 3)]
    [InlineData(6, 10, 5)]
    public void ARowAmongOthersHasTheBitsOfARowAlone(int rows, int inputs, int outputs)
    {
        var random = new Random(rows);
        Tensor<float> x = new(Numbers(random, rows * inputs), rows, inputs), weights = new(Numbers(random, inputs * outputs), inputs, outputs), bias = new(Numbers(random, outputs), outputs), y = new();
        new DenseRows().Run(x, weights, bias, y);
        for (int row = 0; row < rows; row++) Assert.Equal(Plain(x.Values.Slice(row * inputs, inputs), weights.Values, bias.Values, outputs), y.Values.Slice(row * outputs, outputs).ToArray());
        Assert.Contains("are not the rows of", Assert.Throws<ArgumentException>(() => RowArithmetic.DenseBatch(x.Values[1..], inputs, weights.Values, bias.Values, y.Values, outputs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] x = new float[64], weights = new float[64 * 64], bias = new float[64], into = new float[64];
        Allocations.AssertNone(() => RowArithmetic.Dense(x, weights, bias, into));
    }

    [Fact]
    public void AGeneratedNetAllocatesNothing()
    {
        const string source = """
            using MlDsl;

            namespace Graphs;

            [OnnxModel("g0.onnx", Backend = Backend.Compiled)]
            public sealed partial class Net;

            public static class G
            {
                private static readonly Net net = Net.Load();

                public static float Run(float[] x)
                {
                    using Net.Output output = net.Run(new Net.Input { X = x });
                    return output.Y[0];
                }
            }
            """;
        var run = GeneratedAssembly.Of([Layer(0, new float[20 * 9], new float[9], 20, 9)], source).Assembly.GetType("Graphs.G", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<float[], float>>();
        foreach (int rows in new[] { 1, 7, 300 })
        {
            float[] x = new float[rows * 20];
            Allocations.AssertNone(() => run(x), 100);
        }
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Contains("a row of 2 numbers and 3 outputs want 6 weights", Assert.Throws<ArgumentException>(static () => RowArithmetic.Dense(new float[2], new float[5], [], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("there are 6 and 1", Assert.Throws<ArgumentException>(static () => RowArithmetic.Dense(new float[2], new float[6], new float[1], new float[3])).Message, StringComparison.Ordinal);
        var error = Assert.Throws<OperatorException>(static () => new DenseRows().Run(new Tensor<float>(new float[6], 2, 3), new Tensor<float>(new float[8], 4, 2), null, new Tensor<float>()));
        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 2]", error.Message, StringComparison.Ordinal);
    }

    // Both add the same numbers, each in its order: |Δ| ≤ 2 · n · 2⁻²⁴ · (|b| + Σ |w x|) for n numbers.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OnnxRuntimeAgreesWithinTheRoundingOfSums(int kind)
    {
        var random = new Random(kind);
        const int rows = 16, inputs = 50, outputs = 23;
        float[] weights = Numbers(random, inputs * outputs), bias = Numbers(random, outputs);
        byte[] file = Layer(kind, weights, bias, inputs, outputs);
        Tensor<float> x = new(Numbers(random, rows * inputs), rows, inputs);
        var found = (Tensor<float>)new PlanRunner(file).Run(x)[0];
        Assert.Contains(Plan(file).Steps, static step => step.Operator.Class == typeof(DenseRows));

        using OnnxSession session = OnnxSession.Load(file, "layer");
        using OnnxBinding call = session.Rent(rows);
        call.SetInput<float>(0, x.Values);
        call.Run();
        ReadOnlySpan<float> expected = call.Output<float>(0);
        for (int row = 0; row < rows; row++)
        {
            for (int n = 0; n < outputs; n++)
            {
                double size = kind == 3 ? 0 : Math.Abs(bias[n]);
                for (int k = 0; k < inputs; k++) size += Math.Abs((double)x.Values[(row * inputs) + k] * weights[kind == 1 ? (n * inputs) + k : (k * outputs) + n]);
                int at = (row * outputs) + n;
                Assert.InRange(Math.Abs((double)expected[at] - found.Values[at]), 0, 2 * (inputs + 1) * HalfStep * size);
            }
        }
    }

    [Fact]
    public void ProductsThatAreNoSmallLayerStayAsTheyAre()
    {
        // Large, of many inputs and one output, of a factor, of weights that the caller gives.
        Assert.Contains("of 200 × 1 weights", Plan(Layer(1, new float[200], new float[1], 200, 1)).NotByRows, StringComparison.Ordinal);
        Assert.Contains("of 512 × 512 weights, which takes less time over tensors", Plan(Layer(0, new float[512 * 512], new float[512], 512, 512)).NotByRows, StringComparison.Ordinal);
        Plan scaled = Plan(Graph(4, 2).Constant<float>("w", new float[8], 4, 2).Node("Gemm", ["x", "w"], ["y"], OnnxSetting.Of("alpha", 0.5f)).ToBytes());
        Assert.Contains("is not known row by row", scaled.NotByRows, StringComparison.Ordinal);
        Assert.Equal(typeof(Gemm<float>), scaled.Steps[0].Operator.Class);
        Plan given = Plan(Graph(4, 2).Input(OnnxValueInfo.Tensor("w", OnnxElementType.Float, 4, 2)).Node("MatMul", ["x", "w"], ["y"]).ToBytes());
        Assert.Equal(typeof(MatMul<float>), given.Steps[0].Operator.Class);
    }

    [Fact]
    public void SumsThatAreReadBeforeTheirBiasStayApart()
    {
        byte[] file = Graph(4, 2)
            .Output(OnnxValueInfo.Tensor("sums", OnnxElementType.Float, "N", 2))
            .Constant<float>("w", [1, 2, 3, 4, 5, 6, 7, 8], 4, 2)
            .Constant<float>("b", [0.5f, -0.5f], 2)
            .Node("MatMul", ["x", "w"], ["sums"])
            .Node("Add", ["b", "sums"], ["y"])
            .ToBytes();
        Assert.Equal([typeof(DenseRows), typeof(Add<float>)], Plan(file).Steps.Select(static step => step.Operator.Class));
        Tensor[] found = new PlanRunner(file).Run(new Tensor<float>([1, 1, 1, 2], 1, 4));
        Assert.Equal([23.5f, 27.5f], ((Tensor<float>)found[0]).Values.ToArray());
        Assert.Equal([23f, 28f], ((Tensor<float>)found[1]).Values.ToArray());
    }

    // Gemm, Gemm of transposed weights, MatMul and Add, MatMul alone.
    private static byte[] Layer(int kind, float[] weights, float[] bias, int inputs, int outputs)
    {
        OnnxGraphBuilder graph = Graph(inputs, outputs).Constant<float>("w", weights, kind == 1 ? [outputs, inputs] : [inputs, outputs]).Constant<float>("b", bias, 1, outputs);
        return kind switch
        {
            0 => graph.Node("Gemm", ["x", "w", "b"], ["y"]).ToBytes(),
            1 => graph.Node("Gemm", ["x", "w", "b"], ["y"], OnnxSetting.Of("transB", 1L)).ToBytes(),
            2 => graph.Node("MatMul", ["x", "w"], ["sums"]).Node("Add", ["sums", "b"], ["y"]).ToBytes(),
            _ => graph.Node("MatMul", ["x", "w"], ["y"]).ToBytes(),
        };
    }

    private static OnnxGraphBuilder Graph(int inputs, int outputs) => new OnnxGraphBuilder("layer").Opset("", 15)
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", inputs))
        .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", outputs));

    private static Plan Plan(byte[] file) => Planner.Plan(OnnxReader.Read(file));

    private static float[] Plain(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int outputs)
    {
        float[] sums = new float[outputs];
        bias.CopyTo(sums);
        for (int n = 0; n < outputs; n++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                float product = x[k] * weights[(k * outputs) + n];
                sums[n] += product;
            }
        }
        return sums;
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
