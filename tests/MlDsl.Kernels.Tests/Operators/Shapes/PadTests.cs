using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Random pads of random values equal ONNX Runtime's.</summary>
public sealed class PadTests
{
    [Theory]
    [InlineData("Single", 11)]
    [InlineData("Double", 13)]
    [InlineData("Int64", 18)]
    [InlineData("Byte", 19)]
    [InlineData("Boolean", 21)]
    [InlineData("Single", 23)]
    public void PadsFromAnInputAgree(string type, int version)
    {
        NodeTrial.Repeat(version, (random, r) =>
        {
            string mode = version >= 19 ? RandomTensors.Pick(r, "constant", "edge", "reflect", "wrap") : RandomTensors.Pick(r, "constant", "edge", "reflect");
            long[] shape = random.Dimensions(r.Next(1, 5), 5);
            int[] axes = version >= 18 && r.Next(2) == 0 ? [.. Enumerable.Range(0, shape.Length).Where(_ => r.Next(2) == 0)] : [.. Enumerable.Range(0, shape.Length)];
            var (before, after) = Pads(r, shape, axes, mode);
            Tensor x = random.Any(RandomTensors.Types[type], shape);
            Tensor? value = r.Next(2) == 0 ? null : random.Any(RandomTensors.Types[type], []);
            Tensor<long> pads = new([.. before, .. after], 2 * axes.Length);
            Tensor? dimensions = null;
            if (axes.Length < shape.Length) dimensions = r.Next(2) == 0 ? new Tensor<long>([.. axes.Select(static a => (long)a)], axes.Length) : new Tensor<int>([.. axes.Select(a => a - shape.Length)], axes.Length);
            Tensor?[] inputs = [x, pads, value, dimensions];
            return new NodeTrial("Pad", version).With("mode", mode).Agrees(inputs[..(dimensions is not null ? 4 : value is not null ? 3 : 2)]);
        });
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void PadsFromAnAttributeAgree(string type)
    {
        NodeTrial.Repeat(2, (random, r) =>
        {
            string mode = RandomTensors.Pick(r, "constant", "edge", "reflect");
            long[] shape = random.Dimensions(r.Next(1, 5), 5);
            var (before, after) = Pads(r, shape, [.. Enumerable.Range(0, shape.Length)], mode);
            NodeTrial trial = new NodeTrial("Pad", r.Next(2, 11)).With("mode", mode).With("pads", [.. before, .. after]);
            if (r.Next(2) == 0) trial.With("value", (float)r.NextDouble());
            return trial.Agrees([random.Any(RandomTensors.Types[type], shape)]);
        });
    }

    [Fact]
    public void TheFirstVersionCallsThemPaddings()
    {
        Tensor<float> x = new([1, 2], 2);
        Tensor[] found = OperatorOracle.Run("", "Pad", 1, [OnnxSetting.Of("paddings", [1L, 2L]), OnnxSetting.Of("value", 7f)], [x]);
        Assert.Equal([7, 1, 2, 7, 7], ((Tensor<float>)found[0]).Values.ToArray());
    }

    [Fact]
    public void TextsArePaddedAsWell()
    {
        Tensor<string> x = new(["a", "b", "c"], 3);
        Tensor<long> pads = new([2, 1], 2);
        Assert.Equal(["", "", "a", "b", "c", ""], Texts([x, pads], "constant"));
        Assert.Equal(["-", "-", "a", "b", "c", "-"], Texts([x, pads, new Tensor<string>(["-"])], "constant"));
        Assert.Equal(["c", "b", "a", "b", "c", "b"], Texts([x, pads], "reflect"));
        Assert.Equal(["b", "c", "a", "b", "c", "a"], Texts([x, pads], "wrap"));
        Assert.Equal(["a", "a", "a", "b", "c", "c"], Texts([x, pads], "edge"));
    }

    [Fact]
    public void AScalarHasNothingToPad()
    {
        Tensor<float>[] found = [.. OperatorOracle.Run("", "Pad", 13, [], [new Tensor<float>([3]), new Tensor<long>([], 0)]).Cast<Tensor<float>>()];
        Assert.Equal([3], found[0].Values.ToArray());
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[6], 2, 3), none = new([], 0, 2);
        static Tensor<long> Longs(params long[] values) => new(values, values.Length);
        Assert.Contains("'mode' is 'odd'", new NodeTrial("Pad", 13).With("mode", "odd").Refusal([x, Longs(0, 0, 0, 0)]), StringComparison.Ordinal);
        Assert.Contains("2 pads are given for 2 dimensions", new NodeTrial("Pad", 13).Refusal([x, Longs(0, 0)]), StringComparison.Ordinal);
        Assert.Contains("2 pads are given for 2 dimensions", new NodeTrial("Pad", 2).With("pads", 1L, 2).Refusal([x]), StringComparison.Ordinal);
        Assert.Contains("do not fit dimension 0 of 2 elements", new NodeTrial("Pad", 13).Refusal([x, Longs(-1, 0, -2, 0)]), StringComparison.Ordinal);
        Assert.Contains("dimension 1 is padded twice", new NodeTrial("Pad", 18).Refusal([x, Longs(0, 0, 0, 0), null, Longs(1, -1)]), StringComparison.Ordinal);
        Assert.Contains("one value is expected", new NodeTrial("Pad", 18).Refusal([x, Longs(0, 0, 0, 0), new Tensor<float>([1, 2], 2)]), StringComparison.Ordinal);
        Assert.Contains("dimension 0 has no elements", new NodeTrial("Pad", 18).With("mode", "reflect").Refusal([none, Longs(1, 0, 0, 0)]), StringComparison.Ordinal);
        Assert.Contains("The axis 2 is not one", new NodeTrial("Pad", 18).Refusal([x, Longs(0, 0), null, Longs(2)]), StringComparison.Ordinal);
    }

    private static string[] Texts(Tensor[] inputs, string mode) =>
        ((Tensor<string>)OperatorOracle.Run("", "Pad", 19, [OnnxSetting.Of("mode", mode)], inputs)[0]).Values.ToArray();

    // Mirrored elements must be there; now and then elements are cut off instead.
    private static (long[] Before, long[] After) Pads(Random r, long[] shape, int[] axes, string mode)
    {
        long Pick(int axis) => r.Next(4) == 0 && shape[axis] > 3 ? -1 : r.Next(mode == "constant" ? 4 : (int)Math.Min(3, shape[axis]));
        return ([.. axes.Select(Pick)], [.. axes.Select(Pick)]);
    }
}
