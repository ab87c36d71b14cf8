using AngleSharp.Html.Dom;
using MlDsl.Testing;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>
/// Pages of models of real data. Where MLDSL_REPORTS names a folder they are left there, for a browser to look at.
/// </summary>
public sealed class RealReportTests
{
    [FactWith("taxi-fare-train.csv")]
    public void OfTaxiFares()
    {
        IHtmlDocument page = Page("taxi", RealReports.Taxi());
        Assert.Contains("trip_distance", page.QuerySelector("#importance figure p")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("#slices svg"));
    }

    [FactWith("adult.csv")]
    public void OfIncomes() => Assert.Equal(["ROC-AUC by ethnicity", "ROC-AUC by sex"], Parsed.Plots(Page("adult", RealReports.Adult()), "groups").Order());

    [FactWith("bike-hour.csv")]
    public void OfHoursOfBicycleHire()
    {
        IHtmlDocument page = Page("bike", RealReports.Bike());
        Assert.Contains("rows of no side, within the embargo", page.QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("instant", page.QuerySelector("#split table")!.TextContent, StringComparison.Ordinal);
    }

    [FactWith("optdigits-train.csv")]
    public void OfDigits() => Assert.Equal(100, Page("digits", RealReports.Digits()).QuerySelectorAll("#classes svg rect.cell").Length);

    [Fact]
    public void OfSearchResults() => Assert.NotEmpty(Page("search", RealReports.Search()).QuerySelectorAll("#queries svg"));

    private static IHtmlDocument Page(string name, Report report)
    {
        if (Environment.GetEnvironmentVariable("MLDSL_REPORTS") is { Length: > 0 } folder)
        {
            report.Save(Path.Combine(folder, $"{name}.html"));
            File.WriteAllText(Path.Combine(folder, $"{name}.json"), report.ToJson());
        }
        return Parsed.Of(report);
    }
}
