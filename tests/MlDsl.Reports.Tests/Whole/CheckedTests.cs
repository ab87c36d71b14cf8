using AngleSharp.Html.Dom;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>What <c>mldsl check</c> said of the rows stands in the sheet of leaks, and what it did not say is refused.</summary>
public sealed class CheckedTests : IDisposable
{
    private const string Said =
        """{"file":"trips.csv","rows":1200,"label":"fare","task":"Regression","findings":[{"kind":"copy","columns":["total <b>amount</b>"],"problem":"is the label but for 2 %","way_out":"leave it out","unknown":1}]}""";

    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 300, Evaluation = new() { Resamples = 20 } };
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void FindingsStandInTheSheetOfLeaks()
    {
        Split<Trip> split = ReportTests.Trips(400);
        TripModel model = TripModel.Fit(split.Train);
        IHtmlDocument page = Parsed.Of(model.Report(split.Validation, Quick with { Check = Read(Said) }));
        Assert.Contains("A look at 1,200 rows of trips.csv found something", page.QuerySelector("#split .warning")!.TextContent, StringComparison.Ordinal);
        string[] cells = [.. page.QuerySelectorAll("#split table")[^1].QuerySelectorAll("tbody th, tbody td").Select(static c => c.TextContent)];
        Assert.Equal(["copy", "total <b>amount</b>", "is the label but for 2 %", "leave it out"], cells);
        Assert.Contains("were not checked", Parsed.Of(model.Report(split.Validation, Quick)).QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        IHtmlDocument none = Parsed.Of(model.Report(split.Validation, Quick with { Check = new CheckFindings("trips.csv", 9, []) }));
        Assert.Contains("found nothing that 'mldsl check' tells", none.QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("above the bounds", none.QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("was at 9 rows, the model learned from ", Assert.Single(none.QuerySelectorAll("#split .warning")).TextContent, StringComparison.Ordinal);
        Assert.Empty(Parsed.Of(model.Report(split.Validation, Quick with { Check = new CheckFindings("trips.csv", 1200, []) })).QuerySelectorAll("#split .warning"));
    }

    [Theory]
    [InlineData("""
        ,"impact":{"metric":"RMSE","rows":300,"with":0.25,"without":4.5,"inflation":[4.25,4,4.5]}
        """, "RMSE 0.250 with it and 4.500 without: 4.250 [4.000, 4.500] better")]
    [InlineData("""
        ,"impact":{"metric":"ROC-AUC","rows":30,"with":1,"without":null,"inflation":[null]}
        """, "ROC-AUC 1.000 with it and undefined without: undefined better")]
    [InlineData("""
        ,"unmeasured":"without what was found no model is fitted"
        """, "not known: without what was found no model is fitted")]
    public void WhatAFindingAddsIsShown(string member, string said) =>
        Assert.Equal(said, Assert.Single(Read(Said.Replace(",\"unknown\":1", member.Trim(), StringComparison.Ordinal)).Findings).Impact);

    [Fact]
    public void WhatAFindingAddsHasAColumn()
    {
        Split<Trip> split = ReportTests.Trips(400);
        CheckFindings check = Read(Said);
        IHtmlDocument page = Parsed.Of(TripModel.Fit(split.Train).Report(split.Validation, Quick with { Check = check with { Findings = [check.Findings[0] with { Impact = "much" }, check.Findings[0]] } }));
        Assert.Equal(["kind", "columns", "what was seen", "what it adds to a model's figures", "way out"], page.QuerySelectorAll("#split table")[^1].QuerySelectorAll("thead th").Select(static c => c.TextContent));
        Assert.Contains("much", page.QuerySelectorAll("#split table")[^1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void APageOfAFileHasThemAsWell()
    {
        DynamicModel model = DynamicModel.Load(Path.Combine(AppContext.BaseDirectory, "Golden", "choice-2.mldsl"));
        IHtmlDocument page = Parsed.Of(model.Report(check: Read(Said)));
        Assert.Equal(["model", "evaluations", "features", "leakage", "provenance"], Parsed.Sections(page));
        Assert.Contains("is the label but for 2 %", page.QuerySelector("#leakage")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not what 'mldsl check --json' says")]
    [InlineData("{\"file\":\"a\"", "is not what 'mldsl check --json' says")]
    [InlineData("[]", "there is no string 'file'")]
    [InlineData("""{"file":"a","rows":"many","findings":[]}""", "there is no number 'rows'")]
    [InlineData("""{"file":"a","rows":1.5,"findings":[]}""", "is not what 'mldsl check --json' says")]
    [InlineData("""{"file":"a","rows":1}""", "there is no array 'findings'")]
    [InlineData("""{"file":"a","rows":1,"findings":[{"kind":"copy","columns":[1],"problem":"p","way_out":"w"}]}""", "a column's name is no text")]
    [InlineData("""{"file":"a","rows":1,"findings":[{"kind":"copy","columns":[],"problem":"p","way_out":"w","impact":1}]}""", "there is no object 'impact'")]
    [InlineData("""{"file":"a","rows":1,"findings":[{"kind":"copy","columns":[],"problem":"p","way_out":"w","impact":{"metric":"RMSE","with":1,"inflation":[1]}}]}""", "there is no number 'without'")]
    [InlineData("""{"file":"a","rows":1,"findings":[{"kind":"copy","columns":[],"problem":"p","way_out":"w","impact":{"metric":"RMSE","with":1,"without":1,"inflation":[1,2]}}]}""", "an inflation is a value")]
    [InlineData("""{"file":"a","rows":1,"findings":[{"kind":"copy","columns":[],"problem":null,"way_out":"w"}]}""", "there is no string 'problem'")]
    public void AnythingElseIsRefusedWithItsPlace(string json, string problem)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(json)).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(static () => CheckFindings.Read("nowhere.json"));
    }

    private CheckFindings Read(string json)
    {
        File.WriteAllText(path, json);
        return CheckFindings.Read(path);
    }
}
