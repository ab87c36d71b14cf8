using AngleSharp.Html.Dom;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>
/// Pages of models of real data. Where MLDSL_REPORTS names a folder they are left there, for a browser to look at.
/// </summary>
public sealed class RealReportTests
{
    private static readonly CsvOptions Census = new() { Trim = true, Missing = ["", "?"] };

    [FactWith("taxi-fare-train.csv")]
    public void OfTaxiFares()
    {
        Split<Trip> split = Dataset<Trip>.FromCsv(TestData.File("taxi-fare-train.csv")).SplitRandom(0.2, 0.1, seed: 1);
        TripModel model = TripModel.Fit(split.Train), other = TripModel.Fit(split.Train, new LinearRegressionOptions { L2 = 0.1 });
        IHtmlDocument page = Page("taxi", model.Report(
            split.Validation, new ReportOptions { Purpose = "Tells a rider the fare before the trip. Not for what drivers are paid.", ExplainRows = [0, 1] }, model.Assess(split.Test), split, other));
        Assert.Contains("trip_distance", page.QuerySelector("#importance figure p")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("#slices svg"));
    }

    [FactWith("adult.csv")]
    public void OfIncomes()
    {
        Split<Adult> split = Dataset<Adult>.FromCsv(TestData.File("adult.csv"), Census).SplitStratified(0.2, 0.1, seed: 3);
        IHtmlDocument page = Page("adult", AdultModel.Fit(split.Train).Report(split.Validation, new ReportOptions { ImportanceRows = 3000 }, split: split));
        Assert.Equal(["ROC-AUC by ethnicity", "ROC-AUC by sex"], Parsed.Plots(page, "groups").Order());
    }

    [FactWith("bike-hour.csv")]
    public void OfHoursOfBicycleHire()
    {
        Split<BikeHour> split = Dataset<BikeHour>.FromCsv(TestData.File("bike-hour.csv")).SplitByTime(0.2, 0.1, embargo: TimeSpan.FromDays(1));
        IHtmlDocument page = Page("bike", BikeIntervalModel.Fit(split.Train).Report(split.Validation, split: split));
        Assert.Contains("rows of no side, within the embargo", page.QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("instant", page.QuerySelector("#split table")!.TextContent, StringComparison.Ordinal);
    }

    [FactWith("optdigits-train.csv")]
    public void OfDigits()
    {
        Split<Digit> split = Dataset<Digit>.FromCsv(TestData.File("optdigits-train.csv"), new CsvOptions { HasHeader = false }).SplitRandom(0.3, 0.1, seed: 1);
        IHtmlDocument page = Page("digits", DigitModel.Fit(split.Train).Report(split.Validation, new ReportOptions { ImportanceRows = 500 }, split: split));
        Assert.Equal(100, page.QuerySelectorAll("#classes svg rect.cell").Length);
    }

    [Fact]
    public void OfSearchResults()
    {
        Split<SearchHit> split = SearchHits.Split();
        SearchModel model = SearchModel.Fit(split.Train);
        IHtmlDocument page = Page("search", model.Report(split.Validation, split: split, against: SearchModel.Fit(split.Train, new LinearRankingOptions { L2 = 10 })));
        Assert.NotEmpty(page.QuerySelectorAll("#queries svg"));
    }

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
