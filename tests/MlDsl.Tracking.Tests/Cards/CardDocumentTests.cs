using System.Globalization;
using System.Text.Json.Nodes;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests.Cards;

/// <summary>Model cards: valid against CycloneDX's own schemas, with the figures that were measured, whatever names and words hold.</summary>
public sealed class CardDocumentTests : IDisposable
{
    private const string Hostile = "a|b\r\n# c <img src=x onerror=alert(1)> [d](javascript:e) `f` \"g\" \\ \u0001 ü";

    private static readonly Split<Trip> Rows = Trip.Split(1000);
    private static readonly TripModel Model = TripModel.Fit(Rows.Train);
    private static readonly RegressionMetrics Validation = Model.Evaluate(Rows.Validation);
    private static readonly Assessment<RegressionMetrics> Final = Model.Assess(Rows.Test);

    private static readonly CardWords Words = new()
    {
        Purpose = Hostile,
        Users = [Hostile],
        UseCases = ["fares of tomorrow"],
        Limitations = [Hostile],
        Tradeoffs = ["accuracy for speed"],
        Risks = [new(Hostile, "measured by borough"), new("unknown")],
        Classification = "internal",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CardDocument Whole => Model.Document(Words).With(Validation).With(Final);

    public static TheoryData<CycloneDxVersion> Versions => [.. Enum.GetValues<CycloneDxVersion>()];

    [Theory]
    [MemberData(nameof(Versions))]
    public void BillsOfMaterialsAreValid(CycloneDxVersion version)
    {
        Assert.Empty(CycloneDxSchema.Problems(Whole.ToCycloneDx(version)));
        Assert.Empty(CycloneDxSchema.Problems(Model.Document().ToCycloneDx(version)));
        Assert.Empty(CycloneDxSchema.Problems(TripModel.Fit(Rows.Train).Document().ToCycloneDx(version)));
    }

    // A check that finds nothing wrong anywhere would find nothing here.
    [Theory]
    [MemberData(nameof(Versions))]
    public void WhatIsNotValidIsFound(CycloneDxVersion version)
    {
        string json = Whole.ToCycloneDx(version);
        Assert.NotEmpty(CycloneDxSchema.Problems(json.Replace("\"performanceMetrics\"", "\"performance\"", StringComparison.Ordinal)));
        Assert.NotEmpty(CycloneDxSchema.Problems(json.Replace("\"machine-learning-model\"", "\"model\"", StringComparison.Ordinal)));
        Assert.NotEmpty(CycloneDxSchema.Problems(json.Replace("urn:uuid:", "urn:", StringComparison.Ordinal)));
    }

    [Fact]
    public void NoSectionIsEmpty()
    {
        JsonNode bill = JsonNode.Parse(Whole.ToCycloneDx())!;
        JsonNode card = bill["metadata"]!["component"]!["modelCard"]!;
        Assert.Empty(Empties(bill));
        Assert.Equal(["modelParameters", "quantitativeAnalysis", "considerations"], card.AsObject().Select(static m => m.Key));
        Assert.Equal("Borough", bill["components"]![0]!["data"]![0]!["sensitiveData"]![0]!.GetValue<string>());
        Assert.Equal("linear model", card["modelParameters"]!["architectureFamily"]!.GetValue<string>());
        // Without an evaluation there is no analysis, rather than an empty one.
        JsonNode plain = JsonNode.Parse(TripModel.Fit(Rows.Train).Document().ToCycloneDx())!;
        Assert.Empty(Empties(plain));
        Assert.Null(plain["metadata"]!["component"]!["modelCard"]!["quantitativeAnalysis"]);
    }

    [Fact]
    public void FiguresAreThoseThatWereMeasured()
    {
        JsonArray told = JsonNode.Parse(Whole.ToCycloneDx())!["metadata"]!["component"]!["modelCard"]!["quantitativeAnalysis"]!["performanceMetrics"]!.AsArray();
        Check("test", Final.Metrics.Rmse);
        Check("validation", Validation.Rmse);
        Check("test, baseline", Final.Metrics.Baseline!.Rmse);
        foreach (Slice<RegressionMetrics> slice in Final.Metrics.Slices) Check($"test, Borough = {slice.Value}", slice.Metrics!.Rmse);
        Assert.Equal(3, Final.Metrics.Slices.Count);

        void Check(string side, Metric metric)
        {
            JsonNode found = Assert.Single(told, t => t!["slice"]!.GetValue<string>() == side && t["type"]!.GetValue<string>() == "RMSE")!;
            Assert.Equal(metric.Value, double.Parse(found["value"]!.GetValue<string>(), CultureInfo.InvariantCulture));
            Assert.Equal(metric.HasInterval, found["confidenceInterval"] is not null);
            if (!metric.HasInterval) return;
            Assert.Equal(metric.Low, double.Parse(found["confidenceInterval"]!["lowerBound"]!.GetValue<string>(), CultureInfo.InvariantCulture));
            Assert.Equal(metric.High, double.Parse(found["confidenceInterval"]!["upperBound"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void MarkdownTellsFiguresWithTheirIntervals()
    {
        string text = Whole.ToMarkdown();
        Assert.StartsWith("# trip-fare 3\n\na\\|b  \\# c \\<img src=x onerror=alert(1)\\> \\[d\\](javascript:e) \\`f\\` \"g\" \\\\   ü\n", text, StringComparison.Ordinal);
        Assert.Contains($"| RMSE | {Final.Metrics.Rmse.ValueText} | {Final.Metrics.Rmse.IntervalText.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)} | {Final.Metrics.Baseline!.Rmse.ValueText} |", text, StringComparison.Ordinal);
        Assert.Contains("## Figures on the test rows\n\n200 rows; intervals of 95%.\n", text, StringComparison.Ordinal);
        Assert.Contains("### By Borough\n", text, StringComparison.Ordinal);
        Assert.Contains("- accuracy for speed\n", text, StringComparison.Ordinal);
        // No word breaks out of its line, its cell or into a page.
        Assert.All(text.Split('\n'), static line => Assert.True(!line.StartsWith("# c", StringComparison.Ordinal) && !line.Contains(" <img", StringComparison.Ordinal)));
        Assert.DoesNotContain("### By", Model.Document().ToMarkdown(), StringComparison.Ordinal);
    }

    // Neither a sign that turns the rest of a line around nor an address that a page would link.
    [Fact]
    public void SignsThatNobodySeesAreBlanks()
    {
        string text = Model.Document().With(new CardWords { Purpose = "a\u202Eb \u200D https://c.example" }).ToMarkdown();
        Assert.Contains("a b \u200D https\\://c.example", text, StringComparison.Ordinal);
    }

    // Of a file that is the test side the name is told, in the model's file too, and not where it lies.
    [Fact]
    public void TheFoldersOfTestDataAreNotTold()
    {
        string clients = Directory.CreateDirectory(Path.Combine(folder.Path, "acme-patients")).FullName, csv = Path.Combine(clients, "final.csv");
        File.WriteAllLines(csv, Enumerable.Range(0, 60).Select(static i => FormattableString.Invariant($"{i},{i % 7},{i * 3 % 11},b,{3 + (i % 7)}")).Prepend("Number,Miles,Minutes,Borough,Fare"));
        Dataset<Trip> trips = Dataset<Trip>.FromRows(Enumerable.Range(0, 200).Select(static i => new Trip { Miles = i % 17, Minutes = i % 23, Fare = 2 + (i % 17) }));
        TripModel model = TripModel.Fit(trips.SplitRandom(validation: 0.2, test: Dataset<Trip>.FromCsv(csv), seed: 1).Train);
        Assert.EndsWith("test final.csv", model.Card.Split.Split(", seed")[0], StringComparison.Ordinal);
        Assert.Contains("test final.csv", model.Document().ToMarkdown(), StringComparison.Ordinal);
        Assert.DoesNotContain("acme-patients", model.Document().ToMarkdown() + model.Document().ToCycloneDx() + model.Card, StringComparison.Ordinal);
    }

    // Which values have few rows is not told, only how many there are.
    [Fact]
    public void SmallGroupsAreCountedOnly()
    {
        RegressionMetrics few = Model.Evaluate(Rows.Validation, new() { MinSliceRows = 67, Resamples = 0 });
        Assert.Contains(few.Slices, static s => s.IsTooSmall);
        CardDocument card = TripModel.Fit(Rows.Train).Document().With(few);
        foreach (string text in (string[])[card.ToMarkdown(), card.ToCycloneDx()])
            foreach (Slice<RegressionMetrics> slice in few.Slices) Assert.Equal(!slice.IsTooSmall, text.Contains(slice.Value, StringComparison.Ordinal));
        Assert.Contains("of Borough with fewer than 67 rows", card.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("values with fewer than 67 rows", card.ToCycloneDx(), StringComparison.Ordinal);
    }

    // The file has the evaluations, and no slices.
    [Fact]
    public void AModelFromAFileHasTheSameFigures()
    {
        string path = Path.Combine(folder.Path, "fare.mldsl");
        Model.Save(path);
        Assert.Equal(Model.Document().ToCycloneDx(), DynamicModel.Load(path).Document().ToCycloneDx());
        Assert.Equal(Model.Document().ToMarkdown(), TripModel.Load(path).Document().ToMarkdown());
        Assert.DoesNotContain(Trip.Secret, Model.Document().ToMarkdown() + Model.Document().ToCycloneDx(), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant(), Model.Document().ToCycloneDx(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheNameOfTheFileSaysWhatIsWritten()
    {
        Whole.Save(Path.Combine(folder.Path, "card.md"));
        Whole.Save(Path.Combine(folder.Path, "card.cdx.json"), CycloneDxVersion.V16);
        Assert.Equal(Whole.ToMarkdown(), File.ReadAllText(Path.Combine(folder.Path, "card.md")));
        Assert.Equal(Whole.ToCycloneDx(CycloneDxVersion.V16), File.ReadAllText(Path.Combine(folder.Path, "card.cdx.json")));
        Assert.Contains("name the file .md for Markdown, or .json", Assert.Throws<ArgumentException>(() => Whole.Save(Path.Combine(folder.Path, "card.html"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Whole.ToCycloneDx((CycloneDxVersion)2));
    }

    private static IEnumerable<string> Empties(JsonNode? node) => node switch
    {
        JsonObject members => members.Count == 0 ? [node.GetPath()] : members.SelectMany(static m => Empties(m.Value)),
        JsonArray items => items.Count == 0 ? [node.GetPath()] : items.SelectMany(Empties),
        JsonValue value when value.TryGetValue(out string? text) && text.Length == 0 => [node.GetPath()],
        _ => [],
    };
}
