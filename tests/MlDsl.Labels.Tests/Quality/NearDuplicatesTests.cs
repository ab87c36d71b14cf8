namespace MlDsl.Labels.Tests.Quality;

/// <summary>What is found of what is alike, held against comparing each with each.</summary>
public sealed class NearDuplicatesTests
{
    [Theory]
    [InlineData(0.8)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void FindsWhatComparingAllFinds(double similarity)
    {
        // 300 sets of 40 tokens, and of a third of them copies with 0 to 19 tokens changed.
        var random = new Random(5);
        List<string[]> sets = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 40).Select(_ => $"t{random.Next(4000)}").Distinct().ToArray())];
        for (int i = 0; i < 100; i++) sets.Add([.. sets[i].Skip(i % 20), .. Enumerable.Range(0, i % 20).Select(k => $"new{i}-{k}")]);
        IReadOnlyList<NearDuplicateGroup> groups = NearDuplicates.OfSets(sets, new NearDuplicateOptions { Similarity = similarity });
        int missed = 0, all = 0;
        for (int i = 0; i < 100; i++)
        {
            double shared = sets[i].Intersect(sets[300 + i]).Count(), jaccard = shared / sets[i].Union(sets[300 + i]).Count();
            bool isTogether = groups.Any(group => group.Places.Contains(i) && group.Places.Contains(300 + i));
            if (jaccard < similarity) Assert.False(isTogether);
            else
            {
                all++;
                if (!isTogether) missed++;
                else Assert.Equal(jaccard, groups.Single(group => group.Places.Contains(i)).Similarity, 12);
            }
        }
        Assert.True(all >= 5 && missed <= 1, $"{missed} of {all}");
        Assert.All(groups, static group => Assert.Equal(2, group.Places.Count));
    }

    [Fact]
    public void TextsAreComparedByTheirLetters()
    {
        string?[] texts =
        [
            "The quick brown fox jumps over the lazy dog, every day.", "An entirely different sentence about nothing at all", "the QUICK brown fox: jumps over the lazy dog -- every day",
            "The quick brown fox jumps over the lazy dog, every night.", null, "", "...", "Hi", "hi!", "An entirely different sentence about something at all",
        ];
        IReadOnlyList<NearDuplicateGroup> groups = NearDuplicates.OfTexts(texts);
        Assert.Equal([[0, 2, 3], [7, 8]], groups.Select(static group => group.Places));
        // 47 pieces of 52 characters; of the other text, whose last 5 letters differ from 3, the 44 of the common beginning among 47 + 49 − 44.
        Assert.InRange(groups[0].Similarity, 0.8, 0.95);
        Assert.Equal(1, groups[1].Similarity);
        Assert.Equal([[0, 2], [7, 8]], NearDuplicates.OfTexts(texts, new NearDuplicateOptions { Similarity = 1 }).Select(static group => group.Places));
        Assert.Equal([[0, 2, 3], [1, 9], [7, 8]], NearDuplicates.OfTexts(texts, new NearDuplicateOptions { Similarity = 0.5 }).Select(static group => group.Places));
    }

    [Fact]
    public void ManyEqualTextsAreOneGroupAndNoWork()
    {
        string[] texts = [.. Enumerable.Repeat("the same text again and again", 200_000)];
        Assert.Equal(200_000, Assert.Single(NearDuplicates.OfTexts(texts)).Places.Count);
    }

    [Fact]
    public void FingerprintsDifferAsTheSetsDo()
    {
        var random = new Random(8);
        ulong[] set = [.. Enumerable.Range(0, 500).Select(_ => (ulong)random.NextInt64()).Order()];
        ulong[] near = [.. set.Skip(3).Append(17UL).Order()], far = [.. Enumerable.Range(0, 500).Select(_ => (ulong)random.NextInt64()).Order()];
        Assert.InRange(System.Numerics.BitOperations.PopCount(SimHash.Of(set) ^ SimHash.Of(near)), 0, 8);
        Assert.InRange(System.Numerics.BitOperations.PopCount(SimHash.Of(set) ^ SimHash.Of(far)), 15, 49);
        string[] words = [.. Enumerable.Range(0, 400).Select(static i => $"word{i}")];
        var options = new NearDuplicateOptions { Method = SimilarityMethod.SimHash };
        NearDuplicateGroup group = Assert.Single(NearDuplicates.OfSets([words, [.. words.Skip(1)], [.. words.Select(static w => $"other {w}")], words], options));
        Assert.Equal([0, 1, 3], group.Places);
        Assert.InRange(group.Similarity, 61 / 64.0, 1);
    }

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new NearDuplicateOptions { Similarity = 0.2 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new NearDuplicateOptions { Similarity = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new NearDuplicateOptions { Bits = 4 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new NearDuplicateOptions { PieceLength = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new NearDuplicateOptions { Method = (SimilarityMethod)5 });
    }
}
