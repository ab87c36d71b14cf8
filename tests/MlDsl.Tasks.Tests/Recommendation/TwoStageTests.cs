using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

/// <summary>A candidate of a viewer, with what is known of both.</summary>
[Dataset]
public sealed partial record Offer
{
    [Group] public required string Viewer { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Score { get; init; }
    [Numeric] public required float IsOwnKind { get; init; }
    [Label] public float IsTaken { get; init; }
}

[Model<Offer, Ranking>]
public sealed partial class Order;

public sealed class TwoStageTests
{
    [Fact]
    public void ASecondStageThatKnowsTheItemsOrdersCandidatesBetter()
    {
        // Each viewer takes films of his own kind, which only the second stage is told.
        var draws = new Random(3);
        Watch[] rows =
        [
            .. from v in Enumerable.Range(0, 150) from i in Enumerable.Range(0, 10)
               select new Watch { Viewer = $"v{v:000}", Film = $"f{(draws.Next(60) * 2) + (draws.Next(6) == 0 ? 1 - (v % 2) : v % 2):000}", At = DateTime.UnixEpoch.AddMinutes((i * 1000) + draws.Next(1000)) },
        ];
        Split<Watch> split = Dataset<Watch>.FromRows(rows).SplitByUserTime(validation: 0.2, test: 0.2);
        Evening first = Evening.Fit(split.Train);
        IReadOnlyList<Candidate<string, string>> candidates = first.Candidates(split.Validation, 60);

        Order second = Order.Fit(Dataset<Offer>.FromRows(candidates.Select(static c => new Offer { Viewer = c.User, Score = c.Score, IsOwnKind = IsOwnKind(c.User, c.Item), IsTaken = c.IsTaken ? 1 : 0 })).SplitByGroup(0, 0, 1).Train);
        TwoStageRecommender<Watch, string, string, Offer.Input> both = first.Then(second, static (user, item) => new Offer.Input { Score = item.Score, IsOwnKind = IsOwnKind(user, item.Item) }, candidates: 60);

        Assert.Equal(Enumerable.Range(1, 60), candidates.Take(60).Select(static c => c.Rank));
        Assert.Contains(candidates, static c => c.IsTaken);
        Assert.True(second.Predict(new Offer.Input { Score = 0, IsOwnKind = 1 }).Value > second.Predict(new Offer.Input { Score = 0, IsOwnKind = 0 }).Value);
        Recommended<string>[] best = both.Recommend("v001", 5, ["f001"]);
        Assert.Equal((5, true), (best.Length, best.All(static r => IsOwnKind("v001", r.Item) == 1 && r.Item != "f001")));
        Assert.Empty(best.Select(static r => r.Item).Intersect(rows.Where(r => r.Viewer == "v001" && split.Train.Rows.Contains(r)).Select(static r => r.Film)));
        double one = first.Assess(split.Test).Metrics.Cutoffs[^1].Ndcg.Value;
        Assessment<RecommendationMetrics> two = both.Assess(split.Test);
        Assert.True(two.Metrics.Cutoffs[^1].Ndcg.Value > one, $"{one}: {two}");
        Assert.Equal(2, two.TimesAssessed);
        Assert.Throws<ArgumentOutOfRangeException>(() => first.Candidates(split.Validation, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => both.Recommend("v001", -1));
    }

    private static float IsOwnKind(string viewer, string film) => (viewer[^1] - film[^1]) % 2 == 0 ? 1 : 0;
}
