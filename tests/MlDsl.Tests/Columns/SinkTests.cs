using MlDsl.Columns;

namespace MlDsl.Tests.Columns;

public sealed unsafe class SinkTests
{
    private static readonly (int Position, float Value)[] Features = [(2, 3f), (0, 1f), (2, -1f), (4, 0.5f)];

    private static void Fill<TSink>(ref TSink sink) where TSink : struct, IFeatureSink
    {
        foreach ((int position, float value) in Features) sink.Add(position, value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void SparseKeepsTheOrderAndEveryEntry(int capacity)
    {
        SparseSink sink = capacity == 0 ? default : new SparseSink(capacity);
        for (int i = 0; i < 5; i++) Fill(ref sink);
        Assert.Equal(Enumerable.Repeat(Features, 5).SelectMany(static f => f).Select(static f => f.Position), sink.Positions.ToArray());
        Assert.Equal(3f, sink.Values[4]);
        sink.Clear();
        Assert.Equal(0, sink.Count);
        Assert.True(sink.Positions.IsEmpty);
    }

    [Fact]
    public void LinearAddsWeightedFeaturesToTheIntercept()
    {
        LinearSink sink = new([1, 10, 100, 1000, 10000], 0.25f);
        Fill(ref sink);
        Assert.Equal(0.25f + 300 + 1 - 100 + 5000, sink.Sum);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(21)]
    public void MultiLinearIsOneLinearPerOutput(int outputs)
    {
        Random random = new(outputs);
        float[] weights = [.. Enumerable.Range(0, 5 * outputs).Select(_ => random.NextSingle() - 0.5f)];
        float* sums = stackalloc float[outputs];
        for (int k = 0; k < outputs; k++) sums[k] = k;
        MultiLinearSink many = new(weights, sums, outputs);
        Fill(ref many);
        for (int k = 0; k < outputs; k++)
        {
            LinearSink one = new([.. Enumerable.Range(0, 5).Select(p => weights[p * outputs + k])], k);
            Fill(ref one);
            Assert.Equal(one.Sum, sums[k]);
        }
    }

    [Fact]
    public void MultiLinearNeedsAnOutput() => Assert.Throws<ArgumentOutOfRangeException>(() => new MultiLinearSink([], null, 0));
}
