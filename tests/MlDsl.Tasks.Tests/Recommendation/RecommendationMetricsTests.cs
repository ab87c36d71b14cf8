using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

public sealed class RecommendationMetricsTests
{
    [Fact]
    public void MetricsAreThoseByHand()
    {
        // By popularity (W 3, X 2, Y 2, Z 1) a is recommended Y, Z; b is W, Z; the new n is W, X; c took all but Z.
        Split<Watch> split = Watches.Split("aW aX bX bY cW cX2 dW dY eZ", "aZ aQ bW cQ nX nX aW");
        Evening model = Evening.Fit(split.Train, new PopularityOptions());
        RecommendationMetrics metrics = model.Evaluate(split.Validation, new() { Cutoffs = [1, 2] });

        // Items in order W X X2 Y Z with 3, 2, 1, 2, 1 users: a gets Y, X2; b W, X2; c X, Y; n W, X.
        double second = 1 / Math.Log2(3);
        Assert.Equal((7, 4, 1, 0, 2), (metrics.Rows, metrics.Users, metrics.ColdUsers, metrics.EmptyUsers, metrics.ColdItems));
        // a misses Z and the new Q; b hits W at once; c misses Q; n hits X second.
        Assert.Equal(1.0 / 4, metrics.Cutoffs[0].Ndcg.Value, 12);
        Assert.Equal((1 + second) / 4, metrics.Cutoffs[1].Ndcg.Value, 12);
        Assert.Equal((1.0 + 1.0) / 4, metrics.Cutoffs[1].Recall.Value, 12);
        Assert.Equal((1.0 + 0.5) / 4, metrics.Map.Value, 12);
        Assert.Equal(4.0 / 5, metrics.Coverage.Value, 12);
        double Bits(int users) => -Math.Log2(users / 5.0);
        Assert.Equal((((Bits(2) + Bits(1)) / 2) + ((Bits(3) + Bits(1)) / 2) + ((Bits(2) + Bits(2)) / 2) + ((Bits(3) + Bits(2)) / 2)) / 4, metrics.Novelty.Value, 12);
        Assert.Equal(1, metrics.Lift.Value);
        Assert.False(metrics.Rmse.IsDefined);
        Assert.Equal(metrics.Named.Select(static m => m.Metric.Value), metrics.Baseline!.Named.Select(static m => m.Metric.Value));
        Assert.Equal(0, metrics.Level);
        Assert.Contains("Means over 4 users, of which 1 is new and recommended what is popular", $"{metrics}", StringComparison.Ordinal);
        Assert.Contains("2 items to find are new and cannot be found", $"{metrics}", StringComparison.Ordinal);
        Assert.Equal("validation", Assert.Single(model.Evaluations).Side);
    }

    [Fact]
    public void IntervalsHoldTheValueAndDoNotDependOnThreads()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Watches.Many(200, 60, 5)).SplitByUserTime(validation: 0.2, test: 0.2);
        Evening model = Evening.Fit(split.Train);
        RecommendationMetrics one = model.Evaluate(split.Validation, new() { Threads = 1 }), many = model.Evaluate(split.Validation, new() { Threads = 3 });

        Assert.Equal(one.Named, many.Named);
        Assert.All(one.Named, static m => Assert.True(m.Metric.Low <= m.Metric.Value && m.Metric.Value <= m.Metric.High, $"{m}"));
        Assert.True(one.Lift.Low > 1, $"{one}");
        Assessment<RecommendationMetrics> final = Evening.Fit(split.Development).Assess(split.Test);
        Assert.Equal((1, true), (final.TimesAssessed, final.Metrics.Users > 100));
    }

    [Fact]
    public void ErrorsOfRatingsAreMeasuredBesideTheMean()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(
            from v in Enumerable.Range(0, 40)
            from f in Enumerable.Range(0, 15)
            select new Watch { Viewer = $"v{v:00}", Film = $"f{f:00}", Stars = 3 + (v % 2 == f % 2 ? 1 : -1), At = DateTime.UnixEpoch.AddMinutes((v * 31 + f * 17) % 97) }).SplitByUserTime(validation: 0.2, test: 0);
        RecommendationMetrics metrics = Evening.Fit(split.Train, new ExplicitAlsOptions { Factors = 2, Penalty = 0.01 }).Evaluate(split.Validation);
        Assert.InRange(metrics.Rmse.Value, 0, 0.3);
        Assert.InRange(metrics.Baseline!.Rmse.Value, 0.95, 1.05);
        Assert.Contains(metrics.Named, static m => m.Name == "RMSE");
    }

    // The mean of training is 3. a likes Z, which is new to him; b likes nothing that he takes, and repeats Y, which he liked at first.
    [Fact]
    public void ErrorsAreOfAllRatingsAndListsOfThoseWhoLikedAny()
    {
        Watch[] before = Rated("aX5 aY1 bX1 bY5 cZ3 cX3"), after = Rated("aZ5 bZ1 bW5 bW1");
        Split<Watch> split = Dataset<Watch>.FromRows(before.Concat(after.Select(static w => w with { At = w.At.AddYears(1) }))).SplitByTime(
            DateTime.UnixEpoch.AddDays(364), Dataset<Watch>.FromRows(Watches.Of("aX").Select(static w => w with { At = w.At.AddYears(9) })));
        Evening model = Evening.Fit(split.Train, new ExplicitAlsOptions { Factors = 1 });
        RecommendationMetrics metrics = model.Evaluate(split.Validation, new() { Cutoffs = [1] });
        Assert.Equal((4, 1, 1), (metrics.Rows, metrics.Users, metrics.EmptyUsers));
        // By the mean: 5, 1, 5 and 1 are each 2 off.
        Assert.Equal(2, metrics.Baseline!.Rmse.Value, 1e-6);
        Assert.Contains("1 user without an item to find is left out but of the RMSE", $"{metrics}", StringComparison.Ordinal);

        // Nobody likes anything: no lists, and still errors.
        Split<Watch> disliked = Dataset<Watch>.FromRows(before.Concat(Rated("aZ1 bZ2").Select(static w => w with { At = w.At.AddYears(1) }))).SplitByTime(
            DateTime.UnixEpoch.AddDays(364), Dataset<Watch>.FromRows(Watches.Of("aX").Select(static w => w with { At = w.At.AddYears(9) })));
        metrics = model.Evaluate(disliked.Validation, new() { Cutoffs = [1] });
        Assert.Equal((2, 0, 2), (metrics.Rows, metrics.Users, metrics.EmptyUsers));
        Assert.Equal(Math.Sqrt(2.5), metrics.Baseline!.Rmse.Value, 1e-6);
        Assert.All(metrics.Named.Where(static m => m.Name != "RMSE"), static m => Assert.False(m.Metric.IsDefined, m.Name));
        Assert.True(metrics.Rmse.IsDefined);

        static Watch[] Rated(string rows) => [.. rows.Split(' ').Select(static (row, i) => new Watch { Viewer = row[..1], Film = row[1..2], Stars = row[2] - '0', At = DateTime.UnixEpoch.AddDays(i) })];
    }

    // a took all items: his list is empty, and the others' novelty is theirs. Q is new: nobody finds it, and so nothing is over what is popular.
    [Fact]
    public void AnEmptyListHasNoNoveltyAndNothingFoundNoLift()
    {
        Split<Watch> split = Watches.Split("aX aY aZ bX cX cY", "aQ bQ");
        RecommendationMetrics metrics = Evening.Fit(split.Train, new PopularityOptions()).Evaluate(split.Validation, new() { Cutoffs = [1] });
        Assert.Equal(2, metrics.Users);
        // b gets Y, which two of three took.
        Assert.Equal(-Math.Log2(2 / 3.0), metrics.Novelty.Value, 1e-12);
        Assert.Equal(0, metrics.Cutoffs[0].Ndcg.Value);
        Assert.False(metrics.Lift.IsDefined);
    }

    [Fact]
    public void RowsThatCannotBeMeasuredAreRefused()
    {
        Evening model = Evening.Fit(Watches.Train(Watches.Of("aX aY bX bZ")));
        Assert.Contains("The cut-offs 5, 10 do not go with a model of 3 items", Assert.Throws<EvaluationException>(() => model.Evaluate(Watches.Split("aX bY", "aZ").Validation)).Message, StringComparison.Ordinal);
        Assert.Contains("has user ''; it must be an id", Assert.Throws<EvaluationException>(() => model.Evaluate(
            Dataset<Watch>.FromRows([.. Watches.Of("aX"), new Watch { Viewer = "", Film = "X", At = DateTime.UnixEpoch.AddDays(9) }]).SplitByTime(0.5, 0).Validation, new() { Cutoffs = [1] })).Message, StringComparison.Ordinal);
        Assert.Contains("No user of the validation set has an item to find", Assert.Throws<EvaluationException>(() => model.Evaluate(Watches.Split("aX bY", "aX").Validation, new() { Cutoffs = [1] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FoldsOfRollingOriginsAreMeasured()
    {
        Folds<Watch> folds = Dataset<Watch>.FromRows(Watches.Many(200, 60, 6)).RollingOrigin(folds: 3, horizon: 0.15);
        Assert.Equal(3, Evening.CrossValidate(folds).Folds.Count);
    }
}
