using MlDsl.Compiler.Costs;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Onnx;

namespace MlDsl.Build.Tests;

/// <summary>Multiply-adds are those of textbooks, and the choice follows them.</summary>
public sealed class PlanCostTests
{
    [Fact]
    public void AConvolutionIsCountedByItsPlanesAndChannels()
    {
        OnnxGraphBuilder graph = Graph([1, 8, 10, 12], [1, 6, 5, 6]).Constant<float>("w", new float[6 * 4 * 3 * 3], 6, 4, 3, 3)
            .Node("Conv", ["x", "w"], ["y"], OnnxSetting.Of("pads", 1L, 1L, 1L, 1L), OnnxSetting.Of("strides", 2L, 2L), OnnxSetting.Of("group", 2L));
        Assert.Equal(6 * 5 * 6 * 4 * 9, Cost(graph).MultiplyAdds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void AProductIsCountedForOneRowOfABatch(int inner) => Assert.Equal(7 * inner, Cost(Graph(["N", inner], ["N", 7])
        .Constant<float>("w", new float[7 * inner], 7, inner).Node("Gemm", ["x", "w"], ["y"], OnnxSetting.Of("transB", 1L))).MultiplyAdds);

    [Fact]
    public void AProductOfTwoValuesIsCounted() => Assert.Equal(4 * 5 * 6, Cost(new OnnxGraphBuilder("two")
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, 4, 5)).Input(OnnxValueInfo.Tensor("w", OnnxElementType.Float, 5, 6)).Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, 4, 6))
        .Node("MatMul", ["x", "w"], ["y"])).MultiplyAdds);

    [Fact]
    public void ARecurrentLayerIsCountedStepByStep() => Assert.Equal(10 * 4 * 3 * (2 + 3), Cost(Graph([10, 1, 2], [10, 1, 1, 3])
        .Constant<float>("w", new float[4 * 3 * 2], 1, 12, 2).Constant<float>("r", new float[4 * 3 * 3], 1, 12, 3).Node("LSTM", ["x", "w", "r"], ["y"], OnnxSetting.Of("hidden_size", 3L))).MultiplyAdds);

    [Fact]
    public void AnImageOfAnySizeHasAPlaneOf32By32() => Assert.Equal(16 * 3 * 9 * 1024, Cost(new OnnxGraphBuilder("any")
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, 1, 3, "h", "w")).Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, 1, 16, "h2", "w2"))
        .Constant<float>("w", new float[16 * 3 * 99 * 99], 16, 3, 99, 99).Node("Conv", ["x", "w"], ["y"])).MultiplyAdds / 99 / 99 * 9);

    [Fact]
    public void SmallNetsAreCompiledAndProductsBeyondTheCachesAreNot()
    {
        Assert.True(BackendChooser.Auto(Planned(Dense(16)), hasRuntime: true).IsCompiled);
        BackendChoice large = BackendChooser.Auto(Planned(Dense(2048)), hasRuntime: true);
        Assert.False(large.IsCompiled);
        Assert.Contains("4 million multiply-adds, mostly matrix products", large.Reason, StringComparison.Ordinal);
        Assert.True(BackendChooser.Auto(Planned(Dense(2048)), hasRuntime: false).IsCompiled);
    }

    [Theory]
    [InlineData(0.04, "0.04 µs")]
    [InlineData(1.26, "1.3 µs")]
    [InlineData(123.4, "120 µs")]
    [InlineData(2345, "2.3 ms")]
    [InlineData(234_500, "230 ms")]
    public void TimesHaveTwoDigits(double microseconds, string text) => Assert.Equal(text, PlanCost.Time(microseconds));

    private static OnnxGraphBuilder Dense(int size) => Graph(["N", size], ["N", size]).Constant<float>("w", new float[size * size], size, size)
        .Node("MatMul", ["x", "w"], ["h"]).Node("Softmax", ["h"], ["y"], OnnxSetting.Of("axis", 0L));

    private static OnnxGraphBuilder Graph(OnnxDimension[] input, OnnxDimension[] output) => new OnnxGraphBuilder("cost")
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, input)).Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, output));

    private static Plan Planned(OnnxGraphBuilder graph)
    {
        Plan plan = Planner.Plan(OnnxReader.Read(graph.ToBytes()));
        Assert.Empty(plan.Obstacles);
        return plan;
    }

    private static PlanCost Cost(OnnxGraphBuilder graph) => PlanCost.Of(Planned(graph));
}
