using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What scatters elements or parts over a value does it as ONNX Runtime does.</summary>
public sealed class ScatterTests
{
    [Theory]
    [InlineData("ScatterElements", 11, "Single")]
    [InlineData("ScatterElements", 13, "String")]
    [InlineData("ScatterElements", 16, "Int32")]
    [InlineData("ScatterElements", 18, "Double")]
    [InlineData("ScatterElements", 18, "Boolean")]
    [InlineData("ScatterElements", 18, "Int64")]
    [InlineData("Scatter", 9, "Single")]
    [InlineData("Scatter", 10, "Byte")]
    public void ElementsAgree(string name, int version, string type)
    {
        NodeTrial.Repeat(version, (random, r) =>
        {
            long[] shape = random.Sizes(r.Next(1, 4), 1, 6);
            int axis = r.Next(-shape.Length, shape.Length), at = axis < 0 ? axis + shape.Length : axis;
            long[] picked = [.. shape.Select((size, d) => d == at ? r.Next(1, 9) : (long)r.Next(1, (int)size + 1))];
            Tensor indices = r.Next(2) == 0
                ? random.Of(picked, r => (long)r.Next(-(int)shape[at], (int)shape[at]))
                : random.Of(picked, r => r.Next(-(int)shape[at], (int)shape[at]));
            NodeTrial trial = new NodeTrial(name, version).With("axis", axis);
            string reduction = Reduction(r, version, type, minAndMax: version >= 18);
            if (reduction != "none") trial.With("reduction", reduction);
            return trial.Agrees([random.Moderate(RandomTensors.Types[type], shape), indices, random.Moderate(RandomTensors.Types[type], picked)]);
        });
    }

    [Theory]
    [InlineData(11, "Single")]
    [InlineData(13, "String")]
    [InlineData(16, "Int64")]
    [InlineData(18, "Single")]
    [InlineData(18, "Int32")]
    [InlineData(18, "Boolean")]
    public void PartsAgree(int version, string type)
    {
        NodeTrial.Repeat(version, (random, r) =>
        {
            long[] shape = random.Sizes(r.Next(1, 5), 1, 5), batch = random.Sizes(r.Next(0, 3), 1, 4);
            int depth = r.Next(1, shape.Length + 1), next = 0;
            Tensor indices = random.Of<long>([.. batch, depth], r =>
            {
                int size = (int)shape[next++ % depth];
                return r.Next(-size, size);
            });
            NodeTrial trial = new("ScatterND", version);
            string reduction = Reduction(r, version, type, minAndMax: version >= 18);
            if (reduction != "none") trial.With("reduction", reduction);
            Tensor updates = random.Moderate(RandomTensors.Types[type], [.. batch, .. shape[depth..]]);
            return trial.Agrees([random.Moderate(RandomTensors.Types[type], shape), indices, updates]);
        });
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> data = new(new float[6], 2, 3), two = new(new float[2], 1, 2);
        Tensor<long> indices = new([0, 1], 1, 2), far = new([0, 3], 1, 2), below = new([0, -3], 1, 2);
        Assert.Contains("'reduction' is 'odd'", new NodeTrial("ScatterElements", 18).With("reduction", "odd").Refusal([data, indices, two]), StringComparison.Ordinal);
        Assert.Contains("the index 3 is not among 3", new NodeTrial("ScatterElements", 18).With("axis", 1L).Refusal([data, far, two]), StringComparison.Ordinal);
        Assert.Contains("the index -3 is not among 2", new NodeTrial("ScatterElements", 18).Refusal([data, below, two]), StringComparison.Ordinal);
        Assert.Contains("The axis 2 is not one", new NodeTrial("ScatterElements", 18).With("axis", 2L).Refusal([data, indices, two]), StringComparison.Ordinal);
        Assert.Contains("differ in shape", new NodeTrial("ScatterElements", 18).Refusal([data, indices, data]), StringComparison.Ordinal);
        Assert.Contains("reach beyond the data", new NodeTrial("ScatterElements", 18).Refusal([data, new Tensor<long>(new long[4], 1, 4), new Tensor<float>(new float[4], 1, 4)]), StringComparison.Ordinal);
        Assert.Contains("the indices have 1 dimensions", new NodeTrial("ScatterElements", 18).Refusal([data, new Tensor<long>([0], 1), new Tensor<float>([0], 1)]), StringComparison.Ordinal);
        Assert.Contains("is not combined", Assert.Throws<OperatorException>(static () => _ = new ScatterTexts<string, long>(reduction: "mul")).Message, StringComparison.Ordinal);
        Assert.Contains("do not fit the data [2, 3]", new NodeTrial("ScatterND", 18).Refusal([data, indices, two]), StringComparison.Ordinal);
        Assert.Contains("the index 3 is not among 3", new NodeTrial("ScatterND", 18).Refusal([data, far, new Tensor<float>([1], 1)]), StringComparison.Ordinal);
        Assert.Contains("no dimension", new NodeTrial("ScatterND", 18).Refusal([data, new Tensor<long>([0]), two]), StringComparison.Ordinal);
        Assert.Contains("is not combined", Assert.Throws<OperatorException>(static () => _ = new ScatterTextsND<bool>("add")).Message, StringComparison.Ordinal);
    }

    private static string Reduction(Random r, int version, string type, bool minAndMax)
    {
        if (version < 16 || type is "String" or "Boolean") return "none";
        return minAndMax ? RandomTensors.Pick(r, "none", "add", "mul", "min", "max") : RandomTensors.Pick(r, "none", "add", "mul");
    }
}
