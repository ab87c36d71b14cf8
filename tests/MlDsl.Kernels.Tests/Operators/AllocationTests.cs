using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Warm operators allocate nothing, one of each family and path.</summary>
public sealed class AllocationTests
{
    private readonly RandomTensors random = new(1);
    private readonly Tensor<float> rows, row, column, result = new();

    public AllocationTests()
    {
        rows = Floats(3, 20);
        row = Floats(20);
        column = Floats(3, 1);
    }

    [Fact]
    public void ElementWiseOperatorsAllocateNothing()
    {
        var truth = new Tensor<bool>();
        var wholes = new Tensor<long>();
        var halves = new Tensor<Half>();
        var add = new Add<float>();
        AssertNone(() => add.Run(rows, rows, result), () => add.Run(rows, row, result), () => add.Run(column, row, result));
        var pow = new Pow<float, float>();
        AssertNone(() => pow.Run(rows, row, result));
        var less = new Less<float>();
        AssertNone(() => less.Run(rows, row, truth));
        var equal = new Equal<float>();
        AssertNone(() => equal.Run(rows, column, truth));
        var where = new Where<float>();
        AssertNone(() => where.Run(truth, rows, row, result));
        var max = new Max<float>();
        AssertNone(() => max.Run([rows, row, column], result));
        var erf = new Erf<float>();
        AssertNone(() => erf.Run(rows, result));
        var clip = new Clip<float>();
        AssertNone(() => clip.Run(rows, null, null, result));
        var toWhole = new Cast<float, long>();
        var toHalf = new Cast<float, Half>();
        AssertNone(() => toWhole.Run(rows, wholes), () => toHalf.Run(rows, halves));
    }

    [Fact]
    public void WindowsAllocateNothing()
    {
        Tensor<float> image = Floats(1, 4, 9, 9), weights = Floats(4, 4, 3, 3), pooled = Floats(1, 4, 1, 1);
        var places = new Tensor<long>();
        var conv = new Conv<float>(pads: [1, 1, 1, 1]);
        var transposed = new ConvTranspose<float>(strides: [2, 2]);
        AssertNone(() => conv.Run(image, weights, null, result), () => transposed.Run(image, weights, null, result));
        long[] square = [2, 2];
        var max = new MaxPool<float>(square);
        var average = new AveragePool<float>(square);
        var norm = new LpPool<float>(square);
        AssertNone(() => max.Run(image, result, null), () => max.Run(image, result, places), () => average.Run(image, result), () => norm.Run(image, result));
        var whole = new GlobalAveragePool<float>();
        AssertNone(() => whole.Run(image, pooled));
    }

    private static void AssertNone(params Action[] calls)
    {
        foreach (Action call in calls)
        {
            for (int i = 0; i < 50; i++) call();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++) call();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private Tensor<float> Floats(params long[] shape) => random.Of(shape, static r => r.NextSingle() - 0.5f);
}
