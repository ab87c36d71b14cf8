using MlDsl.Kernels.Operators;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What gives values another shape, repeats them or tells of them does it as ONNX Runtime does.</summary>
[Collection(Alone.Name)]
public sealed class ReshapeTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(14)]
    public void ReshapeAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        // Factors in another order, one of them left open, some taken from the input.
        bool allowsZero = version >= 14 && r.Next(2) == 0;
        long[] shape = random.Sizes(r.Next(1, 5), allowsZero ? 0 : 1, 5), wanted = [.. shape];
        r.Shuffle(wanted);
        if (r.Next(2) == 0) wanted = [.. wanted, 1];
        NodeTrial trial = new("Reshape", version);
        if (allowsZero) trial.With("allowzero", 1L);
        else
        {
            for (int i = 0; i < shape.Length; i++)
                if (wanted[i] == shape[i] && r.Next(2) == 0) wanted[i] = 0;
        }
        if (r.Next(2) == 0 && !shape.Contains(0)) wanted[r.Next(wanted.Length)] = -1;
        return trial.Agrees([random.Any(random.AnyType(), shape), new Tensor<long>(wanted, wanted.Length)]);
    });

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    public void FlattenAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 5), 0, 5);
        int axis = r.Next(version >= 11 ? -shape.Length : 0, shape.Length + 1);
        return new NodeTrial("Flatten", version).With("axis", axis).Agrees([random.Any(random.AnyType(), shape)]);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(13)]
    public void SqueezeAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 6), 1, 3);
        long[] axes = [.. Enumerable.Range(0, shape.Length).Where(d => shape[d] == 1 && r.Next(2) == 0).Select(d => version >= 11 && r.Next(2) == 0 ? d - shape.Length : (long)d)];
        Tensor x = random.Any(random.AnyType(), shape);
        if (r.Next(4) == 0) return new NodeTrial("Squeeze", version).Agrees([x]);
        return version >= 13 ? new NodeTrial("Squeeze", version).Agrees([x, new Tensor<long>(axes, axes.Length)]) : new NodeTrial("Squeeze", version).With("axes", axes).Agrees([x]);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(13)]
    public void UnsqueezeAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(4), 1, 4);
        int rank = shape.Length + r.Next(1, 4);
        int[] order = [.. Enumerable.Range(0, rank)];
        r.Shuffle(order);
        long[] axes = [.. order.Take(rank - shape.Length).Select(d => version >= 11 && r.Next(2) == 0 ? d - rank : (long)d)];
        Tensor x = random.Any(random.AnyType(), shape);
        return version >= 13 ? new NodeTrial("Unsqueeze", version).Agrees([x, new Tensor<long>(axes, axes.Length)]) : new NodeTrial("Unsqueeze", version).With("axes", axes).Agrees([x]);
    });

    [Fact]
    public void TransposeAgrees() => NodeTrial.Repeat(1, (random, r) =>
    {
        long[] shape = random.Shape(6, 4);
        long[] perm = [.. Enumerable.Range(0, shape.Length).Select(static d => (long)d)];
        r.Shuffle(perm);
        NodeTrial trial = new("Transpose", 13);
        if (shape.Length > 0 && r.Next(4) > 0) trial.With("perm", perm);
        return trial.Agrees([random.Any(random.AnyType(), shape)]);
    });

    [Fact]
    public void ExpandAgrees() => NodeTrial.Repeat(2, (random, r) =>
    {
        long[][] shapes = random.Broadcastable(2);
        return new NodeTrial("Expand", RandomTensors.Pick(r, 8, 13)).Agrees([random.Any(random.AnyType(), shapes[0]), new Tensor<long>(shapes[1], shapes[1].Length)]);
    });

    [Fact]
    public void TileAgrees() => NodeTrial.Repeat(3, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 5), 0, 4);
        return new NodeTrial("Tile", RandomTensors.Pick(r, 6, 13)).Agrees([random.Any(random.AnyType(), shape), new Tensor<long>(random.Sizes(shape.Length, 0, 4), shape.Length)]);
    });

    [Fact]
    public void ShapeAndSizeAgree() => NodeTrial.Repeat(4, (random, r) =>
    {
        Tensor x = random.Any(random.AnyType(), random.Shape());
        NodeTrial trial = new("Shape", 15);
        if (r.Next(2) == 0) trial.With("start", (long)r.Next(-6, 7));
        if (r.Next(2) == 0) trial.With("end", (long)r.Next(-6, 7));
        return trial.Agrees([x]) && new NodeTrial("Size", 13).Agrees([x]) && new NodeTrial("Shape", 1).Agrees([x]);
    });

    [Fact]
    public void ConstantOfShapeAgrees() => NodeTrial.Repeat(5, static (random, r) =>
        new NodeTrial("ConstantOfShape", RandomTensors.Pick(r, 9, 20)).Agrees([new Tensor<long>(random.Shape() is var shape ? shape : [], shape.Length)]));

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Int16")]
    [InlineData("Int32")]
    [InlineData("Int64")]
    public void RangeAgrees(string type) => NodeTrial.Repeat(6, (random, r) =>
    {
        double delta = r.Next(2) == 0 ? r.Next(1, 4) : Math.Round(1 + r.NextDouble(), 1), start = Math.Round(r.NextDouble() * 10, r.Next(3)) - 5, limit = start + (delta * r.Next(-3, 20));
        if (r.Next(3) == 0) (delta, limit) = (-delta, start - (limit - start));
        double[] numbers = [start, limit, delta];
        return new NodeTrial("Range", 11).Agrees([.. numbers.Select(number => random.Of(RandomTensors.Types[type], [], _ => number))]);
    });

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[6], 2, 3), one = new([1]), zero = new([0]);
        static Tensor<long> Longs(params long[] values) => new(values, values.Length);
        static void Says(string part, NodeTrial trial, params Tensor?[] inputs) => Assert.Contains(part, trial.Refusal(inputs), StringComparison.Ordinal);
        Says("6 elements do not fill the shape [4]", new("Reshape", 13), x, Longs(4));
        Says("6 elements cannot be cut into parts of 4", new("Reshape", 13), x, Longs(4, -1));
        Says("more than one size is -1", new("Reshape", 13), x, Longs(-1, -1));
        Says("size 2 is taken from the input, which has 2", new("Reshape", 13), x, Longs(1, 6, 0));
        Says("A dimension has the size -2", new("Reshape", 13), x, Longs(-2, -3));
        Says("9 dimensions are more than", new("Reshape", 13), x, Longs(6, 1, 1, 1, 1, 1, 1, 1, 1));
        Says("axis is 3; the input has 2", new NodeTrial("Flatten", 13).With("axis", 3L), x);
        Says("dimension 1 has 3 elements", new("Squeeze", 13), x, Longs(1));
        Says("The axis 2 is not one", new("Squeeze", 13), x, Longs(2));
        Says("the axis 3 is given twice, or is not one of 3", new("Unsqueeze", 13), x, Longs(3));
        Says("the axis -3 is given twice, or is not one of 4", new("Unsqueeze", 13), x, Longs(1, -3));
        Says("9 dimensions are more than", new("Unsqueeze", 13), x, Longs(0, 1, 2, 3, 4, 5, 6));
        Says("perm has 1 entries", new NodeTrial("Transpose", 13).With("perm", [0L]), x);
        Says("perm names a dimension twice", new NodeTrial("Transpose", 13).With("perm", 0L, 0), x);
        Says("its dimension 1 has 3 elements, 2 are asked for", new("Expand", 13), x, Longs(2));
        Says("1 repeats are given for 2", new("Tile", 13), x, Longs(2));
        Says("dimension 0 is repeated -1 times", new("Tile", 13), x, Longs(-1, 1));
        Says("A dimension has the size -1", new("ConstantOfShape", 13), Longs(-1));
        Says("delta is 0", new("Range", 13), one, one, zero);
        Says("one number each", new("Range", 13), x, one, one);
    }

    [Fact]
    public void WarmMovementAllocatesNothing()
    {
        Tensor<float> x = new(new float[24], 2, 3, 4), y = new(), view = new();
        Tensor<long> shape = new([4, -1], 2), indices = new([1, 0, -1], 3), starts = new([1], 1), ends = new([-1], 1), axes = new([2], 1);
        Reshape<float> reshape = new();
        Flatten<float> flatten = new();
        Transpose<float> transpose = new();
        Gather<float, long> gather = new(1);
        Slice<float, long> slice = new();
        Concat<float> concat = new(2);
        Tensor<float> left = new(), right = new();
        Kernels.Operators.Split<float> split = new(2);
        Action[] calls =
        [
            () => reshape.Run(x, shape, view), () => flatten.Run(x, view), () => transpose.Run(x, y), () => gather.Run(x, indices, y),
            () => slice.Run(x, starts, ends, axes, null, y), () => concat.Run([x, x], y), () => split.Run(x, null, [left, right]),
        ];
        foreach (Action call in calls) Allocations.AssertNone(call);
    }
}
