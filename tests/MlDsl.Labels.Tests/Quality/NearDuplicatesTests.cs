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
        NearDuplicateGroups groups = NearDuplicates.OfSets(sets, new NearDuplicateOptions { Similarity = similarity });
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
        NearDuplicateGroups groups = NearDuplicates.OfTexts(texts);
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

    /// <summary>Sets of one template, of which all share most tokens, and among them pairs that share what no other has.</summary>
    [Theory]
    [InlineData(50_000, 70, 28, false)]
    [InlineData(10_000, 80, 0, true)]
    [InlineData(10_000, 177, 0, true)]
    public void PairsAmongManyOfOneTemplateAreFound(int count, int common, int ofAList, bool isWhole)
    {
        const int Pairs = 40;
        int own = common == 177 ? 23 : common == 80 ? 20 : 2;
        string[] template = [.. Enumerable.Range(0, common).Select(static i => $"template-{i}")];
        var sets = new List<string[]>(count);
        var random = new Random(9);
        for (int i = 0; i < count; i++)
        {
            // The second of a pair changes one of its own tokens; names of a list are those of many.
            int from = i >= count - Pairs ? (i - count + Pairs) * 100 : i;
            sets.Add(from != i
                ? [.. sets[from].Where(token => token != $"own-{from}-0"), $"changed-{i}"]
                : [.. template, .. Enumerable.Range(0, ofAList).Select(k => $"name-{(k * 11) + random.Next(11)}"), .. Enumerable.Range(0, own).Select(k => $"own-{i}-{k}")]);
        }
        NearDuplicateGroups groups = NearDuplicates.OfSets(sets);
        Assert.Equal(Enumerable.Range(0, Pairs).Select(i => (i * 100, count - Pairs + i)), groups.Select(static group => (group.Places[0], group.Places[^1])));
        Assert.All(groups, static group => Assert.Equal(2, group.Places.Count));
        Assert.Equal(isWhole, groups.PairsLeftOut == 0);
        Assert.True(groups.PairsLeftOut < (long)count * count, $"{groups.PairsLeftOut} pairs");
    }

    [Fact]
    public void WhatIsLeftOutOfOneGroupIsNotSaid()
    {
        string[] template = [.. Enumerable.Range(0, 90).Select(static i => $"template-{i}")];
        NearDuplicateGroups groups = NearDuplicates.OfSets([.. Enumerable.Range(0, 10_000).Select(i => (string[])[.. template, $"own-{i}", $"other-{i}"])]);
        Assert.Equal(10_000, Assert.Single(groups).Places.Count);
        Assert.Equal(0, groups.PairsLeftOut);
    }

    [Fact]
    public void FingerprintsAreJoinedAsComparingAllJoinsThem()
    {
        var random = new Random(6);
        ulong[][] sets = [.. Enumerable.Range(0, 40).SelectMany(_ =>
        {
            ulong[] set = [.. Enumerable.Range(0, 60).Select(_ => (ulong)random.NextInt64())];
            return Enumerable.Range(0, 30).Select(i => (ulong[])[.. set.Skip(i / 4).Append((ulong)random.NextInt64()).Order()]);
        })];
        Grouping found = new(sets.Length), all = new(sets.Length);
        var leftOut = new LeftOut();
        SimHash.Join(sets, [.. Enumerable.Range(0, sets.Length)], 3, found, leftOut, CancellationToken.None);
        ulong[] prints = [.. sets.Select(SimHash.Of)];
        for (int i = 0; i < sets.Length; i++)
            for (int other = 0; other < i; other++)
                if (System.Numerics.BitOperations.PopCount(prints[i] ^ prints[other]) <= 3) all.Join(other, i, 1);
        Assert.True(all.ToGroups().Length > 10);
        Assert.Equal(all.ToGroups().Select(static group => string.Join(' ', group.Places)), found.ToGroups().Select(static group => string.Join(' ', group.Places)));
        Assert.Equal(0, leftOut.Count(found));
    }

    [Fact]
    public void PairsAreLeftOutOfDifferentGroupsOnly()
    {
        var groups = new Grouping(6);
        groups.Join(0, 1, 1);
        groups.Join(0, 2, 1);
        var leftOut = new LeftOut();
        Assert.Equal(0, leftOut.Count(groups));
        // 1 is in one group with 0 and 2; of the others, 3 and 4, there are two.
        leftOut.Add([0, 2, 3, 4], 1, 4);
        leftOut.Add([3, 4], 5, 1);
        Assert.Equal(3, leftOut.Count(groups));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void WhatIsFoundByRarePiecesIsWhatComparingAllFinds(int seed)
    {
        // Sets of tokens of very unlike frequency and of many sizes, close to each other: so few that each may be compared with all.
        var random = new Random(seed);
        ulong[][] sets = [.. Enumerable.Range(0, 60).Select(i => (ulong[])[.. Enumerable.Range(0, 12 + (i % 5)).Select(_ => (ulong)(30 * Math.Pow(random.NextDouble(), 3))).Distinct().Order()])];
        foreach (double similarity in (double[])[0.3, 0.5, 0.75, 0.8, 1])
        {
            Grouping found = new(sets.Length), all = new(sets.Length);
            var leftOut = new LeftOut();
            PrefixFilter.Join(sets, [.. Enumerable.Range(0, sets.Length)], similarity, found, leftOut, CancellationToken.None);
            for (int i = 0; i < sets.Length; i++)
                for (int other = 0; other < i; other++)
                    if (MinHash.Jaccard(sets[i], sets[other]) is var shared && shared >= similarity) all.Join(other, i, shared);
            Assert.Equal(0, leftOut.Count(found));
            Assert.Equal(all.ToGroups().Select(static group => string.Join(' ', group.Places)), found.ToGroups().Select(static group => string.Join(' ', group.Places)));
        }
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
