using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Normalized values agree with ONNX Runtime, or with the definition where it has no kernel.</summary>
public sealed class NormalizationTests
{
    private const int Trials = 30;

    [Theory]
    [InlineData("Single", 15)]
    [InlineData("Single", 9)]
    [InlineData("Double", 15)]
    [InlineData("Half", 15)]
    public void BatchNormalizationAgrees(string type, long version)
    {
        var random = new RandomTensors(61);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long channels = random.Random.Next(1, 70);
            long[] shape = [random.Random.Next(1, 4), channels, .. random.Shape(2, 6)];
            Tensor[] inputs = [Numbers(random, element, shape), Numbers(random, element, channels), Numbers(random, element, channels), Numbers(random, element, channels), random.Of(element, [channels], static r => 0.1 + r.NextDouble())];
            if (Agrees("BatchNormalization", version, [OnnxSetting.Of("epsilon", 1e-3f)], inputs, element)) compared++;
        }
        Assert.True(compared > Trials / 2, $"{compared}");
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Half")]
    public void LayerNormalizationAgrees(string type)
    {
        var random = new RandomTensors(62);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long[] shape = [.. random.Shape(3, 6).Where(static size => size > 0), random.Random.Next(1, 40)];
            long axis = random.Random.Next(-shape.Length, shape.Length);
            long[] row = shape[(int)(axis < 0 ? axis + shape.Length : axis)..];
            Tensor[] inputs = random.Random.Next(2) == 0
                ? [Numbers(random, element, shape), Numbers(random, element, row)]
                : [Numbers(random, element, shape), Numbers(random, element, row), Numbers(random, element, row)];
            int outputs = element == typeof(float) ? random.Random.Next(1, 4) : 1;
            if (Agrees("LayerNormalization", 17, [OnnxSetting.Of("axis", axis), OnnxSetting.Of("epsilon", 1e-3f)], inputs, element, outputs)) compared++;
        }
        Assert.True(compared > Trials / 2, $"{compared}");
    }

    [Fact]
    public void ParametersThatAreNoRowAreBroadcast()
    {
        var x = new Tensor<float>([1, 2, 3, 5, 2, 1, 0, 7], 2, 2, 2);
        Tensor<float> plain = new(), scaled = new();
        new LayerNormalization<float, float>(axis: 1).Run(x, new Tensor<float>([1, 1, 1, 1], 2, 2), null, plain, null, null);
        new LayerNormalization<float, float>(axis: 1).Run(x, new Tensor<float>([1, 3], 2, 1), new Tensor<float>([0.5f]), scaled, null, null);
        for (int i = 0; i < 8; i++) Assert.Equal((plain.Values[i] * (i % 4 < 2 ? 1 : 3)) + 0.5f, scaled.Values[i], 1e-6f);
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Half")]
    [InlineData("Double")]
    public void RmsNormalizationEqualsTheDefinition(string type)
    {
        var random = new RandomTensors(63);
        Type element = RandomTensors.Types[type];
        for (int trial = 0; trial < Trials; trial++)
        {
            long[] shape = [random.Random.Next(1, 4), random.Random.Next(1, 40)];
            Tensor[] inputs = [Numbers(random, element, shape), Numbers(random, element, shape[1])];
            double[] x = Doubles(inputs[0]), scale = Doubles(inputs[1]), found = Doubles(OperatorOracle.Run("", "RMSNormalization", 23, [], inputs)[0]);
            for (int i = 0; i < x.Length; i++)
            {
                int width = (int)shape[1], row = i / width;
                double mean = x.Skip(row * width).Take(width).Sum(static v => v * v) / width;
                Assert.Equal(x[i] / Math.Sqrt(mean + 1e-5) * scale[i % width], found[i], element == typeof(Half) ? 0.02 : 1e-5);
            }
            Agrees("RMSNormalization", 23, [], inputs, element);
        }
    }

    [Theory]
    [InlineData("InstanceNormalization", 6, "Single")]
    [InlineData("InstanceNormalization", 22, "Half")]
    [InlineData("GroupNormalization", 21, "Single")]
    [InlineData("GroupNormalization", 21, "Half")]
    public void GroupsOfChannelsAgree(string name, long version, string type)
    {
        var random = new RandomTensors(64);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long groups = random.Random.Next(1, 4), channels = groups * random.Random.Next(1, 5);
            Tensor[] inputs = [Numbers(random, element, random.Random.Next(1, 3), channels, random.Random.Next(2, 9), 2), Numbers(random, element, channels), Numbers(random, element, channels)];
            if (Agrees(name, version, name == "GroupNormalization" ? [OnnxSetting.Of("num_groups", groups)] : [], inputs, element)) compared++;
        }
        Assert.True(compared > Trials / 2, $"{compared}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    public void NeighbouringChannelsAgree(long size)
    {
        var random = new RandomTensors(66);
        OnnxSetting[] attributes = [OnnxSetting.Of("size", size), OnnxSetting.Of("alpha", 0.3f), OnnxSetting.Of("beta", 0.6f), OnnxSetting.Of("bias", 1.5f)];
        for (int trial = 0; trial < 5; trial++)
            Agrees("LRN", 13, attributes, [Numbers(random, typeof(float), 2, 7, 3, 4)], typeof(float));
        Tensor halves = Numbers(random, typeof(Half), 2, 5, 3, 2);
        Agrees("LRN", 13, attributes, [halves], typeof(Half));
    }

    [Theory]
    [InlineData(new long[] { 0, 2, 3 })]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 2, 3 })]
    [InlineData(new long[] { 0, 1, 2, 3 })]
    [InlineData(null)]
    public void DeviationsAgree(long[]? axes)
    {
        var random = new RandomTensors(67);
        int compared = 0;
        for (int trial = 0; trial < 10; trial++)
            if (Agrees("MeanVarianceNormalization", 13, axes is null ? [] : [OnnxSetting.Of("axes", axes)], [Numbers(random, typeof(float), 2, 4, 3, 5)], typeof(float))) compared++;
        Assert.Equal(10, compared);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(13)]
    public void DropoutCopies(long version)
    {
        var random = new RandomTensors(65);
        Tensor input = random.Any(typeof(float), [3, 4]);
        Assert.True(OperatorOracle.Agrees("", "Dropout", version, [], [input], outputs: version == 7 ? 1 : 2));
        if (version < 13) return;
        Assert.True(OperatorOracle.Agrees("", "Dropout", version, [], [input, new Tensor<float>([0.3f]), new Tensor<bool>([false])], outputs: 2));
        Assert.True(OperatorOracle.Agrees("", "Dropout", version, [], [input, new Tensor<float>([0f]), new Tensor<bool>([true])], outputs: 2));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        static string Message(Action run) => Assert.Throws<OperatorException>(run).Message;
        Tensor<float> x = new(new float[12], 2, 3, 2), two = new(new float[2], 2), three = new(new float[3], 3), y = new();
        Assert.Contains("one number per channel", Message(() => new BatchNormalization<float, float, float>().Run(x, two, three, three, three, y)), StringComparison.Ordinal);
        Assert.Contains("'training_mode' is 1", Message(static () => _ = new BatchNormalization<float, float, float>(trainingMode: 1)), StringComparison.Ordinal);
        Assert.Contains("'spatial' is 0", Message(static () => _ = new BatchNormalization<float, float, float>(spatial: 0)), StringComparison.Ordinal);
        Assert.Contains("'axis' is 3", Message(() => new LayerNormalization<float, float>(axis: 3).Run(x, two, null, y, null, null)), StringComparison.Ordinal);
        Assert.Contains("[3] does not broadcast", Message(() => new LayerNormalization<float, float>().Run(x, three, null, y, null, null)), StringComparison.Ordinal);
        Assert.Contains("'axis' is -4", Message(() => new RMSNormalization<float>(axis: -4).Run(x, two, y)), StringComparison.Ordinal);
        Assert.Contains("[3] does not broadcast", Message(() => new RMSNormalization<float>().Run(x, three, y)), StringComparison.Ordinal);
        Assert.Contains("one number per channel", Message(() => new InstanceNormalization<float>().Run(x, two, three, y)), StringComparison.Ordinal);
        Assert.Contains("for 2 groups", Message(() => new GroupNormalization<float>(2).Run(x, two, two, y)), StringComparison.Ordinal);
        Assert.Contains("'num_groups' is 0", Message(static () => _ = new GroupNormalization<float>(0)), StringComparison.Ordinal);
        Assert.Contains("the axis 3 is not one", Message(() => new MeanVarianceNormalization<float>().Run(x, y)), StringComparison.Ordinal);
        Assert.Contains("'size' is 0", Message(static () => _ = new LRN<float>(0)), StringComparison.Ordinal);
        Assert.Contains("[N, C, …] is expected", Message(() => new LRN<float>(3).Run(two, y)), StringComparison.Ordinal);
        Assert.Contains("'training_mode' is true", Message(() => new Dropout<float, float>().Run(x, null, new Tensor<bool>([true]), y, null)), StringComparison.Ordinal);
    }

    private static bool Agrees(string name, long version, OnnxSetting[] attributes, Tensor[] inputs, Type element, int outputs = 1)
    {
        double error = element == typeof(Half) ? 1e-2 : element == typeof(double) ? 1e-9 : 5e-5;
        return OperatorOracle.Agrees("", name, version, attributes, inputs, outputs, relative: error, absolute: error);
    }

    private static Tensor Numbers(RandomTensors random, Type element, params long[] shape) => random.Of(element, shape, static r => (r.NextDouble() * 4) - 2);

    private static double[] Doubles(Tensor tensor) => tensor switch
    {
        Tensor<float> t => [.. t.Values.ToArray().Select(static v => (double)v)],
        Tensor<Half> t => [.. t.Values.ToArray().Select(static v => (double)v)],
        _ => ((Tensor<double>)tensor).Values.ToArray(),
    };
}
