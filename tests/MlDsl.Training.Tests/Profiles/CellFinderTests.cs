namespace MlDsl.Training.Tests.Profiles;

/// <summary>Many values at once fall into the cells that each falls into alone.</summary>
public sealed class CellFinderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(64)]
    public void NumbersFallWhereEachFallsAlone(int bins)
    {
        var random = new Random(bins);
        double[] edges = [.. Enumerable.Range(0, Math.Max(0, bins - 1)).Select(i => (double)(float)((i - (bins / 2)) * 0.37))];
        var finder = new CellFinder(new ColumnProfile("Number", ColumnProfileKind.Number) { Edges = [.. edges], Counts = [.. Enumerable.Repeat(10L, bins)] });
        float[] odd = [float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.MaxValue, float.MinValue, float.Epsilon];
        float[] near = [.. edges.SelectMany(static e => (float[])[(float)e, MathF.BitDecrement((float)e), MathF.BitIncrement((float)e)])];
        float[] values = [.. odd, .. near, .. Enumerable.Range(0, 100).Select(_ => (float)((random.NextDouble() - 0.5) * 40))];
        for (int length = 0; length <= values.Length; length++)
        {
            var found = new byte[length];
            finder.Find(values.AsSpan(values.Length - length), found);
            Assert.Equal(values[^length..].Select(value => Expected(value, edges, bins)), found.Select(static cell => (int)cell));
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("alike")]
    [InlineData("short")]
    public void TextsAreToldApart(string kind)
    {
        // Those that are alike differ neither at their ends nor in the middle, nor in length.
        string[] categories = kind switch
        {
            "plain" => [.. Enumerable.Range(0, 250).Select(static i => $"category {i * 7919}")],
            "alike" => [.. Enumerable.Range(0, 250).Select(static i => $"the same {i:D4} and again the very same")],
            _ => ["", "a", "b", "ab", "ba", "aba", "abb", "aab", "\u00e4", "\ud83d\ude00"],
        };
        var finder = new CellFinder(new ColumnProfile("Text", ColumnProfileKind.Category) { Categories = [.. categories], Counts = [.. Enumerable.Repeat(10L, categories.Length)] });
        string?[] texts = [.. categories.Select(static c => new string(c.AsSpan())), null, "nobody's", "the same 0250 and again the very same", new string('a', 1_000)];
        var found = new byte[texts.Length];
        finder.Find(texts, found);
        Assert.Equal([.. Enumerable.Range(0, categories.Length), finder.Missing, finder.Unknown, finder.Unknown, finder.Unknown], found.Select(static cell => (int)cell));
    }

    private static int Expected(float value, double[] edges, int bins) =>
        float.IsNaN(value) ? bins : float.IsInfinity(value) || bins == 0 ? bins + 1 : edges.Count(edge => edge <= value);
}
