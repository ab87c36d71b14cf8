using MlDsl.Kernels.Operators;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Operators of texts give what ONNX Runtime gives.</summary>
[Collection(Alone.Name)]
public sealed class TextTests
{
    private static readonly string[] Words = ["the", "The", "a", "Bird", "bird", "FISH", "x1", "", "two words"];

    [Fact]
    public void NormalizedTextsAgree() => NodeTrial.Repeat(1, (random, r) =>
    {
        int count = r.Next(7);
        Tensor<string> x = random.Of<string>(r.Next(2) == 0 ? [count] : [1, count], static r => RandomTensors.Pick(r, Words));
        NodeTrial trial = new NodeTrial("StringNormalizer", 10).With("locale", "C").With("case_change_action", RandomTensors.Pick(r, "LOWER", "UPPER", "NONE"));
        if (r.Next(2) == 0) trial.With("is_case_sensitive", (long)r.Next(2));
        if (r.Next(3) > 0) trial.With("stopwords", [.. Enumerable.Range(0, r.Next(1, 4)).Select(_ => RandomTensors.Pick(r, Words))]);
        return trial.Agrees([x]);
    });

    [Theory]
    [InlineData("Int64")]
    [InlineData("Int32")]
    [InlineData("String")]
    public void NGramsAgree(string type) => NodeTrial.Repeat(2, (random, r) =>
    {
        int longest = r.Next(1, 4), shortest = r.Next(1, longest + 1), words = 4;
        List<int> pool = [];
        List<long> starts = [];
        int grams = 0;
        for (int length = 1; length <= longest; length++)
        {
            starts.Add(pool.Count);
            HashSet<string> seen = [];
            for (int i = r.Next(length < shortest ? 0 : 1, 5); i > 0; i--)
            {
                int[] gram = [.. Enumerable.Range(0, length).Select(_ => r.Next(words))];
                if (!seen.Add(string.Join(" ", gram))) continue;
                pool.AddRange(gram);
                grams++;
            }
        }
        long[] positions = [.. Enumerable.Range(0, grams).Select(static i => (long)i)];
        r.Shuffle(positions);
        NodeTrial trial = new NodeTrial("TfIdfVectorizer", 9)
            .With("max_gram_length", (long)longest).With("min_gram_length", (long)shortest).With("max_skip_count", (long)r.Next(4))
            .With("mode", RandomTensors.Pick(r, "TF", "IDF", "TFIDF")).With("ngram_counts", [.. starts]).With("ngram_indexes", positions);
        if (type == "String") trial.With("pool_strings", [.. pool.Select(static word => $"w{word}")]);
        else trial.With("pool_int64s", [.. pool.Select(static word => (long)word)]);
        if (r.Next(2) == 0) trial.With("weights", [.. positions.Select(_ => r.NextSingle())]);
        long[] shape = r.Next(2) == 0 ? [r.Next(0, 9)] : [r.Next(1, 4), r.Next(1, 9)];
        Tensor x = type switch
        {
            "Int64" => random.Of(shape, r => (long)r.Next(words + 1)),
            "Int32" => random.Of(shape, r => r.Next(words + 1)),
            _ => random.Of(shape, r => $"w{r.Next(words + 1)}"),
        };
        return trial.Agrees([x], relative: 1e-6);
    });

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<string> matrix = new(["a", "b"], 2, 1);
        Tensor<long> cube = new([1], 1, 1, 1);
        Assert.Contains("[C] or [1, C] is expected", new NodeTrial("StringNormalizer", 10).Refusal([matrix]), StringComparison.Ordinal);
        Assert.Contains("case_change_action is 'Lower'", new NodeTrial("StringNormalizer", 10).With("case_change_action", "Lower").Refusal([matrix]), StringComparison.Ordinal);
        static TfIdfOfNumbers<long> Grams(string mode = "TF", long longest = 1, long shortest = 1, long skips = 0, long[]? starts = null, long[]? positions = null, long[]? pool = null, float[]? weights = null) =>
            new(longest, skips, shortest, mode, starts ?? [0], positions ?? [0], pool ?? [7], weights);
        static void Says(string part, Action make) => Assert.Contains(part, Assert.Throws<OperatorException>(make).Message, StringComparison.Ordinal);
        Says("mode is 'tf'", static () => Grams("tf"));
        Says("n-grams of 2 to 1 words", static () => Grams(shortest: 2));
        Says("with -1 skips", static () => Grams(skips: -1));
        Says("no whole n-grams of 2 words from 1 to 2", static () => Grams(longest: 2, starts: [0, 1], pool: [1, 2]));
        Says("ngram_indexes and weights have 2 and 1", static () => Grams(positions: [0, 1]));
        Says("ngram_indexes and weights have 1 and 2", static () => Grams(weights: [1, 2]));
        Says("ngram_indexes has the position -1", static () => Grams(positions: [-1]));
        Says("[C] or [N, C] is expected", () => Grams().Run(cube, new Tensor<float>()));
    }

    [Fact]
    public void WarmCountsAllocateNothing()
    {
        Tensor<long> x = new([1, 2, 3, 1, 2], 5);
        Tensor<float> y = new();
        TfIdfOfNumbers<long> counts = new(2, 1, 1, "TF", [0, 2], [0, 1, 2], [1, 3, 1, 2]);
        Allocations.AssertNone(() => counts.Run(x, y));
    }
}
