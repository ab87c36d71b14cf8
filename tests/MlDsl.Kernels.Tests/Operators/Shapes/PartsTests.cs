using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What cuts values, puts them together or picks parts of them does it as ONNX Runtime does.</summary>
public sealed class PartsTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(13)]
    public void ConcatAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 5), 1, 5);
        int axis = version >= 11 ? r.Next(-shape.Length, shape.Length) : r.Next(shape.Length);
        Type element = random.AnyType();
        Tensor[] inputs = [.. Enumerable.Range(0, r.Next(1, 5)).Select(_ =>
        {
            shape[axis < 0 ? axis + shape.Length : axis] = r.Next(5);
            return random.Any(element, shape);
        })];
        return new NodeTrial("Concat", version).With("axis", axis).Agrees(inputs);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(18)]
    public void SplitAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        int parts = r.Next(1, 5), axis;
        long[] shape = random.Sizes(r.Next(1, 5), 1, 5), sizes = random.Sizes(parts, 0, 4);
        axis = version >= 11 ? r.Next(-shape.Length, shape.Length) : r.Next(shape.Length);
        bool isGiven = r.Next(2) == 0;
        shape[axis < 0 ? axis + shape.Length : axis] = isGiven ? sizes.Sum() : version >= 18 ? r.Next(1, 9) : parts * r.Next(1, 4);
        NodeTrial trial = new NodeTrial("Split", version).With("axis", axis);
        if (isGiven && version < 13) trial.With("split", sizes);
        if (!isGiven && version >= 18) trial.With("num_outputs", (long)parts);
        Tensor x = random.Any(random.AnyType(), shape);
        return trial.Agrees(isGiven && version >= 13 ? [x, new Tensor<long>(sizes, parts)] : [x], parts);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(13)]
    public void SliceAgrees(int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 5), 0, 6);
        int[] order = [.. Enumerable.Range(0, shape.Length)];
        r.Shuffle(order);
        int count = r.Next(1, shape.Length + 1);
        long[] axes = [.. order.Take(count).Select(a => version > 1 && r.Next(2) == 0 ? a - shape.Length : (long)a)];
        bool isLong = r.Next(2) == 0;
        long Position() => r.Next(8) == 0 ? isLong ? RandomTensors.Pick(r, long.MinValue, long.MaxValue, int.MaxValue) : RandomTensors.Pick(r, int.MinValue, int.MaxValue) : r.Next(-8, 9);
        long[] starts = [.. axes.Select(_ => Position())], ends = [.. axes.Select(_ => Position())];
        long[] steps = [.. axes.Select(_ => (r.Next(2) == 0 ? -1 : 1) * (r.Next(10) == 0 ? int.MaxValue : r.Next(1, 4)))];
        Tensor x = random.Any(random.AnyType(), shape);
        if (version == 1) return new NodeTrial("Slice", 1).With("starts", starts).With("ends", ends).With("axes", axes).Agrees([x]);
        Func<long[], Tensor> numbers = isLong ? static n => new Tensor<long>(n, n.Length) : static n => new Tensor<int>([.. n.Select(static i => (int)i)], n.Length);
        bool isInOrder = axes.Select((axis, i) => axis == i).All(static same => same);
        Tensor?[] inputs = [x, numbers(starts), numbers(ends), isInOrder ? null : numbers(axes), numbers(steps)];
        return new NodeTrial("Slice", version).Agrees(r.Next(3) == 0 ? inputs[..(isInOrder ? 3 : 4)] : inputs);
    });

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue + 1)]
    [InlineData(long.MinValue)]
    public void ASliceMayTakeTheLongestStep(long step)
    {
        Tensor<float> x = new([1, 2, 3, 4], 4);
        Tensor<long> start = new([step > 0 ? 0 : -1], 1), end = new([step > 0 ? long.MaxValue : long.MinValue], 1);
        new NodeTrial("Slice", 13).Agrees([x, start, end, null, new Tensor<long>([step], 1)]);
        Tensor found = OperatorOracle.Run("", "Slice", 13, [], [x, start, end, null, new Tensor<long>([step], 1)])[0];
        Assert.Equal([step > 0 ? 1 : 4], ((Tensor<float>)found).Values.ToArray());
    }

    [Theory]
    [InlineData("Gather")]
    [InlineData("GatherElements")]
    public void PickedPartsAgree(string name) => NodeTrial.Repeat(name.Length, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 5), 1, 6);
        int axis = r.Next(-shape.Length, shape.Length), at = axis < 0 ? axis + shape.Length : axis, size = (int)shape[at];
        long[] picked = name == "Gather" ? random.Sizes(r.Next(4), 0, 4) : [.. shape.Select((size, d) => d == at ? r.Next(9) : (long)r.Next(1, (int)size + 1))];
        Tensor indices = r.Next(2) == 0 ? random.Of(picked, r => (long)r.Next(-size, size)) : random.Of(picked, r => r.Next(-size, size));

        // Of parts with several texts ONNX Runtime's Gather copies only the first.
        Type element = random.AnyType();
        if (element == typeof(string) && at < shape.Length - 1) element = typeof(long);
        return new NodeTrial(name, RandomTensors.Pick(r, 11, 13)).With("axis", axis).Agrees([random.Any(element, shape), indices]);
    });

    [Fact]
    public void WholePositionsAgree() => NodeTrial.Repeat(6, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 5), 1, 5);
        int batch = r.Next(shape.Length), depth = r.Next(1, shape.Length - batch + 1), next = 0;
        long[] places = [.. shape[..batch], .. random.Sizes(r.Next(3), 1, 4), depth];
        Tensor indices = random.Of(places, r =>
        {
            int size = (int)shape[batch + (next++ % depth)];
            return (long)r.Next(-size, size);
        });
        NodeTrial trial = new("GatherND", RandomTensors.Pick(r, 12, 13));
        if (batch > 0) trial.With("batch_dims", (long)batch);
        return trial.Agrees([random.Any(random.AnyType(), shape), indices]);
    });

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[6], 2, 3), y = new(new float[8], 2, 4);
        static Tensor<long> Longs(params long[] values) => new(values, values.Length);
        static void Says(string part, NodeTrial trial, Tensor?[] inputs, int outputs = 1) => Assert.Contains(part, trial.Refusal(inputs, outputs), StringComparison.Ordinal);
        Says("differ elsewhere than in dimension 0", new NodeTrial("Concat", 13).With("axis", 0L), [x, y]);
        Says("The axis 2 is not one", new NodeTrial("Concat", 13).With("axis", 2L), [x, x]);
        Says("2 sizes are given for 3 outputs", new("Split", 13), [x, Longs(1, 1)], 3);
        Says("have 1 elements together, dimension 0 has 2", new("Split", 13), [x, Longs(1)]);
        Says("part 1 has 2 of 2 elements, from 1 on", new("Split", 13), [x, Longs(1, 2)], 2);
        Says("part 0 has -1 of 2 elements", new("Split", 13), [x, Longs(-1, 3)], 2);
        Says("num_outputs is 3, but there are 2", new NodeTrial("Split", 18).With("num_outputs", 3L), [x], 2);
        Says("cannot be cut into 2 equal parts", new NodeTrial("Split", 13).With("axis", 1L), [x], 2);
        Says("a step is 0", new("Slice", 13), [x, Longs(0), Longs(1), Longs(0), Longs(0)]);
        Says("different lengths", new("Slice", 13), [x, Longs(0), Longs(1, 2)]);
        Says("different lengths", new NodeTrial("Slice", 9).With("starts", [0L]).With("ends", 1L, 2), [x]);
        Says("The axis 2 is not one", new("Slice", 13), [x, Longs(0), Longs(1), Longs(2)]);
        Says("dimension 1 is sliced twice", new("Slice", 13), [x, Longs(0, 1), Longs(1, 2), Longs(1, -1)]);
        Says("the index 2 is not among 2", new("Gather", 13), [x, Longs(2)]);
        Says("the index -4 is not among 3", new NodeTrial("Gather", 13).With("axis", 1L), [x, Longs(-4)]);
        Says("the indices have 1 dimensions", new("GatherElements", 13), [x, Longs(0)]);
        Says("reach beyond the data", new("GatherElements", 13), [x, new Tensor<long>(new long[4], 1, 4)]);
        Says("the index 2 is not among 2", new("GatherND", 13), [x, new Tensor<long>([2, 0], 1, 2)]);
        Says("positions of 3 after 0 shared dimensions", new("GatherND", 13), [x, new Tensor<long>([0, 0, 0], 1, 3)]);
        Says("positions of 1 after 1 shared dimensions", new NodeTrial("GatherND", 13).With("batch_dims", 1L), [x, new Tensor<long>([0, 0, 0], 3, 1)]);
        Assert.Contains("it has no inputs", Assert.Throws<OperatorException>(static () => new Concat<float>(0).Run([], new Tensor<float>())).Message, StringComparison.Ordinal);
    }
}
