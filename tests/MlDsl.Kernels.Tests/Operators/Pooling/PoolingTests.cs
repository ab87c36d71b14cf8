using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Pools of one to three dimensions with random windows equal ONNX Runtime's.</summary>
public sealed class PoolingTests
{
    [Theory]
    [InlineData("Single", 1, 8)]
    [InlineData("Single", 2, 10)]
    [InlineData("Single", 3, 12)]
    [InlineData("Single", 2, 22)]
    [InlineData("Double", 2, 12)]
    [InlineData("SByte", 2, 12)]
    [InlineData("Byte", 1, 12)]
    public void TheLargestAgreesAndItsPlaceAsWell(string type, int dimensions, int version) =>
        AssertAgrees("MaxPool", type, dimensions, version, "storage_order", ceilSince: 10, dilationsSince: 10);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 7)]
    [InlineData(3, 10)]
    [InlineData(2, 11)]
    [InlineData(1, 19)]
    [InlineData(2, 19)]
    [InlineData(3, 22)]
    public void MeansAgree(int dimensions, int version) =>
        AssertAgrees("AveragePool", "Single", dimensions, version, "count_include_pad", ceilSince: 10, dilationsSince: 19);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 11)]
    [InlineData(1, 18)]
    [InlineData(3, 18)]
    [InlineData(2, 22)]
    public void NormsAgree(int dimensions, int version) =>
        AssertAgrees("LpPool", "Single", dimensions, version, "p", ceilSince: 18, dilationsSince: 18);

    [Theory]
    [InlineData("GlobalAveragePool", "Single")]
    [InlineData("GlobalMaxPool", "Single")]
    [InlineData("GlobalLpPool", "Single")]
    public void WholeChannelsAgree(string name, string type)
    {
        NodeTrial.Repeat(name.Length, (random, r) =>
        {
            NodeTrial trial = new(name, RandomTensors.Pick(r, 7, 13, 22));
            if (name == "GlobalLpPool" && r.Next(3) > 0) trial.With("p", r.Next(1, 5));
            return trial.Agrees([Numbers(random, type, [r.Next(1, 3), r.Next(1, 4), .. random.Sizes(r.Next(1, 4), 1, 12)])], relative: 2e-6, absolute: 1e-5);
        });
    }

    [Theory]
    [InlineData("MaxPool", 12, "storage_order")]
    [InlineData("AveragePool", 19, "count_include_pad")]
    [InlineData("LpPool", 18, "p")]
    public void WindowsLargerThanTheInputAgree(string name, int version, string special) => NodeTrial.Repeat(version, (random, r) =>
    {
        int dimensions = r.Next(1, 4);
        long[] kernel = random.Sizes(dimensions, 2, 6), strides = [.. kernel.Select(size => (long)r.Next(1, (int)size + 3))];
        NodeTrial trial = new NodeTrial(name, version).With("kernel_shape", kernel).With("strides", strides).With(special, 1L);
        if (r.Next(2) == 0) trial.With("ceil_mode", 1L);
        if (r.Next(3) == 0) trial.With("pads", [.. kernel.Concat(kernel).Select(static size => size > 3 ? 1L : 0L)]);
        Tensor x = Numbers(random, "Single", [1, 2, .. kernel.Zip(strides, (size, stride) => Math.Max(1, size - r.Next((int)stride)))]);
        return trial.Agrees([x], relative: 2e-6, absolute: 1e-5);
    });

    [Fact]
    public void WhatIsNoNumberIsNotLost()
    {
        Tensor<float> x = new([1, float.NaN, 2, 3, float.NaN, float.NaN, 4, 5], 1, 1, 8), y = new(), whole = new();
        Tensor<long> places = new();
        MaxPool<float> pool = new([2], strides: [2]);
        pool.Run(x, y, null);
        Assert.Equal([float.NaN, 3, float.NaN, 5], y.Values.ToArray());
        pool.Run(x, y, places);
        Assert.Equal([float.NaN, 3, float.NaN, 5], y.Values.ToArray());
        Assert.Equal([1, 3, 4, 7], places.Values.ToArray());
        new GlobalMaxPool<float>().Run(x, whole);
        Assert.Equal([float.NaN], whole.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MinusInfinityMayBeTheLargest(int outputs)
    {
        Tensor<float> x = new([float.NegativeInfinity, float.NegativeInfinity, 2, float.NegativeInfinity], 1, 1, 4);
        Assert.True(new NodeTrial("MaxPool", 12).With("kernel_shape", [2L]).Agrees([x], outputs));
    }

    // ONNX Runtime has no pools of these elements for processors; the same numbers in single precision tell what is right.
    [Theory]
    [InlineData("AveragePool", "Double")]
    [InlineData("AveragePool", "Half")]
    [InlineData("MaxPool", "Half")]
    [InlineData("LpPool", "Double")]
    [InlineData("LpPool", "Half")]
    [InlineData("GlobalAveragePool", "Double")]
    [InlineData("GlobalAveragePool", "Half")]
    [InlineData("GlobalMaxPool", "Double")]
    [InlineData("GlobalMaxPool", "Half")]
    [InlineData("GlobalLpPool", "Double")]
    [InlineData("GlobalLpPool", "Half")]
    public void OtherElementsGiveWhatSinglePrecisionGives(string name, string type)
    {
        var random = new RandomTensors(name.Length);
        Tensor<float> x = random.Of<float>([2, 2, 6, 8], static r => r.Next(-8, 9));
        double[] numbers = [.. x.Values.ToArray().Select(static number => (double)number)];
        int next = 0;
        Tensor other = random.Of(RandomTensors.Types[type], [2, 2, 6, 8], _ => numbers[next++]);
        OnnxSetting[] settings = name.StartsWith("Global", StringComparison.Ordinal) ? [] : [OnnxSetting.Of("kernel_shape", [2L, 3L]), OnnxSetting.Of("pads", [1L, 0L, 1L, 2L])];
        float[] expected = ((Tensor<float>)OperatorOracle.Run("", name, 12, settings, [x])[0]).Values.ToArray();
        Tensor found = OperatorOracle.Run("", name, 12, settings, [other])[0];
        double[] got = found is Tensor<double> doubles ? doubles.Values.ToArray() : [.. ((Tensor<Half>)found).Values.ToArray().Select(static number => (double)number)];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], got[i], 1e-6 + (Math.Abs(expected[i]) * (type == "Half" ? 1e-3 : 1e-6)));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[16], 1, 1, 4, 4), flat = new(new float[4], 2, 2);
        long[] square = [2, 2];
        Assert.Contains("[N, C, …] is expected", new NodeTrial("MaxPool", 12).With("kernel_shape", square).Refusal([flat]), StringComparison.Ordinal);
        Assert.Contains("[N, C, …] is expected", new NodeTrial("GlobalMaxPool", 12).Refusal([flat]), StringComparison.Ordinal);
        Assert.Contains("'pads' has 2 for a window of 2", new NodeTrial("AveragePool", 12).With("kernel_shape", square).With("pads", 0L, 2, 0, 0).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("'kernel_shape' is empty", new NodeTrial("AveragePool", 12).With("kernel_shape", Array.Empty<long>()).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("does not fit into 4", new NodeTrial("LpPool", 12).With("kernel_shape", 6L, 1).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("'kernel_shape' says [2]", new NodeTrial("LpPool", 12).With("kernel_shape", [2L]).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("'p' is 0", new NodeTrial("LpPool", 12).With("kernel_shape", square).With("p", 0L).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("'storage_order' is 2", new NodeTrial("MaxPool", 12).With("kernel_shape", square).With("storage_order", 2L).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("no elements", new NodeTrial("GlobalAveragePool", 12).Refusal([new Tensor<float>([], 1, 1, 0)]), StringComparison.Ordinal);
        Assert.Contains("nothing to move a window over", new NodeTrial("MaxPool", 12).With("kernel_shape", 2L, 2).With("pads", 1L, 1, 1, 1).Refusal([new Tensor<float>([], 1, 1, 0, 4)]), StringComparison.Ordinal);
    }

    private static Tensor Numbers(RandomTensors random, string type, long[] shape) => random.Of(RandomTensors.Types[type], shape, static random => (random.NextDouble() * 200) - 100);

    private static void AssertAgrees(string name, string type, int dimensions, int version, string special, int ceilSince, int dilationsSince)
    {
        NodeTrial.Repeat(dimensions + version, (random, r) =>
        {
            long[] kernel = random.Sizes(dimensions, 1, 4);
            string autoPad = RandomTensors.Pick(r, "NOTSET", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
            NodeTrial trial = new NodeTrial(name, version).With("kernel_shape", kernel).With("auto_pad", autoPad);
            if (r.Next(2) == 0) trial.With("strides", random.Sizes(dimensions, 1, 4));
            if (autoPad == "NOTSET" && r.Next(2) == 0) trial.With("pads", [.. kernel.Concat(kernel).Select(size => (long)r.Next((int)size))]);
            if (version >= ceilSince && r.Next(2) == 0) trial.With("ceil_mode", 1L);
            if (version >= dilationsSince && r.Next(3) == 0) trial.With("dilations", random.Sizes(dimensions, 1, 3));
            if (r.Next(3) > 0) trial.With(special, special == "p" ? r.Next(1, 5) : 1L);
            int outputs = name == "MaxPool" && r.Next(2) == 0 ? 2 : 1;
            return trial.Agrees([Numbers(random, type, [r.Next(1, 3), r.Next(1, 4), .. random.Sizes(dimensions, 6, 12)])], outputs, relative: 2e-6, absolute: 1e-5);
        });
    }
}
