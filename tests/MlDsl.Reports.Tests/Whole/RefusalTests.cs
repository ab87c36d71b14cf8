using AngleSharp.Html.Dom;
using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>Rows that nobody asked for are not shown, and no data breaks a page.</summary>
public sealed class RefusalTests
{
    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 300, Evaluation = new() { Resamples = 20 } };

    [Fact]
    public void HostileTextsStayTexts()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        IHtmlDocument page = Parsed.Of(model.Report(split.Validation, Quick with { Purpose = Purchase.Hostile, ExplainRows = [0, 3] }, split: split, against: model));
        Assert.Equal("late & <late> 1\"2", page.QuerySelector("h1")!.TextContent);
        Assert.Contains(Purchase.Hostile, page.QuerySelector("#model")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("<script>alert('name')</script>", page.QuerySelector("#data")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>north</b>", page.QuerySelector("#groups")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main b, main svg svg, main title"));
    }

    [Fact]
    public void NoRowIsShownUnlessAskedForAndNeverItsNames()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        Report report = model.Report(split.Validation, Quick, split: split);
        foreach (string page in new[] { report.ToHtml(), report.ToJson() })
        {
            Assert.DoesNotContain("-of-one-row", page, StringComparison.Ordinal);
            Assert.DoesNotContain("-alone", page, StringComparison.Ordinal);
            Assert.DoesNotContain("of nobody", page, StringComparison.Ordinal);
        }
        Purchase[] rows = [.. split.Validation.Rows];
        Report asked = model.Report(split.Validation, Quick with { ExplainRows = [5, 2, 5] });
        IHtmlDocument shown = Parsed.Of(asked);
        Assert.Equal(["Row 5", "Row 2"], Parsed.Plots(shown, "rows"));
        Assert.Contains(rows[5].Note!, shown.QuerySelector("#rows")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(rows[4].Note!, asked.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("-of-one-row", asked.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("south", shown.QuerySelector("#rows")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ContributionsOfAChosenRowSumToItsScore()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        using var json = System.Text.Json.JsonDocument.Parse(model.Report(split.Validation, Quick with { ExplainRows = [7] }).ToJson());
        var table = json.RootElement.GetProperty("sections").GetProperty("rows").GetProperty("plots")[0];
        double sum = table.GetProperty("rows").EnumerateArray().Sum(static row => row[2].GetProperty("value").GetDouble());
        Assert.Equal(model.Predict(split.Validation.Rows.ElementAt(7).ToInput()).Score.Value, model.ExpectedScores[0] + sum, 1e-4);
    }

    [Fact]
    public void RowsBeyondTheSetAreRefusedByName()
    {
        Split<Purchase> split = Purchase.Made(200);
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        Assert.Contains("counted from 0", Assert.Throws<ArgumentOutOfRangeException>(() => model.Report(split.Validation, Quick with { ExplainRows = [5000] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { ExplainRows = [-1] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { MaxRows = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { ImportanceRows = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { MinCellRows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReportOptions { DependenceColumns = -1 });
        Assert.Throws<ArgumentNullException>(static () => new ReportOptions { ExplainRows = null! });
        Assert.Throws<ArgumentNullException>(() => model.Report(null!));
        Assert.Throws<ArgumentException>(() => model.WriteReport("", split.Validation));
        Assert.Throws<DirectoryNotFoundException>(() => model.WriteReport(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "page.html"), split.Validation, Quick));
    }

    [Fact]
    public void AnAssessmentOfAnotherModelIsRefusedAndRowsThatWereLearnedFromAreTold()
    {
        Split<Trip> split = ReportTests.Trips(400);
        TripModel model = TripModel.Fit(split.Train), final = TripModel.Fit(split.Development);
        Assessment<RegressionMetrics> assessment = final.Assess(split.Test, Quick.Evaluation);
        Assert.Contains("is of another model", Assert.Throws<ArgumentException>(() => model.Report(split.Validation, Quick, assessment)).Message, StringComparison.Ordinal);
        IHtmlDocument page = Parsed.Of(final.Report(split.Validation, Quick, assessment, split));
        Assert.Contains("fitted on all development rows", page.QuerySelector("#split .warning")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Parsed.Of(model.Report(split.Validation, Quick, split: split)).QuerySelectorAll("#split .warning"));
        Split<Trip> other = ReportTests.Trips(300);
        Assert.Contains("fitted on other rows", Parsed.Of(model.Report(other.Validation, Quick, split: other)).QuerySelector("#split .warning")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void NoValidationRowsAreAnErrorThatSaysSo()
    {
        Split<Trip> split = Dataset<Trip>.FromRows(ReportTests.Trips(200).Train.Rows).SplitRandom(0, 0.1, seed: 1);
        TripModel model = TripModel.Fit(split.Train);
        Assert.Contains("validation", Assert.ThrowsAny<Exception>(() => model.Report(split.Validation, Quick)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public void FewRowsMakeAPageThatSaysSo(int count)
    {
        Split<Trip> all = ReportTests.Trips(400);
        TripModel model = TripModel.Fit(all.Train);
        IHtmlDocument page = Parsed.Of(model.Report(Few(all.Validation.Rows.Take(2 * count)), Quick with { ExplainRows = [0] }, against: model));
        Assert.Contains(count == 1 ? "There are 1 row: figures" : $"There are {count} rows: figures", page.QuerySelector("#metrics .warning")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OneClassMakesAPageWithoutItsCurves()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        IHtmlDocument page = Parsed.Of(model.Report(Few(split.Validation.Rows.Where(static r => !r.IsLate)), Quick));
        Assert.Contains("All rows are of one class", page.QuerySelector("#classes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("These rows do not define ROC-AUC", page.QuerySelector("#metrics")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ROC", Parsed.Plots(page, "classes"));
    }

    [Fact]
    public void FiveThousandColumnsMakeAPageBelowItsLimit()
    {
        const int Columns = 5000;
        Split<Trip> split = ReportTests.Trips(300);
        TripModel model = TripModel.Fit(split.Train);
        ReportSubject one = new SubjectReader<TripModel, Trip, Trip.Input, float, float, RegressionMetrics, Regression>(model, split.Validation, Quick).Read(null, null, null);
        ColumnSchema[] schemas = [.. Enumerable.Range(0, Columns).Select(static i => new ColumnSchema($"column number {i} of five thousand", $"C{i}", "float?", ColumnRole.None, "Numeric", true))];
        ReportSubject wide = one with
        {
            Columns = [.. schemas.Select(s => new ReportColumn(s, row => row % 9 == 0 ? ColumnValue.Missing : ColumnValue.Number(row * 0.37 % 11)))],
            Options = Quick with { DependenceColumns = 0 },
            Ask = one.Ask with { Contributions = () => [.. schemas.Select((s, i) => new ColumnContribution(s.Member, Metric.Point(Columns - i)))] },
        };
        IHtmlDocument page = Parsed.Of(ReportBuilder.Of(wide));
        Assert.Equal(Columns, page.QuerySelectorAll("#data > .scroll tbody tr").Length);
        Assert.InRange(page.QuerySelectorAll("#data figure.small").Length, 50, 200);
        Assert.Contains("The 200 columns that matter most are drawn", page.QuerySelector("#data")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("would have to be shuffled", page.QuerySelector("#importance")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void APageThatWouldBeTooLargeKeepsItsTables()
    {
        var table = new TablePart("long", ["a", "b"], [.. Enumerable.Range(0, 9000).Select(static i => new ReportCell[] { $"row {i}", new string('x', 60) })]);
        PlotPart small = Plots.Of("small", "x", Histogram.Of([.. Enumerable.Range(0, 999).Select(static i => (double)i)], 20, 10)!, isDetail: true);
        IHtmlDocument page = Parsed.Of(new Report("large", [new ReportSection("a", "A", [table, .. Enumerable.Repeat(small, 400)])]));
        Assert.Contains("200 of 400 small plots", page.QuerySelector("main > .warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, page.QuerySelectorAll("svg").Length);
        IHtmlDocument cut = Parsed.Of(new Report("larger", [new ReportSection("a", "A", [table, table, table, small])]));
        Assert.Contains("the first 200 of 9,000 rows", cut.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((3, 600), (cut.QuerySelectorAll("table").Length, cut.QuerySelectorAll("tbody tr").Length));
    }

    [Fact]
    public void LettersOfThreeBytesAreCountedAsThree()
    {
        var table = new TablePart("long", ["a", "b"], [.. Enumerable.Range(0, 9000).Select(static i => new ReportCell[] { $"row {i}", new string('漢', 60) })]);
        IHtmlDocument page = Parsed.Of(new Report("large", [new ReportSection("a", "A", [table, table])]));
        Assert.Contains("the first 200 of 9,000 rows", page.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        var wide = new TablePart("wide", ["a", "b"], [.. Enumerable.Range(0, 900).Select(static i => new ReportCell[] { $"row {i}", new string('漢', 600) })]);
        IHtmlDocument few = Parsed.Of(new Report("larger", [new ReportSection("a", "A", [.. Enumerable.Repeat(wide, 10)])]));
        Assert.Contains("the first 50 of 900 rows", few.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsUndefinedIsSaidAndIsNullInJson()
    {
        var report = new Report("u", [new ReportSection("a", "A",
        [
            new TablePart("t", ["name", "value"], [["metric", Metric.Undefined], ["number", double.NaN], ["endless", double.PositiveInfinity]]),
            Plots.Ranges("ranges", "Nothing is known.", "x", "y", [("a", Metric.Undefined), ("b", Metric.Undefined)]),
            CalibrationPlot.Of([], "nothing", 10),
        ])]);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Contains("undefined", page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("[\"metric\",{\"value\":null,\"low\":null,\"high\":null}],[\"number\",null],[\"endless\",null]", report.ToJson(), StringComparison.Ordinal);
    }

    // A validation side of half of the rows.
    private static ValidationSet<TRow> Few<TRow>(IEnumerable<TRow> rows) where TRow : IRow<TRow>, IIndependentRows =>
        Dataset<TRow>.FromRows(rows.ToArray()).SplitRandom(0.5, 0, seed: 1).Validation;
}
