using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

public sealed class RecommendTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 3)]
    [InlineData(16, 64)]
    [InlineData(17, 7)]
    [InlineData(1100, 33)]
    public void ScoresHaveTheBitsOfASumInOrder(int items, int factors)
    {
        var draws = new Random(items);
        var tiles = new ItemTiles(items, factors);
        float[] user = [.. Enumerable.Range(0, factors).Select(_ => draws.NextSingle() - 0.5f)];
        for (int item = 0; item < items; item++)
            for (int i = 0; i < factors; i++) tiles[item, i] = draws.NextSingle() - 0.5f;
        var scores = new float[tiles.Tiles * ItemTiles.Width];

        tiles.Score(user, 0, scores);

        for (int item = 0; item < items; item++)
        {
            float sum = 0;
            for (int i = 0; i < factors; i++) sum += user[i] * tiles[item, i];
            Assert.Equal(BitConverter.SingleToInt32Bits(sum), BitConverter.SingleToInt32Bits(scores[item]));
        }
        Assert.All(scores[items..], static score => Assert.Equal(0, score));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 3)]
    [InlineData(300, 40)]
    [InlineData(2000, 0)]
    public void TheBestItemsAreThoseOfSortingAllOfThem(int count, int excluded)
    {
        // Few different factors: many scores are equal.
        const int Items = 1203, Factors = 3;
        var draws = new Random(count);
        var tiles = new ItemTiles(Items, Factors);
        for (int item = 0; item < Items; item++)
            for (int i = 0; i < Factors; i++) tiles[item, i] = draws.Next(3) - 1;
        var scorer = new FactorScorer([1, 0.5f, -0.25f], tiles);
        int[] seen = [.. Enumerable.Range(0, Items).Where(_ => draws.Next(5) == 0)], left = [.. Enumerable.Range(0, excluded).Select(_ => draws.Next(Items)), -1];
        var model = new RecommendationPredictor(["u"], [.. Enumerable.Range(0, Items).Select(static i => $"{i:0000}")], new InteractionMatrix(Items, [0, seen.Length], seen, []), scorer, false, double.NaN, 0);
        int[] found = new int[count];
        float[] scores = new float[count];

        var (given, popular) = model.Best(0, left, found, scores);

        int[] wanted = [.. Enumerable.Range(0, Items).Except(seen).Except(left).OrderByDescending(i => scorer.Score(0, i)).ThenBy(static i => i).Take(count)];
        Assert.Equal(wanted, found[..given]);
        Assert.Equal(wanted.Select(i => scorer.Score(0, i)), scores[..given]);
        Assert.Equal(0, popular);
    }

    [Fact]
    public void WhatAUserTookIsLeftOutUnlessItIsToBeRecommended()
    {
        TrainSet<Watch> train = Watches.Train(Watches.Of("aW aX bX bY cW cY cZ"));
        Evening model = Evening.Fit(train);

        Assert.Equal(["Y", "Z"], model.Recommend("a", 9).Select(static r => r.Item).Order());
        Assert.Equal(["Z"], model.Recommend("a", 9, ["Y", "Y", "unknown"]).Select(static r => r.Item));
        Assert.Equal(4, Evening.Fit(train, new ImplicitAlsOptions { Factors = 2, RecommendSeen = true }).Recommend("a", 9).Length);
        Assert.Empty(model.Recommend("a", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Recommend("a", -1));
    }

    [Fact]
    public void ANewUserGetsWhatMostUsersTookAndOfEqualItemsTheFirst()
    {
        Evening model = Evening.Fit(Watches.Train(Watches.Of("aW aX bX bY cX cY cZ")));
        Recommended<string>[] best = model.Recommend("new", 9, ["Y"]);

        Assert.Equal(["X", "W", "Z"], best.Select(static r => r.Item));
        Assert.All(best, static r => Assert.True(r is { IsPopular: true, Score: 0 }));
        Assert.False(model.Knows("new"));
        Assert.True(model.Knows("a") && model.HasItem("X") && !model.HasItem("nothing"));
        Assert.Null(model.Score("new", "X"));
        Assert.Equal(model.Recommend("a", 1)[0].Score, model.Score("a", model.Recommend("a", 1)[0].Item));
    }

    [Fact]
    public void NeighboursAreCosinesOfEvents()
    {
        // X and Y are both a's (1, 2) and b's (3, 1); Z is only c's; d's two events of X are one of 5.
        TrainSet<Watch> train = Watches.Train(
        [
            new() { Viewer = "a", Film = "X", Minutes = 1 }, new() { Viewer = "a", Film = "Y", Minutes = 2 }, new() { Viewer = "b", Film = "X", Minutes = 3 }, new() { Viewer = "b", Film = "Y", Minutes = 1 },
            new() { Viewer = "c", Film = "Y", Minutes = 4 }, new() { Viewer = "c", Film = "Z" }, new() { Viewer = "d", Film = "X", Minutes = 2 }, new() { Viewer = "d", Film = "X", Minutes = 3 },
        ]);
        Alike model = Alike.Fit(train);
        double cosine = ((1 * 2) + (3 * 1)) / (Math.Sqrt(1 + 9 + 25) * Math.Sqrt(4 + 1 + 16));

        Recommended<string>[] best = model.Recommend("d", 5);
        Assert.Equal(["Y", "Z"], best.Select(static r => r.Item));
        Assert.Equal(5 * cosine, best[0].Score, 1e-5);
        Assert.Equal((false, true), (best[0].IsPopular, best[1].IsPopular));
        Assert.Equal(best[0].Score, model.Score("d", "Y"));
        // Two users have both.
        Assert.Equal(5 * cosine * 2 / (2 + 10), Alike.Fit(train, new ItemNeighboursOptions { Shrinkage = 10 }).Score("d", "Y")!.Value, 1e-5);
    }

    [Fact]
    public void RatingsAreExpectedAndTheLatestOfAnItemCounts()
    {
        Watch[] rows =
        [
            .. from v in Enumerable.Range(0, 30) from f in Enumerable.Range(0, 20)
               where (v * 7 + f * 3) % 5 != 0
               select new Watch { Viewer = $"v{v:00}", Film = $"f{f:00}", Stars = 3 + (v % 2 == f % 2 ? 1.5f : -1.5f) },
        ];
        Evening model = Evening.Fit(Watches.Train([new() { Viewer = "v00", Film = "f01", Stars = 77, At = DateTime.UnixEpoch.AddDays(-1) }, .. rows]), new ExplicitAlsOptions { Factors = 2, Penalty = 0.01 });

        Assert.All(rows, row => Assert.Equal(row.Stars, model.Score(row.Viewer, row.Film)!.Value, 0.3));
        Assert.Equal(4.5, model.Recommend("v03", 1)[0].Score, 0.3);
    }

    [Fact]
    public void BayesianRankingFindsATaste()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Watches.Many(300, 40, 2)).SplitByUserTime(validation: 0.25, test: 0);
        RecommendationMetrics metrics = Evening.Fit(split.Train, new BprOptions { Factors = 8, Iterations = 30 }).Evaluate(split.Validation);
        Assert.True(metrics.Lift.Low > 1.1, $"{metrics}");
    }
}
