using MlDsl.Kernels.Operators;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Reductions, and searches along a dimension, give what ONNX Runtime gives.</summary>
[Collection(Alone.Name)]
public sealed class ReductionTests
{
    public static TheoryData<string, string> Reductions
    {
        get
        {
            string[] names = ["ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare"];
            string[] types = ["Single", "Double", "Int32", "Int64"];
            var data = new TheoryData<string, string>();
            foreach (string name in names)
            {
                // ONNX Runtime reduces few of them over 64-bit integers, and cuts each exponential of integers.
                foreach (string type in types)
                    if (type == "Int32" ? name != "ReduceLogSumExp" : type != "Int64" || name is "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceProd") data.Add(name, type);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void ReductionsAgree(string name, string type) => NodeTrial.Repeat(name.Length, (random, r) =>
    {
        int version = RandomTensors.Pick(r, 7, 11, 13, 18), byInput = name == "ReduceSum" ? 13 : 18;
        long[] shape = random.Sizes(r.Next(1, 5), 1, name == "ReduceProd" ? 3 : 5);
        long[] axes = [.. Enumerable.Range(0, shape.Length).Where(_ => r.Next(2) == 0).Select(d => version >= 11 && r.Next(2) == 0 ? d - shape.Length : (long)d)];
        NodeTrial trial = new(name, version);
        if (r.Next(2) == 0) trial.With("keepdims", (long)r.Next(2));

        // Only positive numbers have logarithms that can be compared.
        Tensor x = name == "ReduceLogSum" ? random.Of(RandomTensors.Types[type], shape, static r => 1 + (3 * r.NextDouble())) : random.Moderate(RandomTensors.Types[type], shape);
        if (version >= byInput)
        {
            if (r.Next(3) == 0) trial.With("noop_with_empty_axes", (long)r.Next(2));
            Tensor?[] inputs = [x, new Tensor<long>(axes, axes.Length)];
            return trial.Agrees(r.Next(3) == 0 ? [x] : inputs, relative: 1e-5, absolute: 1e-5);
        }
        if (axes.Length > 0) trial.With("axes", axes);
        return trial.Agrees([x], relative: 1e-5, absolute: 1e-5);
    });

    [Theory]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    public void ExtremesOfSmallIntegersAgree(string name) => NodeTrial.Repeat(name.Length, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 4), 1, 40);
        Tensor x = random.Any(RandomTensors.Types[RandomTensors.Pick(r, "SByte", "Byte")], shape);
        return new NodeTrial(name, 13).With("axes", [(long)r.Next(shape.Length)]).Agrees([x]);
    });

    [Theory]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceProd")]
    [InlineData("ReduceL1")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceLogSum")]
    [InlineData("ReduceLogSumExp")]
    [InlineData("ReduceSumSquare")]
    public void WhatIsNotFiniteAgrees(string name)
    {
        float[][] rows =
        [
            [float.PositiveInfinity, 1, 2], [float.NegativeInfinity, 1, 2], [float.PositiveInfinity, float.NegativeInfinity, 1], [-1, -2, 0.5f], [0, 0, 0], [1e30f, 1e30f, 1e30f],
            [float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], [-200, -300, -200], [500, 400, 300],
        ];
        foreach (float[] row in rows)
        {
            Assert.True(new NodeTrial(name, 18).Agrees([new Tensor<float>(row, 3)], relative: 1e-5, absolute: 1e-6), string.Join(" ", row));
            Assert.True(new NodeTrial(name, 18).Agrees([new Tensor<float>(row, 3, 1), new Tensor<long>([0], 1)], relative: 1e-5, absolute: 1e-6), string.Join(" ", row));
        }
    }

    [Theory]
    [InlineData("ReduceSum")]
    [InlineData("ReduceProd")]
    [InlineData("ReduceL1")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceSumSquare")]
    [InlineData("ReduceLogSum")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceLogSumExp")]
    public void NoElementsAreReducedAsByOnnxRuntime(string name)
    {
        Tensor<float> none = new([], 2, 0);
        new NodeTrial(name, 18).Agrees([none, new Tensor<long>([1], 1)], relative: 1e-6);
        Assert.Equal(2, OperatorOracle.Run("", name, 18, [], [none, new Tensor<long>([1], 1)])[0].Length);
    }

    [Theory]
    [InlineData("ArgMax", "Single")]
    [InlineData("ArgMax", "Int32")]
    [InlineData("ArgMax", "Byte")]
    [InlineData("ArgMax", "Double")]
    [InlineData("ArgMin", "Single")]
    [InlineData("ArgMin", "Int32")]
    [InlineData("ArgMin", "Int64")]
    public void PlacesOfExtremesAgree(string name, string type) => NodeTrial.Repeat(name.Length, (random, r) =>
    {
        int version = RandomTensors.Pick(r, 7, 11, 12, 13);
        long[] shape = random.Sizes(r.Next(1, 5), 1, 5);
        NodeTrial trial = new(name, version);
        if (r.Next(3) > 0) trial.With("axis", (long)r.Next(version >= 11 ? -shape.Length : 0, shape.Length));
        if (r.Next(2) == 0) trial.With("keepdims", (long)r.Next(2));
        if (version >= 12 && r.Next(2) == 0) trial.With("select_last_index", 1L);
        return trial.Agrees([random.Of(RandomTensors.Types[type], shape, static r => r.Next(3))]);
    });

    [Theory]
    [InlineData("Single", 1)]
    [InlineData("Double", 10)]
    [InlineData("Single", 11)]
    [InlineData("Int64", 11)]
    [InlineData("Int32", 11)]
    public void TheBestAgree(string type, int version) => NodeTrial.Repeat(version, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(1, 4), 1, 12);
        int axis = r.Next(version >= 11 ? -shape.Length : 0, shape.Length);
        long k = r.Next(version > 1 ? 0 : 1, (int)shape[axis < 0 ? axis + shape.Length : axis] + 1);
        NodeTrial trial = new NodeTrial("TopK", version).With("axis", axis);
        if (version >= 11 && r.Next(2) == 0) trial.With("largest", (long)r.Next(2));
        Tensor x = random.Of(RandomTensors.Types[type], shape, static r => r.Next(-4, 5));
        return version == 1 ? trial.With("k", k).Agrees([x], outputs: 2) : trial.Agrees([x, new Tensor<long>([k], 1)], outputs: 2);
    });

    // ONNX Runtime loses numbers behind NaN.
    [Theory]
    [InlineData(1, new float[] { 4, 3, 2, 1, 0, float.NaN, float.NaN }, new long[] { 5, 2, 6, 4, 0, 1, 3 })]
    [InlineData(0, new float[] { 0, 1, 2, 3, 4, float.NaN, float.NaN }, new long[] { 0, 4, 6, 2, 5, 1, 3 })]
    public void WhatIsNoNumberIsTheLastOfTheBest(long largest, float[] numbers, long[] places)
    {
        Tensor<float> x = new([0, float.NaN, 3, float.NaN, 1, 4, 2], 7), values = new();
        Tensor<long> indices = new();
        new TopK<float>(largest: largest).Run(x, new Tensor<long>([7]), values, indices);
        Assert.Equal(numbers, values.Values.ToArray());
        Assert.Equal(places, indices.Values.ToArray());
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[6], 2, 3), none = new([], 2, 0);
        static Tensor<long> Longs(params long[] values) => new(values, values.Length);
        static void Says(string part, NodeTrial trial, params Tensor?[] inputs) => Assert.Contains(part, trial.Refusal(inputs), StringComparison.Ordinal);
        Says("The axis 2 is not one", new("ReduceSum", 13), x, Longs(2));
        Says("The axis -3 is not one", new NodeTrial("ReduceMax", 13).With("axes", [-3L]), x);
        Says("The axis 2 is not one", new NodeTrial("ArgMax", 13).With("axis", 2L), x);
        Says("dimension 1 has no elements to choose from", new NodeTrial("ArgMin", 13).With("axis", 1L), none);
        Assert.Contains("4 of 3 elements are asked for", new NodeTrial("TopK", 11).Refusal([x, Longs(4)], 2), StringComparison.Ordinal);
        Assert.Contains("-1 of 3 elements are asked for", new NodeTrial("TopK", 11).Refusal([x, Longs(-1)], 2), StringComparison.Ordinal);
        Assert.Contains("k is one number", new NodeTrial("TopK", 11).Refusal([x, Longs(1, 2)], 2), StringComparison.Ordinal);
    }

    [Fact]
    public void WarmReductionsAllocateNothing()
    {
        Tensor<float> x = new(new float[24], 2, 3, 4), y = new();
        Tensor<long> last = new([-1], 1), middle = new([1], 1), k = new([2], 1), places = new();
        ReduceSum<float> sum = new();
        ReduceL2<float> length = new();
        ReduceLogSumExp<float> soft = new();
        ArgMax<float> best = new(1);
        TopK<float> top = new();
        Action[] calls = [() => sum.Run(x, last, y), () => sum.Run(x, middle, y), () => length.Run(x, middle, y), () => soft.Run(x, null, y), () => best.Run(x, places), () => top.Run(x, k, y, places)];
        foreach (Action call in calls) Allocations.AssertNone(call);
    }
}
