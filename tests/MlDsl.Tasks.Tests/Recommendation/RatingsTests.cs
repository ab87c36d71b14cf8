using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Recommending;

/// <summary>The public ratings: what is asked of a recommender beside what is popular, as measured once before with other code (fifteen settings: 1.62, 1.15 to 1.38, and above what is popular by the fallback).</summary>
public sealed class RatingsTests(ITestOutputHelper output)
{
    [FactWith("ratings.csv")]
    public void ARandomQuarterIsFoundHalfAsWellAgainAsByPopularity()
    {
        RecommendationMetrics metrics = Measure("random", Ratings.Random(1), null);
        Assert.True(metrics.Lift.Value >= 1.5, $"{metrics}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tasks: ndcg10={metrics.Cutoffs[^1].Ndcg.Value:0.000} ndcg10_popularity={metrics.Baseline!.Cutoffs[^1].Ndcg.Value:0.000}"));
    }

    [FactWith("ratings.csv")]
    public void TheLastFifthOfEachUserIsFoundBetterThanByPopularity()
    {
        Split<Rating> split = Ratings.Last;
        RecommendationMetrics metrics = Measure("last", split, null);
        Assert.True(metrics.Lift is { Value: >= 1.15, Low: > 1 }, $"{metrics}");
        foreach (RecommenderOptions other in new RecommenderOptions[] { new BprOptions { Factors = 32 }, new ItemNeighboursOptions() })
            Assert.True(Measure("last", split, other).Lift.Value > 1, other.Trainer);
    }

    [FactWith("ratings.csv")]
    public void TheLastFifthOfAllIsFoundNoWorseThanByPopularityForNewUsersGetWhatIsPopular()
    {
        RecommendationMetrics metrics = Measure("later", Ratings.Later, null);
        Assert.True(metrics.Cutoffs[^1].Ndcg.Value >= metrics.Baseline!.Cutoffs[^1].Ndcg.Value - 0.01, $"{metrics}");
        Assert.True(metrics.ColdUsers > 0);
    }

    [FactWith("ratings.csv")]
    public void RatingsAreExpectedBetterThanByTheirMean()
    {
        RecommendationMetrics metrics = Measure("last", Ratings.Last, new ExplicitAlsOptions { Factors = 16 });
        Assert.True(metrics.Rmse.High < metrics.Baseline!.Rmse.Value, $"{metrics}");
    }

    private RecommendationMetrics Measure(string split, Split<Rating> rows, RecommenderOptions? options)
    {
        RecommendationMetrics metrics = Films.Fit(rows.Train, options).Evaluate(rows.Validation);
        output.WriteLine($"{split} {(options ?? new ImplicitAlsOptions()).Trainer}\n{metrics}");
        return metrics;
    }
}
