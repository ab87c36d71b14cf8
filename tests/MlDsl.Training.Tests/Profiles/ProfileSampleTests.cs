namespace MlDsl.Training.Tests.Profiles;

/// <summary>Which rows a sample keeps: those with the smallest hashes, whatever the order in which they come.</summary>
public sealed class ProfileSampleTests
{
    private const int Size = 8_192, SizeOfTimed = 32_768;

    [Theory]
    [InlineData(false, 100)]
    [InlineData(false, Size)]
    [InlineData(false, 50_000)]
    [InlineData(true, 20_000)]
    [InlineData(true, 150_000)]
    public void TheSmallestHashesAreKeptAndTheSmallestOfTheseComeFirst(bool isTimed, int rows)
    {
        long[] numbers = [.. Enumerable.Range(0, rows).Select(static row => (long)row)];
        new Random(rows).Shuffle(numbers);
        var layout = ProfileRows.LayoutOf(ProfiledColumn.OfNumbers("Number"), ProfiledColumn.OfClasses("Text"));
        var sample = new ProfileSample(layout, isTimed);
        var block = new ProfileBlock(layout);
        var random = new Random(7);
        for (int from = 0, count; from < rows; from += count)
        {
            count = Math.Min(random.Next(1, ProfileBlock.MostRows + 1), rows - from);
            for (int i = 0; i < count; i++) (block.Numbers[i], block.Texts[i]) = (numbers[from + i], TextOf(numbers[from + i]));
            sample.Add(block, numbers.AsSpan(from, count), numbers.AsSpan(from, count));
        }
        sample.Keep();
        float[] kept = sample.NumbersOf(0).ToArray();
        float[] expected = [.. numbers.OrderBy(static number => RowHash.Mix((ulong)number + 1)).Take(isTimed ? SizeOfTimed : Size).Select(static number => (float)number)];
        Assert.Equal(expected.Length, sample.Rows);
        Assert.Equal(expected.Order(), kept.Order());
        Assert.Equal(expected.Take(SamplePairs.MostRows).Order(), kept.Take(SamplePairs.MostRows).Order());
        Assert.Equal(kept.Select(static number => (long)number), sample.Times.ToArray());
        Assert.Equal(kept.Select(static number => TextOf((long)number) is { Length: > CategorySketch.Longest } ? new string(' ', CategorySketch.Longest + 1) : TextOf((long)number)), sample.TextsOf(1).ToArray());
        sample.Keep();
        Assert.Equal(kept, sample.NumbersOf(0).ToArray());
    }

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

    private static string? TextOf(long number) => (number % 3) switch { 0 => null, 1 => $"text {number % 50}", _ => new string('x', (int)(number % 200)) };
}
