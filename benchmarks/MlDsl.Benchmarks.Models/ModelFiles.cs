using MlDsl.Benchmarks.Trees;
using MlDsl.Kernels.Tests.Trees;
using MlDsl.Onnx;

namespace MlDsl.Benchmarks;

/// <summary>The model files that are compiled into the benchmarks and given to ONNX Runtime beside. The same bytes every time.</summary>
internal static class ModelFiles
{
    public const int Features = 64, Numbers = 24, Texts = 4, Categories = 10;
    private const string Ml = OnnxGraphBuilder.MachineLearning;

    /// <summary>500 complete trees over 32 features.</summary>
    public static byte[] Trees(int depth) => OnnxTrees.File(SyntheticTrees.Complete(500, depth));

    /// <summary>A linear model of 64 features.</summary>
    public static byte[] Linear()
    {
        var random = new Random(44);
        return Graph("linear")
            .Node(Ml, "LinearRegressor", ["x"], ["y"], OnnxSetting.Of("coefficients", Singles(random, Features)), OnnxSetting.Of("intercepts", [0.5f]))
            .ToBytes();
    }

    /// <summary>A net of 64-64-1 with ReLU.</summary>
    public static byte[] Dense()
    {
        var random = new Random(45);
        return Graph("dense")
            .Constant<float>("inner", Singles(random, Features * Features), Features, Features)
            .Constant<float>("bias", Singles(random, Features), Features)
            .Constant<float>("outer", Singles(random, Features), Features, 1)
            .Constant<float>("end", [0.5f], 1)
            .Node("Gemm", ["x", "inner", "bias"], ["sums"])
            .Node("Relu", ["sums"], ["hidden"])
            .Node("Gemm", ["hidden", "outer", "end"], ["y"])
            .ToBytes();
    }

    /// <summary>24 numbers that are scaled, 4 texts of 10 categories that are encoded, and a linear model of the 64 columns.</summary>
    public static byte[] Pipeline()
    {
        var random = new Random(46);
        string[] categories = [.. Enumerable.Range(0, Categories).Select(Category)];
        return new OnnxGraphBuilder("pipeline")
            .Opset(Ml, 1)
            .Input(OnnxValueInfo.Tensor("numbers", OnnxElementType.Float, "N", Numbers))
            .Input(OnnxValueInfo.Tensor("texts", OnnxElementType.String, "N", Texts))
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1))
            .Constant<long>("wide", [-1, Texts * Categories], 2)
            .Node(Ml, "Scaler", ["numbers"], ["scaled"], OnnxSetting.Of("offset", Singles(random, Numbers)), OnnxSetting.Of("scale", Singles(random, Numbers)))
            .Node(Ml, "OneHotEncoder", ["texts"], ["encoded"], OnnxSetting.Of("cats_strings", categories))
            .Node("Reshape", ["encoded", "wide"], ["flat"])
            .Node("Concat", ["scaled", "flat"], ["features"], OnnxSetting.Of("axis", 1L))
            .Node(Ml, "LinearRegressor", ["features"], ["y"], OnnxSetting.Of("coefficients", Singles(random, Features)), OnnxSetting.Of("intercepts", [0.5f]))
            .ToBytes();
    }

    /// <summary>The name of a category.</summary>
    public static string Category(int number) => FormattableString.Invariant($"region_{number}");

    private static OnnxGraphBuilder Graph(string name) => new OnnxGraphBuilder(name)
        .Opset(Ml, 1)
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", Features))
        .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1));

    private static float[] Singles(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
