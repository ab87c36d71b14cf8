using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>No page tells what one person alone has: ends, means of one, rare values, values of few people, single rows' probabilities.</summary>
public sealed class PrivacyTests
{
    private const int Least = 10;
    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 480, Evaluation = new() { Resamples = 20, Level = 0.8 } };
    private static readonly Split<Patient> Split = Patient.Made();
    private static readonly PatientModel Model = PatientModel.Fit(Split.Train);
    private static readonly Report Made = Model.Report(Split.Validation, Quick);

    [Fact]
    public void AFileTellsNoEndsOfWhatTellsPeopleApart()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mldsl");
        try
        {
            Model.Save(path);
            DynamicModel loaded = DynamicModel.Load(path);
            IHtmlDocument page = Parsed.Of(loaded.Report());
            int age = loaded.Plan.Columns.ToList().FindIndex(static c => c.Name == "Age");
            Assert.NotNull(loaded.Plan.Encodings[age].Summary!.Most);
            Assert.Equal(("", ""), Ends(page, "Age"));
            Assert.NotEqual("", Ends(page, "Gain").Most);
            Assert.DoesNotContain("95 %", page.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ADependenceTellsNoEndThatFewRowsHave()
    {
        JsonElement plot = Plot("importance", "Predictions along Gain");
        Assert.Equal(["0"], plot.GetProperty("rows").EnumerateArray().Select(static r => r[0].GetString()!));
        string largest = Split.Validation.Rows.Max(static r => r.Gain)!.Value.ToString("G9", CultureInfo.InvariantCulture);
        Assert.DoesNotContain(largest, Made.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(18, Plot("importance", "Predictions along Dose").GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void AMeanOfFewRowsIsNotTold()
    {
        IHtmlDocument page = Parsed.Of(Made);
        string[] rare = Cells(page, "#data table", "Rare"), dose = Cells(page, "#data table", "Dose");
        Assert.InRange(Split.Validation.Rows.Count(static r => r.Rare is not null), 1, 9);
        Assert.Equal(["", "", "", ""], rare[4..]);
        Assert.DoesNotContain("", dose[4..]);
    }

    [Fact]
    public void RareValuesStandWithOthersUntilTheyAreEnough()
    {
        Assert.InRange(Split.Validation.Rows.Count(static r => r.Ward.StartsWith("ward-", StringComparison.Ordinal)), 1, Least - 1);
        JsonElement plot = Plot("data", "Ward");
        long[] rows = [.. plot.GetProperty("rows").EnumerateArray().Select(static r => r[1].GetInt64())];
        Assert.Equal((2, Split.Validation.Rows.Count()), (rows.Length, (int)rows.Sum()));
        Assert.All(rows, static count => Assert.True(count >= Least));
        Assert.Contains("the most frequent is south", plot.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesOfFewPeopleAreCountedOnly()
    {
        string html = Made.ToHtml(), json = Made.ToJson();
        string[] values = [.. Model.Evaluate(Split.Validation, Quick.Evaluation).Slices.Where(static s => s.IsTooSmall).Select(static s => s.Value)];
        Assert.InRange(values.Length, 900, 960);
        Assert.All(values, value => Assert.DoesNotContain(value, html, StringComparison.Ordinal));
        Assert.All(values, value => Assert.DoesNotContain(value, json, StringComparison.Ordinal));
        Assert.Contains($"{Split.Validation.Rows.Count()} values of Birth have fewer than 30 rows", Parsed.Of(Made).QuerySelector("#groups")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void NoStepOfACurveIsASingleRows()
    {
        int rows = Split.Validation.Rows.Count();
        foreach (string title in new[] { "ROC", "Precision and recall", "Cumulative gain", "Lift", "Decisions at every threshold" })
            Assert.InRange(Plot("classes", title).GetProperty("rows").GetArrayLength(), 10, (rows / Least) + 1);
    }

    [Fact]
    public void ThePageSaysTheLevelThatItsIntervalsHave() =>
        Assert.Contains("Intervals are of 80 % unless", Parsed.Of(Made).QuerySelector("footer")!.TextContent, StringComparison.Ordinal);

    [Fact]
    public void AModelThatCannotBeMeasuredBesideThisOneIsSaidToBeTheOther()
    {
        Split<Flower> all = Dataset<Flower>.FromRows(Flower.Made("iris", "rose", "tulip").ToArray()).SplitRandom(0.4, 0.1, seed: 1);
        Split<Flower> few = Dataset<Flower>.FromRows(Flower.Made("iris", "rose").ToArray()).SplitRandom(0.4, 0.1, seed: 1);
        IHtmlDocument page = Parsed.Of(FlowerModel.Fit(all.Train).Report(all.Validation, Quick, against: FlowerModel.Fit(few.Train)));
        string warning = page.QuerySelector("#comparison .warning")!.TextContent;
        Assert.StartsWith("The other model cannot be measured on these rows", warning, StringComparison.Ordinal);
        Assert.Contains("'tulip'", warning, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("#comparison table"));
    }

    private static (string Least, string Most) Ends(IHtmlDocument page, string column) => Cells(page, "#features table", column) is var cells ? (cells[3], cells[4]) : default;

    // The cells behind a row's name.
    private static string[] Cells(IHtmlDocument page, string table, string row) =>
        [.. page.QuerySelector(table)!.QuerySelectorAll("tbody tr").First(tr => tr.QuerySelector("th")!.TextContent == row).QuerySelectorAll("td").Select(static td => td.TextContent)];

    private static JsonElement Plot(string section, string title) =>
        JsonDocument.Parse(Made.ToJson()).RootElement.GetProperty("sections").GetProperty(section).GetProperty("plots").EnumerateArray().First(p => p.GetProperty("title").GetString() == title);
}
