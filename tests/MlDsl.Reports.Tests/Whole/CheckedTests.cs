using AngleSharp.Html.Dom;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>What <c>mldsl check</c> said of the rows stands in the sheet of leaks, and what it did not say is refused.</summary>
public sealed class CheckedTests : IDisposable
{
    private const string Said =
        """{"file":"trips.csv","rows":1200,"label":"fare","task":"Regression","findings":[{"kind":"copy","columns":["total <b>amount</b>"],"problem":"is the label but for 2 %","way_out":"leave it out","impact":1}]}""";

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
        Assert.Contains("found no leak", none.QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(none.QuerySelectorAll("#split .warning"));
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
