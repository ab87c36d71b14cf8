namespace MlDsl.Training.Tests.Profiles;

/// <summary>What is counted of a column.</summary>
public sealed class ColumnCountTests
{
    // Numbers come twice or differ where others meet in one place; those that are none are counted apart.
    [Fact]
    public void NumbersAreCountedAsIfEachWereLookedAtAnew()
    {
        var random = new Random(3);
        float[] values =
        [
            0f, -0f, 0f, -0f, float.NaN, float.PositiveInfinity, 0f, float.NegativeInfinity, float.NaN, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue,
            .. Enumerable.Range(0, 20_000).Select(_ => random.Next(3) == 0 ? random.Next(90) : random.NextSingle() * 1e6f),
        ];
        var count = new ColumnCount(ColumnProfileKind.Number);
        count.Add(values.AsSpan(0, 500));
        count.Add(values.AsSpan(500));
        var sketch = new NumberSketch();
        var distinct = new DistinctSketch();
        foreach (float value in values.Where(float.IsFinite))
        {
            sketch.Add(NumberSketch.KeyOf(value));
            distinct.Add(RowHash.Mix(RowHash.Mix((uint)BitConverter.SingleToInt32Bits(value + 0f))));
        }
        Assert.Equal(sketch.Buckets(), count.Numbers!.Buckets());
        Assert.Equal(distinct.Estimate(), count.Distinct.Estimate());
        Assert.Equal((2, 2), (count.Missing, count.Unknown));
    }
}
