using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

public sealed class TextEncodingTests
{
    private static readonly TextOptions Plain = new() { TfIdf = false, Normalize = false };

    /// <summary>TfidfTransformer (scikit-learn 1.2.1) of the counts of a, b, c, d in these texts.</summary>
    [Theory]
    [InlineData("a b a", new[] { 0.7632282916276542, 0.6461289150464732 })]
    [InlineData("a c", new[] { 0.5085423203783267, 0.8610369959439764 })]
    [InlineData("d d a d", new[] { 0.9811664376972666, 0.19316423462032448 })]
    public void WeightsAsTfidfTransformerDoes(string text, double[] expected)
    {
        TextEncoding encoding = Learn(new TextOptions(), "a b a", "a c", "d d a d", null);
        Near(expected, Entries(encoding, text).Select(static e => e.Value), 1e-7);
        // smooth idf: ln(4/4) + 1 of "a", ln(4/2) + 1 of the others, ln(4/1) + 1 of what no text had.
        Assert.Equal((float)(Math.Log(4) + 1), encoding.InverseFrequencies[Entries(encoding, "unseen")[0].Position]);
    }

    [Theory]
    [InlineData("one, two; ONE!", 2)]
    [InlineData("Ärger ÄRGER ärger", 1)]
    [InlineData("x1 x-1", 3)]
    [InlineData("𝒜𝒷 𝒜𝒷", 1)]
    [InlineData("\ud800 lone \udc00", 1)]
    [InlineData(" .,- ", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void TakesRunsOfLettersAndDigitsAsWords(string? text, int words) => Assert.Equal(words, Entries(Learn(Plain), text).Length);

    [Theory]
    // a, b, c; then the pairs a b and b c; then the triple.
    [InlineData(1, 0, "a b c", 3)]
    [InlineData(2, 0, "a b c", 5)]
    [InlineData(3, 0, "a b c", 6)]
    [InlineData(5, 0, "a b c", 6)]
    // c, a, t; then _c, ca, at, t_; above 2 only 3-grams and longer: _ca, cat, at_, _cat, cat_.
    [InlineData(0, 1, "cat", 3)]
    [InlineData(0, 2, "cat", 7)]
    [InlineData(0, 3, "cat", 3)]
    [InlineData(0, 4, "cat", 5)]
    [InlineData(0, 8, "cat", 6)]
    [InlineData(0, 3, "a cat", 4)]
    [InlineData(1, 3, "cat", 4)]
    public void CountsTheNgrams(int words, int characters, string text, int distinct)
    {
        TextEncoding encoding = Learn(Plain with { WordNgrams = words, CharNgrams = characters, HashBits = 24 });
        Assert.Equal(distinct, Entries(encoding, text).Length);
        Assert.All(Entries(encoding, text), static e => Assert.Equal(1f, e.Value));
    }

    [Fact]
    public void CombinesWhatSharesABucketBeforeItNormalizes()
    {
        TextEncoding encoding = Learn(Plain with { HashBits = 1, Normalize = true });
        (int Position, float Value)[] entries = Entries(encoding, string.Join(' ', Enumerable.Range(0, 100)));
        Assert.Equal(2, entries.Length);
        Assert.Equal(1, entries.Sum(static e => e.Value * e.Value), 1e-6);
        Assert.Equal(["Comment#0", "Comment#1"], Names(encoding.AppendNames));
    }

    [Fact]
    public void CountsManyWordsAfterFewAndFewAfterMany()
    {
        TextEncoding encoding = Learn(Plain with { HashBits = 24 });
        string many = string.Join(' ', Enumerable.Range(0, 20_000).Select(static i => FormattableString.Invariant($"w{i % 5000}")));
        (int, float)[] before = Entries(encoding, "one two one");
        (int Position, float Value)[] all = Entries(encoding, many);
        // 5,000 words in 2^24 buckets collide about 0.7 times.
        Assert.InRange(all.Length, 4990, 5000);
        Assert.Equal(20_000, all.Sum(static e => e.Value));
        Assert.Equal(before, Entries(encoding, "one two one"));
        Assert.Equal([2f, 1f], before.Select(static e => e.Item2));
    }

    public static TheoryData<TextOptions, string> Wrong => new()
    {
        { new() { WordNgrams = 6 }, "'Comment': WordNgrams is 6; it is 0 to 5" },
        { new() { CharNgrams = 9 }, "'Comment': CharNgrams is 9; it is 0 to 8" },
        { new() { WordNgrams = 0 }, "'Comment': WordNgrams and CharNgrams are both 0; set one of them" },
        { new() { HashBits = 0 }, "'Comment': HashBits is 0; it is 1 to 24" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void RefusesOptionsOutOfRange(TextOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new TextLearner("Comment", options)).Message);
}
