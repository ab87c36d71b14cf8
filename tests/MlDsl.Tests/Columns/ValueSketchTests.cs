using MlDsl.Columns;

namespace MlDsl.Tests.Columns;

public sealed class ValueSketchTests
{
    private static readonly double[] Shares = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

    private static SortedValues Sort(IEnumerable<float> values)
    {
        ValueSketch sketch = new();
        foreach (float value in values) sketch.Add(value);
        return sketch.Sort(new(), 0, 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0.25)]
    [InlineData(0.5, 1.5)]
    [InlineData(0.75, 2.75)]
    [InlineData(1, 10)]
    public void InterpolatesAsNumPyDoes(double share, double expected) =>
        Assert.Equal(expected, Sort([3, 0, 2, 10, 1, float.NegativeZero]).Quantile(share));

    [Fact]
    public void StaysWithinItsErrorAboveTheHeldNumber()
    {
        // Log-normal over some ten powers of two, of both signs, with zeros.
        Random random = new(3);
        float[] values = new float[150_000];
        for (int i = 0; i < values.Length; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = i % 50 == 0 ? 0 : (float)((i % 3 == 0 ? -1 : 1) * Math.Exp(2 * normal));
        }
        SortedValues sketch = Sort(values);
        Array.Sort(values);
        Assert.True(sketch.Values.Length < ValueSketch.Held);
        foreach (double share in Shares)
        {
            int place = (int)Math.Floor((values.Length - 1) * share);
            float low = values[place], high = values[Math.Min(place + 1, values.Length - 1)];
            double slack = ValueSketch.RelativeError * Math.Max(Math.Abs(low), Math.Abs(high));
            Assert.InRange(sketch.Quantile(share), low - slack, high + slack);
        }
    }

    [Fact]
    public void GivesTheExponentOfThePowerTransformToOneInAThousand()
    {
        Random random = new(6);
        float[] values = new float[80_000];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(Math.Pow(random.NextDouble(), 3) * 50 - 5);
        SortedValues exact = new([.. values.Select(static v => (v, 1L))]);
        Assert.True(values.Length > ValueSketch.Held);
        Assert.Equal(YeoJohnson.Fit(exact), YeoJohnson.Fit(Sort(values)), 1e-3);
    }

    [Fact]
    public void KeepsIntegersUpTo4096Exact()
    {
        Random random = new(4);
        float[] values = [.. Enumerable.Range(0, ValueSketch.Held + 1000).Select(_ => (float)random.Next(-4096, 4097))];
        SortedValues sketch = Sort(values);
        Array.Sort(values);
        Assert.Equal(values.Distinct(), sketch.Values.ToArray());
        Assert.Equal(values[(values.Length - 1) / 2], (float)Math.Floor(sketch.Quantile(0.5)));
    }

    [Theory]
    [InlineData(ValueSketch.Held)]
    [InlineData(ValueSketch.Held + 1)]
    [InlineData(2 * ValueSketch.Held + 10)]
    public void IsTheSameForEveryPartition(int count)
    {
        Random random = new(5);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 100 - 20)];
        SortedValues whole = Sort(values);
        ValueSketch[] parts = [new(), new(), new()];
        foreach (float value in values) parts[random.Next(10) == 0 ? 0 : random.Next(1, 3)].Add(value);
        parts[0].Merge(parts[2]);
        parts[1].Merge(parts[0]);
        SortedValues merged = parts[1].Sort(new(), 0, 0);
        Assert.Equal(whole.Values.ToArray(), merged.Values.ToArray());
        Assert.Equal(whole.Counts.ToArray(), merged.Counts.ToArray());
    }
}
