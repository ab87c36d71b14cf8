using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Tasks.Tests.Recommending;
using static MlDsl.Tasks.Tests.Pages.ReportFigures;

namespace MlDsl.Tasks.Tests.Pages;

/// <summary>Pages of recommenders: figures as the model's own methods tell them, and nobody's name.</summary>
public sealed class RecommendationReportTests
{
    private static readonly RecommendationReportOptions Quick = new() { Evaluation = new() { Resamples = 20 } };

    [Fact]
    public void ARecommenderIsShownByUsersAndItems()
    {
        Split<Watch> split = Films();
        Evening model = Evening.Fit(split.Train);
        Assessment<RecommendationMetrics> assessment = model.Assess(split.Test, Quick.Evaluation);
        Report report = model.Report(split.Validation, Quick with { Purpose = "Films for an evening." }, assessment);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["model", "metrics", "users", "items", "data", "provenance"], Parsed.Sections(page));
        Assert.Equal(["NDCG and recall of the first items"], Parsed.Plots(page, "metrics"));
        Assert.Equal(["NDCG@10 by what users took before", "NDCG@10 by user"], Parsed.Plots(page, "users"));
        Assert.Equal(["How recommendations are spread over items", "Novelty by user"], Parsed.Plots(page, "items"));
        Assert.Equal(["Items of a user", "Users of an item"], Parsed.Plots(page, "data"));
        RecommendationMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        string shown = page.QuerySelector("#metrics")!.TextContent;
        Assert.All(metrics.Named, m => Assert.Contains($"{m.Name}{m.Metric}", shown, StringComparison.Ordinal));
        Assert.Contains(assessment.Metrics.Map.ToString(), shown, StringComparison.Ordinal);
        Assert.DoesNotContain("v00", report.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("f00", report.ToJson(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Evening.Fit(split.Train).Report(split.Validation, Quick, assessment));
    }

    [Fact]
    public void UsersAddUpToTheMetrics()
    {
        Split<Watch> split = Films();
        Evening model = Evening.Fit(split.Train);
        using var figures = new ReportFigures(model.Report(split.Validation, Quick));
        RecommendationMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        JsonElement[] parts = figures.Plot("users", "NDCG@10 by what");
        Assert.True(parts.Length > 1);
        Assert.Equal(metrics.Users, parts.Sum(static row => row[1].GetInt32()));
        Assert.Equal(metrics.Cutoffs[^1].Ndcg.Value, parts.Sum(row => row[1].GetInt32() * Number(row[2])) / metrics.Users, 1e-9);
        Assert.Equal(metrics.Baseline!.Cutoffs[^1].Ndcg.Value, parts.Sum(row => row[1].GetInt32() * Number(row[3])) / metrics.Users, 1e-9);
        Assert.All(parts, static row => Assert.Equal(Number(row[2]) - Number(row[3]), Number(row[4]), 1e-9));
    }

    // Held against what Recommend tells of each user, by another way.
    [Fact]
    public void ItemsAreCountedAsTheyAreRecommended()
    {
        Split<Watch> split = Films();
        Evening model = Evening.Fit(split.Train);
        using var figures = new ReportFigures(model.Report(split.Validation, Quick));
        ILookup<string, string> seen = split.Train.Rows.ToLookup(static w => w.Viewer, static w => w.Film), later = split.Validation.Rows.ToLookup(static w => w.Viewer, static w => w.Film);
        var popularity = split.Train.Rows.Select(static w => (w.Viewer, w.Film)).Distinct().GroupBy(static w => w.Film).ToDictionary(static g => g.Key, static g => g.Count());
        string[] order = [.. popularity.OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).Select(static p => p.Key)];
        var (told, wanted, found) = (new double[10], new double[10], new double[10]);
        foreach (var viewer in later)
        {
            string[] asked = [.. viewer.Distinct().Except(seen[viewer.Key])];
            if (asked.Length == 0) continue;
            foreach (string film in asked.Where(model.HasItem)) wanted[Array.IndexOf(order, film) * 10 / order.Length]++;
            foreach (Recommended<string> film in model.Recommend(viewer.Key, 10))
            {
                int tenth = Array.IndexOf(order, film.Item) * 10 / order.Length;
                told[tenth]++;
                if (asked.Contains(film.Item)) found[tenth]++;
            }
        }
        JsonElement[] rows = figures.Table("items", "Tenths of the items");
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(told[i] / told.Sum(), Number(rows[i][2]), 1e-9);
            if (wanted[i] >= 10) Assert.Equal((wanted[i], found[i] / wanted[i]), (Number(rows[i][3]), Number(rows[i][4])));
            else Assert.Equal("below 10", rows[i][3].GetString());
        }
        Assert.Equal(1, rows.Sum(static row => Number(row[1])), 1e-9);
        JsonElement[] tail = figures.Plot("items", "How recommendations are spread");
        Assert.Equal((0, 1), (Number(tail[0][1]), Number(tail[^1][1])));
    }

    [Fact]
    public void NewUsersAndFewUsersAreTold()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Watches.Many(200, 60, 5).Select(static (w, i) => string.CompareOrdinal(w.Viewer, "v160") >= 0 ? w with { At = w.At.AddYears(1) } : w)).SplitByTime(0.3, 0);
        using var figures = new ReportFigures(Evening.Fit(split.Train).Report(split.Validation, Quick));
        Assert.Equal("new", figures.Plot("users", "NDCG@10 by what")[0][0].GetString());
        Assert.Equal(40, figures.Fact("metrics", "of these new").GetInt32());
        Split<Watch> few = Watches.Split("aX aY bX bZ cY cZ", "aZ bY cX");
        IHtmlDocument page = Parsed.Of(Evening.Fit(few.Train).Report(few.Validation, new() { Evaluation = new() { Resamples = 20, Cutoffs = [1, 3] } }));
        Assert.Contains("too few", page.QuerySelector("#users")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("too few", page.QuerySelector("#items")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Parsed.Plots(page, "data"));
    }

    // Six known users and five new ones are eleven together, and ten in no part.
    [Fact]
    public void UsersThatAreFewInEachPartAreToldTogether()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Watches.Many(11, 60, 5).Select(static w => string.CompareOrdinal(w.Viewer, "v006") >= 0 ? w with { At = w.At.AddYears(1) } : w)).SplitByTime(0.65, 0);
        Report report = Evening.Fit(split.Train).Report(split.Validation, Quick);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["NDCG@10 by user"], Parsed.Plots(page, "users"));
        string text = page.QuerySelector("#users")!.TextContent;
        Assert.Contains("Fewer than 10 users are new", text, StringComparison.Ordinal);
        Assert.Contains("Fewer than 10 users are known", text, StringComparison.Ordinal);
    }

    private static Split<Watch> Films() => Dataset<Watch>.FromRows(Watches.Many(200, 60, 5)).SplitByUserTime(validation: 0.25, test: 0.2);
}
