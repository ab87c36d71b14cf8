using System.Text;

namespace MlDsl.Kernels.Tests.Rows;

public sealed class TextTableTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(3000)]
    public void FindsWhatADictionaryFinds(int count)
    {
        var random = new Random(count);
        string[] texts = [.. Enumerable.Range(0, count).Select(_ => Word(random))];
        var table = new TextTable(texts);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++) known.TryAdd(texts[i], i);
        foreach (string text in texts.Concat(Enumerable.Range(0, 2000).Select(_ => Word(random))))
        {
            Assert.Equal(known.GetValueOrDefault(text, count), table.Find(text));
            Assert.Equal(table.Find(text), table.Find(Encoding.UTF8.GetBytes(text)));
        }
        Assert.Equal(count, table.Missing);
    }

    // Words of a language are short and begin alike: each attempt must lay them out anew.
    [Fact]
    public void VocabulariesOfShortWordsAreLaidOut()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            string[] words = [.. Enumerable.Range(0, 2600).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)('a' + (random.Next(26) * random.Next(26) / 25)))])).Distinct(StringComparer.Ordinal)];
            var table = new TextTable(words);
            Assert.All(words.Index(), word => Assert.Equal(word.Index, table.Find(word.Item)));
        }
    }

    [Theory]
    [InlineData("", "\0")]
    [InlineData("a", "a\0")]
    [InlineData("ab", "abab")]
    [InlineData("aaaa", "aaaaa")]
    [InlineData("grün", "gru\u0308n")]
    [InlineData("赤い", "青い")]
    [InlineData("𝒳", "\ud835")]
    public void TextsThatLookAlikeAreDifferent(string text, string other)
    {
        var table = new TextTable([text]);
        Assert.Equal(0, table.Find(text));
        Assert.Equal(1, table.Find(other));
        Assert.Equal(0, new TextTable([other, text]).Find(other));
    }

    [Fact]
    public void TextsOfOneBeginAndEndAreToldApart()
    {
        // A hash of both ends takes them all for one.
        string[] texts = [.. Enumerable.Range(0, 5000).Select(static i => $"abcd{i:0000}wxyz")];
        var table = new TextTable(texts);
        for (int i = 0; i < texts.Length; i++) Assert.Equal(i, table.Find(texts[i]));
        Assert.Equal(texts.Length, table.Find("abcd5000wxyz"));
    }

    [Fact]
    public void VeryLongTextsAreNotKnown()
    {
        var table = new TextTable(["a", new string('x', 10_000)]);
        Assert.Equal(1, table.Find(new string('x', 10_000)));
        Assert.Equal(2, table.Find(new string('x', 10_001)));
        Assert.Equal(2, table.Find(new string('x', 5_000_000)));
        Assert.Equal(1, table.Find(Encoding.UTF8.GetBytes(new string('x', 10_000))));
        Assert.Equal(2, table.Find(Encoding.UTF8.GetBytes(new string('x', 5_000_000))));
    }

    [Fact]
    public void BytesThatAreNoTextAreNotKnown()
    {
        var table = new TextTable(["\ufffd", "a"]);
        Assert.Equal(0, table.Find("\ufffd"));
        Assert.Equal(2, table.Find([0xff]));
        Assert.Equal(2, table.Find([(byte)'a', 0xc3]));
    }

    [Fact]
    public void TheFirstOfTwoEqualTextsCounts() => Assert.Equal(0, new TextTable(["a", "b", "a"]).Find("a"));

    [Fact]
    public void NullIsNoText()
    {
        Assert.Throws<ArgumentNullException>(() => new TextTable(["a"]).Find((string)null!));
        Assert.Contains("Text 1 of 2 is null", Assert.Throws<ArgumentException>(() => new TextTable(["a", null!])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyTextsTakeOneComparisonEach()
    {
        string[] texts = [.. Enumerable.Range(0, 100_000).Select(static i => $"category {i * 7919L}")];
        var table = new TextTable(texts);
        for (int i = 0; i < texts.Length; i += 7) Assert.Equal(i, table.Find(texts[i]));
    }

    private static string Word(Random random)
    {
        string signs = random.Next(3) switch { 0 => "ab", 1 => "abcdefghijklmnopqrstuvwxyz ", _ => "aäß赤い\0" };
        return string.Concat(Enumerable.Range(0, random.Next(0, 13)).Select(_ => signs[random.Next(signs.Length)]));
    }
}
