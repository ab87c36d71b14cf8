using MlDsl.Columns;

namespace MlDsl.Tests.Columns;

public sealed class CategoryIndexTests
{
    public static TheoryData<string[]> Sets => new()
    {
        Array.Empty<string>(),
        new[] { "" },
        new[] { "S", "C", "Q" },
        new[] { "", "a", "b", "aa", "ab", "aba", "abb", "abba", "acba", "\0", "\0\0" },
        // Signatures cannot tell most of these apart, so that the full hash must take over.
        Enumerable.Range(0, 3000).Select(static i => FormattableString.Invariant($"user-{i:D6}-account")).ToArray(),
        // The signature of a string of 65,537 characters would look like that of "a".
        new[] { new string('a', 65_537), "b" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void FindsEachKeyAndNoOther(string[] keys)
    {
        StringIndex index = new(keys);
        // Copies, so that equality is not that of the reference.
        for (int i = 0; i < keys.Length; i++) Assert.Equal(i, index.Find(new string(keys[i].AsSpan())));
        foreach (string other in (string[])["", "a", "z", "ab", "abc", "acbb", "axxa", "\0", "user-003000-account", new('a', 65_538)])
            Assert.Equal(Array.IndexOf(keys, other), index.Find(other));
    }

    // Signatures look at the ends and the middle alone; lengths below, within and beyond those that are compared from both ends.
    [Fact]
    public void TellsTextsApartThatDifferInOneCharacter()
    {
        for (int length = 1; length <= 40; length++)
        {
            string key = new('a', length);
            StringIndex index = new([key, "other"]);
            Assert.Equal(0, index.Find(new string(key.AsSpan())));
            for (int place = 0; place < length; place++) Assert.Equal(-1, index.Find(string.Concat(key.AsSpan(0, place), "\u0161", key.AsSpan(place + 1))));
        }
    }

    [Fact]
    public void FindsNumbers()
    {
        long[] keys = [0, -1, long.MinValue, 1L << 32, 7, .. Enumerable.Range(100, 500).Select(static i => (long)i << 20)];
        ValueIndex<long> index = new(keys);
        for (int i = 0; i < keys.Length; i++) Assert.Equal(i, index.Find(keys[i]));
        foreach (long other in (long[])[1, 2, long.MaxValue, (1L << 32) + 1]) Assert.Equal(-1, index.Find(other));
        Assert.Equal(-1, new ValueIndex<long>([]).Find(0));
    }
}
