using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Tasks.Tests.Decisions;
using static MlDsl.Tasks.Tests.Pages.ReportFigures;

namespace MlDsl.Tasks.Tests.Pages;

/// <summary>Pages of policies: values as they are evaluated, and what they rest on.</summary>
public sealed class DecisionReportTests
{
    private static readonly DecisionReportOptions Quick = new() { Values = new() { Resamples = 200 } };

    [Fact]
    public void APolicyIsShownByItsValuesWeightsAndActions()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.Uniform(), 1500, 4);
        DecisionPolicy<Offer.Input, Discount> greedy = Offers.Space.EpsilonGreedy(new TrueMeans(), 0.1);
        Report report = log.Report(greedy, static rows => OfferModel.Fit(rows), Quick with { Purpose = "Who is offered what." });
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["policy", "values", "weights", "actions", "rewards"], Parsed.Sections(page));
        Assert.Equal(["What a decision earns", "What the policy earns more than what was done"], Parsed.Plots(page, "values"));
        Assert.Equal(["Weights", "Propensities of what was done"], Parsed.Plots(page, "weights"));
        Assert.Equal(["How often each action is taken", "Mean reward where an action was taken"], Parsed.Plots(page, "actions"));
        PolicyComparison compared = log.Compare(greedy, null, static rows => OfferModel.Fit(rows), Quick.Values);
        string shown = page.QuerySelector("#values")!.TextContent;
        foreach (PolicyValue value in (PolicyValue[])[compared.First.Logged, compared.First.InversePropensity, compared.First.SelfNormalized, compared.First.DoublyRobust!, compared.InversePropensity, compared.SelfNormalized, compared.DoublyRobust!])
            Assert.Contains(value.Value.ToString(), shown, StringComparison.Ordinal);
        using var figures = new ReportFigures(report);
        JsonElement[] actions = figures.Plot("actions", "How often");
        Assert.Equal(log.Count, actions.Sum(static row => row[2].GetInt32()));
        Assert.Equal(log.Count, actions.Sum(static row => Number(row[3])), 1e-6);
        Assert.Equal(1, actions.Sum(static row => Number(row[6])), 1e-9);
        for (int action = 0; action < actions.Length; action++)
            Assert.Equal(log.Rows.Where(row => row.Discount == (Discount)action).Average(static row => (double)row.Spent), Number(actions[action][7]), 1e-6);
        // Self-normalised is inverse propensity over the mean weight.
        Assert.Equal(compared.First.InversePropensity.Value.Value / compared.First.SelfNormalized.Value.Value, Number(figures.Fact("weights", "mean weight")), 1e-9);
        Assert.Empty(figures.Warnings("weights"));
        Assert.Empty(figures.Warnings("actions"));
        Assert.Equal(report.ToJson(), log.Report(greedy, static rows => OfferModel.Fit(rows), Quick with { Purpose = "Who is offered what." }).ToJson());
    }

    [Fact]
    public void PropensitiesThatWereNotDecidedByAreFound()
    {
        Offer[] rows = [.. Offers.Logged(Offers.Space.Uniform(), 1500, 4).Rows];
        using var figures = new ReportFigures(Offers.Logged(rows, [.. rows.Select(static _ => (double[])[0.8, 0.1, 0.1])]).Report(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.1), Quick));
        Assert.Contains(figures.Warnings("weights"), static w => w.Contains("propensities are likely wrong", StringComparison.Ordinal));
        Assert.Equal(3, figures.Warnings("actions").Length);
    }

    [Fact]
    public void WhatIsNotEstimableIsSaidWithItsReason()
    {
        // 200 decisions that take 'Ten' in one of 60 cases.
        Report report = Offers.Logged(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.05), 200, 5).Report(new Always(Discount.Ten), Quick);
        string text = Parsed.Of(report).QuerySelector("#values")!.TextContent;
        Assert.Contains("not estimable", text, StringComparison.Ordinal);
        Assert.Contains("cannot be told of these decisions", text, StringComparison.Ordinal);
        using var figures = new ReportFigures(report);
        Assert.NotEmpty(figures.Warnings("values"));
    }

    [Fact]
    public void FewDecisionsAreNotToldByThemselves()
    {
        Offer[] rows = [.. Offers.Logged(Offers.Space.Uniform(), 9, 4).Rows];
        IHtmlDocument page = Parsed.Of(Offers.Logged(rows, [.. rows.Select(static _ => (double[])[1 / 3.0, 1 / 3.0, 1 / 3.0])]).Report(Offers.Space.Uniform(), Quick));
        Assert.Empty(Parsed.Plots(page, "weights"));
        Assert.Empty(Parsed.Plots(page, "rewards"));
        Assert.Empty(Parsed.Plots(page, "actions"));
        Assert.Contains("3 of 3 actions could be taken in fewer than 10 decisions", page.QuerySelector("#actions")!.TextContent, StringComparison.Ordinal);
    }

    // 'Ten' is taken in 4 of 200 decisions: neither that is told nor the 16 of 'Five', of which and of the others it would follow.
    [Fact]
    public void AnActionThatWasSeldomTakenIsNotCounted()
    {
        Offer[] rows = [.. Offers.Logged(Offers.Space.Uniform(), 200, 4).Rows.Select(static (row, i) => row with { Discount = i < 4 ? Discount.Ten : i < 20 ? Discount.Five : Discount.None })];
        // One decision has a propensity of its own.
        double[][] propensities = [.. rows.Select(static (_, i) => (double[])(i == 150 ? [0.998, 0.001, 0.001] : [0.9, 0.08, 0.02]))];
        Report report = Offers.Logged(rows, propensities).Report(Offers.Space.Uniform(), Quick);
        IHtmlDocument page = Parsed.Of(report);
        using var figures = new ReportFigures(report);
        JsonElement[] actions = figures.Plot("actions", "How often");
        Assert.Equal(["180", "not told", "fewer than 10"], actions.Select(static row => row[2].ToString()));
        Assert.Equal([0.9, 0.08, 0.02], actions.Select(static row => Number(row[5])));
        Assert.Contains("least, of 10 decisions", page.QuerySelector("#actions")!.TextContent, StringComparison.Ordinal);
        // Three points of the policy, and one of the log.
        Assert.Equal(4, page.QuerySelector("#actions figure")!.QuerySelectorAll("circle.point").Length);
        using var alone = new ReportFigures(Offers.Logged(rows, propensities).Report(Offers.Space.Uniform(), Quick with { MinCellRows = 1 }));
        actions = alone.Plot("actions", "How often");
        Assert.Equal([180, 16, 4], actions.Select(static row => row[2].GetInt32()));
        Assert.Equal([0.9, 0.001, 0.001], actions.Select(static row => Number(row[5])));
    }
}
