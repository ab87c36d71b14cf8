using BenchmarkDotNet.Attributes;
using MlDsl.Benchmarks.Trees;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Benchmarks.Linear;

/// <summary>What does a row of 64 features cost in a linear model, and in a net of 64-64-1 with ReLU?</summary>
[MemoryDiagnoser]
public class LinearSingleRow : IDisposable
{
    public const int Features = 64, RowCount = 4096;
    private readonly float[] rows;
    private readonly float[] weights;
    private readonly Gemm<float> first = new(), second = new();
    private readonly Relu<float> relu = new();
    private readonly Tensor<float> input = new(), innerWeights, innerBias, sums = new(), hidden = new(), outerWeights, outerBias, output = new();
    private readonly OnnxPeer onnxLinear, onnxDense;
    private int row;

    public LinearSingleRow()
    {
        var random = new Random(44);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        rows = Numbers(RowCount * Features);
        weights = Numbers(Features);
        float[] inner = Numbers(Features * Features), bias = Numbers(Features), outer = Numbers(Features);
        (innerWeights, innerBias) = (new(inner, Features, Features), new(bias, Features));
        (outerWeights, outerBias) = (new(outer, Features, 1), new([0.5f], 1));
        input.Resize(1, Features);
        onnxLinear = new OnnxPeer(Graph().Node(
            OnnxGraphBuilder.MachineLearning,
            "LinearRegressor",
            ["x"],
            ["y"],
            OnnxSetting.Of("coefficients", weights),
            OnnxSetting.Of("intercepts", [0.5f])).ToBytes(), 1);
        onnxDense = new OnnxPeer(Graph()
            .Constant<float>("inner", inner, Features, Features)
            .Constant<float>("bias", bias, Features)
            .Constant<float>("outer", outer, Features, 1)
            .Constant<float>("end", [0.5f], 1)
            .Node("Gemm", ["x", "inner", "bias"], ["sums"])
            .Node("Relu", ["sums"], ["hidden"])
            .Node("Gemm", ["hidden", "outer", "end"], ["y"]).ToBytes(), 1);
    }

    public void Dispose()
    {
        onnxLinear.Dispose();
        onnxDense.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public float LinearByOnnxRuntime() => onnxLinear.Score(Next());

    [Benchmark]
    public float LinearByKernels() => LinearArithmetic.Score(Next(), weights, 0.5f);

    [Benchmark]
    public float DenseByOnnxRuntime() => onnxDense.Score(Next());

    [Benchmark]
    public float DenseByKernels()
    {
        Next().CopyTo(input.Values);
        first.Run(input, innerWeights, innerBias, sums);
        relu.Run(sums, hidden);
        second.Run(hidden, outerWeights, outerBias, output);
        return output.Values[0];
    }

    private static OnnxGraphBuilder Graph() => new OnnxGraphBuilder("linear")
        .Opset(OnnxGraphBuilder.MachineLearning, 1)
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", Features))
        .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1));

    private ReadOnlySpan<float> Next()
    {
        row = (row + 1) % RowCount;
        return rows.AsSpan(row * Features, Features);
    }
}
