namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What chooses or marks elements by their values does it as ONNX Runtime does.</summary>
public sealed class ChosenElementsTests
{
    [Theory]
    [InlineData("Single")]
    [InlineData("Int32")]
    [InlineData("String")]
    public void CompressAgrees(string type) => NodeTrial.Repeat(1, (random, r) =>
    {
        long[] shape = random.Dimensions(r.Next(1, 4), 5);
        NodeTrial trial = new("Compress", RandomTensors.Pick(r, 9, 11));
        int axis = r.Next(-shape.Length, shape.Length), size = (int)shape[axis < 0 ? axis + shape.Length : axis];
        if (r.Next(3) > 0) trial.With("axis", axis);
        return trial.Agrees([random.Any(RandomTensors.Types[type], shape), random.Of([r.Next(1, size + 1)], static r => r.Next(2) == 0)]);
    });

    [Theory]
    [InlineData("Single")]
    [InlineData("Int64")]
    [InlineData("Boolean")]
    [InlineData("Byte")]
    public void NonZeroAgrees(string type) => NodeTrial.Repeat(2, (random, r) =>
        new NodeTrial("NonZero", RandomTensors.Pick(r, 9, 13)).Agrees([random.Of(RandomTensors.Types[type], random.Shape(), static r => r.Next(-1, 2))]));

    [Theory]
    [InlineData("Int64", "Int64", "Int64")]
    [InlineData("Int32", "Int32", "Single")]
    [InlineData("Int64", "Int64", "String")]
    [InlineData("Single", "Single", "Single")]
    [InlineData("Int64", "Int64", "Single")]
    public void OneHotAgrees(string index, string depth, string type) => NodeTrial.Repeat(3, (random, r) =>
    {
        int rank = r.Next(4);
        NodeTrial trial = new("OneHot", RandomTensors.Pick(r, 9, 11));
        if (r.Next(2) == 0) trial.With("axis", (long)r.Next(-rank - 1, rank + 1));
        int size = r.Next(1, 6);
        Tensor indices = random.Of(RandomTensors.Types[index], random.Dimensions(rank, 4), random => random.Next(-size - 2, size + 2));
        return trial.Agrees([indices, random.Of(RandomTensors.Types[depth], r.Next(2) == 0 ? [] : [1], _ => size), random.Any(RandomTensors.Types[type], [2])]);
    });

    [Fact]
    public void APlaceBetweenTwoIsNoPlace()
    {
        Tensor<float> indices = new([0.5f, 1, 1.9f, float.NaN, -1, -0.5f, float.PositiveInfinity], 7);
        Assert.True(new NodeTrial("OneHot", 11).Agrees([indices, new Tensor<float>([3f]), new Tensor<float>([0, 1], 2)]));
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Int64")]
    [InlineData("SByte")]
    [InlineData("String")]
    public void UniqueAgrees(string type) => NodeTrial.Repeat(4, (random, r) =>
    {
        long[] shape = random.Dimensions(r.Next(1, 4), 5);
        NodeTrial trial = new("Unique", 11);
        if (r.Next(2) == 0) trial.With("sorted", (long)r.Next(2));
        if (r.Next(2) == 0) trial.With("axis", (long)r.Next(-shape.Length, shape.Length));
        return trial.Agrees([random.Of(RandomTensors.Types[type], shape, static random => random.Next(-1, 2))], outputs: r.Next(1, 5));
    });

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[6], 2, 3), off = new([0, 1], 2);
        Tensor<long> one = new([1]), none = new([0]);
        Assert.Contains("one dimension is expected", new NodeTrial("Compress", 11).Refusal([x, new Tensor<bool>([true])]), StringComparison.Ordinal);
        Assert.Contains("The axis 2 is not one", new NodeTrial("Compress", 11).With("axis", 2L).Refusal([x, new Tensor<bool>([true], 1)]), StringComparison.Ordinal);
        Assert.Contains("the depth is 0", new NodeTrial("OneHot", 11).Refusal([one, none, off]), StringComparison.Ordinal);
        Assert.Contains("one number and two values", new NodeTrial("OneHot", 11).Refusal([one, one, x]), StringComparison.Ordinal);
        Assert.Contains("'axis' is 1; the result has 1 of at most 8", new NodeTrial("OneHot", 11).With("axis", 1L).Refusal([one, one, off]), StringComparison.Ordinal);
        Assert.Contains("The axis -3 is not one", new NodeTrial("Unique", 11).With("axis", -3L).Refusal([x]), StringComparison.Ordinal);
    }
}
