namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What arranges the elements of matrices, images and sequences does it as ONNX Runtime does.</summary>
public sealed class ArrangementTests
{
    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Int64")]
    [InlineData("Boolean")]
    public void TrianglesAgree(string type) => NodeTrial.Repeat(1, (random, r) =>
    {
        NodeTrial trial = new("Trilu", 14);
        if (r.Next(2) == 0) trial.With("upper", (long)r.Next(2));
        Tensor x = random.Any(RandomTensors.Types[type], [.. random.Sizes(r.Next(3), 1, 3), .. random.Sizes(2, 0, 6)]);
        return trial.Agrees(r.Next(2) == 0 ? [x] : [x, new Tensor<long>([r.Next(-7, 8)])]);
    });

    [Theory]
    [InlineData("Single", 1)]
    [InlineData("Int32", 7)]
    [InlineData("Double", 11)]
    [InlineData("Int64", 0)]
    public void IdentitiesAgree(string type, int dtype) => NodeTrial.Repeat(2, (random, r) =>
    {
        NodeTrial trial = new("EyeLike", RandomTensors.Pick(r, 9, 22));
        if (r.Next(2) == 0) trial.With("k", (long)r.Next(-7, 8));
        if (dtype > 0) trial.With("dtype", (long)dtype);
        return trial.Agrees([random.Any(RandomTensors.Types[type], random.Sizes(2, 1, 6))]);
    });

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Int32")]
    [InlineData("Int64")]
    public void RunningSumsAgree(string type) => NodeTrial.Repeat(3, (random, r) =>
    {
        long[] shape = random.Dimensions(r.Next(1, 5), 5);
        NodeTrial trial = new("CumSum", RandomTensors.Pick(r, 11, 14));
        if (r.Next(2) == 0) trial.With("exclusive", (long)r.Next(2));
        if (r.Next(2) == 0) trial.With("reverse", (long)r.Next(2));
        int axis = r.Next(-shape.Length, shape.Length);
        Tensor x = random.Moderate(RandomTensors.Types[type], shape);
        return trial.Agrees([x, r.Next(2) == 0 ? new Tensor<long>([axis]) : new Tensor<int>([axis], 1)], relative: 1e-6, absolute: 1e-6);
    });

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void BlocksAgree(string type) => NodeTrial.Repeat(4, (random, r) =>
    {
        int size = r.Next(1, 4), area = size * size;
        bool isDepth = r.Next(2) == 0;
        NodeTrial trial = new NodeTrial(isDepth ? "DepthToSpace" : "SpaceToDepth", RandomTensors.Pick(r, isDepth ? 11 : 1, 13)).With("blocksize", (long)size);
        if (isDepth && r.Next(3) > 0) trial.With("mode", RandomTensors.Pick(r, "DCR", "CRD"));
        long[] shape = random.Sizes(4, 1, 4);
        if (isDepth) shape[1] *= area;
        else (shape[2], shape[3]) = (shape[2] * size, shape[3] * size);
        return trial.Agrees([random.Moderate(RandomTensors.Types[type], shape)]);
    });

    [Theory]
    [InlineData("Single")]
    [InlineData("String")]
    [InlineData("Int64")]
    public void ReversedSequencesAgree(string type) => NodeTrial.Repeat(5, (random, r) =>
    {
        long[] shape = random.Sizes(r.Next(2, 5), 1, 6);
        bool isBatchFirst = r.Next(2) == 0;
        NodeTrial trial = new("ReverseSequence", 10);
        if (isBatchFirst) trial.With("batch_axis", 0L).With("time_axis", 1L);
        int times = (int)shape[isBatchFirst ? 1 : 0];
        return trial.Agrees([random.Any(RandomTensors.Types[type], shape), random.Of([shape[isBatchFirst ? 0 : 1]], r => (long)r.Next(1, times + 1))]);
    });

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> row = new(new float[4], 4), image = new(new float[6], 1, 1, 2, 3), rows = new(new float[6], 2, 3);
        Assert.Contains("matrices are expected", new NodeTrial("Trilu", 14).Refusal([row]), StringComparison.Ordinal);
        Assert.Contains("one number is expected", new NodeTrial("Trilu", 14).Refusal([image, new Tensor<long>([1, 2], 2)]), StringComparison.Ordinal);
        Assert.Contains("a matrix is expected", new NodeTrial("EyeLike", 9).Refusal([row]), StringComparison.Ordinal);
        Assert.Contains("The axis 1 is not one", new NodeTrial("CumSum", 14).Refusal([row, new Tensor<int>([1])]), StringComparison.Ordinal);
        Assert.Contains("one number is expected", new NodeTrial("CumSum", 14).Refusal([row, new Tensor<int>([0, 0], 2)]), StringComparison.Ordinal);
        Assert.Contains("'blocksize' is 0", new NodeTrial("DepthToSpace", 13).With("blocksize", 0L).Refusal([image]), StringComparison.Ordinal);
        Assert.Contains("'blocksize' is 0", new NodeTrial("SpaceToDepth", 13).With("blocksize", 0L).Refusal([image]), StringComparison.Ordinal);
        Assert.Contains("'mode' is 'RCD'", new NodeTrial("DepthToSpace", 13).With("blocksize", 1L).With("mode", "RCD").Refusal([image]), StringComparison.Ordinal);
        Assert.Contains("a multiple of 4 channels", new NodeTrial("DepthToSpace", 13).With("blocksize", 2L).Refusal([image]), StringComparison.Ordinal);
        Assert.Contains("in multiples of 2", new NodeTrial("SpaceToDepth", 13).With("blocksize", 2L).Refusal([image]), StringComparison.Ordinal);
        Assert.Contains("'batch_axis' is 1 and 'time_axis' 1", new NodeTrial("ReverseSequence", 10).With("time_axis", 1L).Refusal([rows, new Tensor<long>([1, 1], 2)]), StringComparison.Ordinal);
        Assert.Contains("there are 3 sequences", new NodeTrial("ReverseSequence", 10).Refusal([rows, new Tensor<long>([1, 1], 2)]), StringComparison.Ordinal);
        Assert.Contains("sequence 1 has the length 3 of 2", new NodeTrial("ReverseSequence", 10).Refusal([rows, new Tensor<long>([1, 3, 1], 3)]), StringComparison.Ordinal);
        Assert.Contains("sequences of elements", new NodeTrial("ReverseSequence", 10).Refusal([row, new Tensor<long>([1], 1)]), StringComparison.Ordinal);
    }
}
