using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Products of matrices equal ONNX Runtime's, on every path: few rows and many, vectors of every width and their remainders.</summary>
public sealed class MatrixProductTests
{
    [Theory]
    [InlineData("Single", 13)]
    [InlineData("Single", 9)]
    [InlineData("Double", 13)]
    [InlineData("Half", 13)]
    public void GemmAgrees(string type, long version)
    {
        var random = new RandomTensors(51);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            int rows = Size(random), inputs = Size(random), outputs = Size(random);
            bool isA = random.Random.Next(3) == 0, isB = random.Random.Next(2) == 0;
            float alpha = RandomTensors.Pick(random.Random, 1f, 1f, 0.5f), beta = RandomTensors.Pick(random.Random, 1f, 1f, 0f, -2f);
            Tensor a = Numbers(random, element, isA ? [inputs, rows] : [rows, inputs]), b = Numbers(random, element, isB ? [outputs, inputs] : [inputs, outputs]);
            long[]? shape = RandomTensors.Pick<long[]?>(random.Random, [outputs], [1, outputs], [rows, outputs], [rows, 1], [], [1], [1, 1], null);
            Tensor? c = shape is null && version >= 11 ? null : Numbers(random, element, shape ?? [outputs]);
            OnnxSetting[] attributes = [OnnxSetting.Of("alpha", alpha), OnnxSetting.Of("beta", beta), OnnxSetting.Of("transA", isA ? 1L : 0), OnnxSetting.Of("transB", isB ? 1L : 0)];
            if (OperatorOracle.Agrees("", "Gemm", version, attributes, c is null ? [a, b] : [a, b, c], relative: 1e-5, absolute: Error(element, inputs))) compared++;
        }
        Assert.True(compared > 150, $"{compared}");
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Half")]
    [InlineData("Int32")]
    [InlineData("UInt32")]
    [InlineData("Int64")]
    [InlineData("UInt64")]
    public void MatMulAgrees(string type)
    {
        var random = new RandomTensors(52);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < 120; trial++)
        {
            int rows = Size(random), inputs = Size(random), outputs = Size(random);
            long[][] stacks = random.Broadcastable(2);
            long[] a = random.Random.Next(5) == 0 ? [inputs] : [.. Small(stacks[0]), rows, inputs];
            long[] b = random.Random.Next(5) == 0 ? [inputs] : random.Random.Next(2) == 0 ? [inputs, outputs] : [.. Small(stacks[1]), inputs, outputs];
            if (OperatorOracle.Agrees("", "MatMul", 13, [], [Numbers(random, element, a), Numbers(random, element, b)], relative: 1e-5, absolute: Error(element, inputs))) compared++;
        }
        Assert.True(compared > 100, $"{compared}");
    }

    [Fact]
    public void IntegersAreMultipliedByGemmAsWell()
    {
        var a = new Tensor<int>([1, 2, 3, 4, 5, 6], 2, 3);
        var b = new Tensor<int>([1, 0, 0, 1, 1, 1], 3, 2);
        var y = new Tensor<int>();
        new Gemm<int>(alpha: 2, beta: -1).Run(a, b, new Tensor<int>([1], 1), y);
        Assert.Equal([7, 9, 19, 21], y.Values.ToArray());
        Assert.Contains("whole factors only", Assert.Throws<OperatorException>(static () => _ = new Gemm<int>(alpha: 0.5f)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InfinityStaysWhereItIs()
    {
        // Seventeen inputs: the last vector overlaps the one before it, and what is masked must not become zero times infinity.
        float[] x = [.. Enumerable.Repeat(1f, 17)], weights = [.. Enumerable.Repeat(1f, 17 * 5)];
        weights[3] = float.PositiveInfinity;
        var y = new Tensor<float>();
        new Gemm<float>(transB: 1).Run(new Tensor<float>(x, 1, 17), new Tensor<float>(weights, 5, 17), null, y);
        Assert.Equal([float.PositiveInfinity, 17, 17, 17, 17], y.Values.ToArray());
    }

    [Fact]
    public void ShapesThatDoNotFitAreRefused()
    {
        static string Message(Action run) => Assert.Throws<OperatorException>(run).Message;
        Tensor<float> m23 = new(new float[6], 2, 3), m24 = new(new float[8], 2, 4), v3 = new(new float[3], 3), y = new();
        var gemm = new Gemm<float>(transB: 1) { Node = "fare (Gemm)" };
        Assert.Equal("fare (Gemm): the shapes [2, 3] and [2, 4] do not fit together; the second one is transposed", Message(() => gemm.Run(m23, m24, null, y)));
        Assert.Contains("multiplies matrices; the shapes are [2, 3] and [3]", Message(() => gemm.Run(m23, v3, null, y)), StringComparison.Ordinal);
        Assert.Contains("C has the shape [3]; it does not broadcast to [2, 2]", Message(() => gemm.Run(m23, m23, v3, y)), StringComparison.Ordinal);
        Assert.Contains("[2, 3] and [2, 4] do not fit", Message(() => new MatMul<float>().Run(m23, m24, y)), StringComparison.Ordinal);
        Assert.Contains("[] and [3] do not fit", Message(() => new MatMul<float>().Run(new Tensor<float>([1f]), v3, y)), StringComparison.Ordinal);
        var stack = new Tensor<float>(new float[12], 2, 3, 2);
        Assert.Contains("[3, 2, 3] and [2, 3, 2] do not fit", Message(() => new MatMul<float>().Run(new Tensor<float>(new float[18], 3, 2, 3), stack, y)), StringComparison.Ordinal);
    }

    private static int Size(RandomTensors random) => RandomTensors.Pick(random.Random, 1, 1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 20, 31, 33, 64, 70, 130);

    private static long[] Small(long[] shape) => [.. shape.Take(3).Select(static size => Math.Min(size, 3))];

    private static Tensor Numbers(RandomTensors random, Type element, long[] shape) => random.Of(element, shape, static r => (r.NextDouble() * 8) - 4);

    private static double Error(Type element, int inputs) => (element == typeof(Half) ? 2e-2 : 2e-6) * Math.Sqrt(inputs) * 4;
}
