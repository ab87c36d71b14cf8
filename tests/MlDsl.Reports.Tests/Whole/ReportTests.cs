using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>Pages of every task, on rows made by formula, with the figures that the model's own methods tell.</summary>
public sealed class ReportTests
{
    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 300, Evaluation = new() { Resamples = 20 } };

    [Fact]
    public void ANumberIsShownWithItsResidualsAndIntervals()
    {
        Split<Trip> split = Trips();
        TripIntervalModel model = TripIntervalModel.Fit(split.Train);
        Assessment<RegressionMetrics> assessment = model.Assess(split.Test, Quick.Evaluation);
        IHtmlDocument page = Parsed.Of(model.Report(split.Validation, Quick with { Purpose = "Tells a fare before the trip." }, assessment, split));
        Assert.Equal(["model", "metrics", "residuals", "slices", "importance", "data", "split", "cost", "provenance"], Parsed.Sections(page));
        Assert.Equal(["Mean label by prediction", "Residuals by prediction", "How many labels lie in their intervals", "Residuals: label less prediction"], Parsed.Plots(page, "residuals"));
        Assert.Contains("Tells a fare before the trip.", page.QuerySelector("#model")!.TextContent, StringComparison.Ordinal);
        RegressionMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        string shown = page.QuerySelector("#metrics")!.TextContent;
        Assert.All(metrics.Named, m => Assert.Contains($"{m.Name}{m.Metric}", shown, StringComparison.Ordinal));
        Assert.Contains($"On the {assessment.Rows} rows of the test side", shown, StringComparison.Ordinal);
        Assert.Contains(assessment.Metrics.Rmse.ToString(), shown, StringComparison.Ordinal);
        Assert.Contains(model.Card.DataFingerprint, page.QuerySelector("#provenance")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(split.Description.ToString(), page.QuerySelector("#split")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(6, Parsed.Plots(page, "importance").Count(static t => t.StartsWith("Predictions along", StringComparison.Ordinal)));
    }

    [Fact]
    public void TwoClassesAreShownByCurvesAndGroups()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        IHtmlDocument page = Parsed.Of(model.Report(split.Validation, Quick, split: split));
        Assert.Equal(["model", "metrics", "classes", "groups", "slices", "importance", "data", "split", "cost", "provenance"], Parsed.Sections(page));
        Assert.Equal(
            ["ROC", "Precision and recall", "Cumulative gain", "Lift", "Decisions at every threshold", "Calibration", "Predicted probabilities", "Decisions by actual and predicted class"], Parsed.Plots(page, "classes"));
        Assert.Equal(["ROC-AUC by people"], Parsed.Plots(page, "groups"));
        BinaryMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        Assert.All(metrics.Slices, s => Assert.Contains(s.Metrics!.RocAuc.ToString(), page.QuerySelector("#groups")!.TextContent, StringComparison.Ordinal));
        IReadOnlyList<ColumnImportance> importance = model.Importance(split.Validation, new() { MaxRows = 300, Seed = Quick.Evaluation.Seed });
        Assert.Contains(importance[0].Increase.ToString(), page.QuerySelector("#importance")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralClassesAreShownByTheirMistakes()
    {
        var random = new Random(2);
        var split = Dataset<Digit>.FromRows(Enumerable.Range(0, 900).Select(i => Ink(i % 10, random)).ToArray()).SplitRandom(0.4, 0.1, seed: 1);
        DigitModel model = DigitModel.Fit(split.Train);
        IHtmlDocument page = Parsed.Of(model.Report(split.Validation, Quick));
        Assert.Equal(["Calibration", "Decisions by actual and predicted class"], Parsed.Plots(page, "classes"));
        Assert.Equal(100, page.QuerySelectorAll("#classes svg rect.cell").Length);
        MulticlassMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        Assert.All(metrics.Classes, c => Assert.Contains(c.F1.ToString(), page.QuerySelector("#classes")!.TextContent, StringComparison.Ordinal));
        Assert.Equal(64, Parsed.Plots(page, "data").Length - 1);
    }

    [Fact]
    public void ARankingIsShownByItsQueriesAndComparedByThem()
    {
        Split<SearchHit> split = SearchHits.Split();
        SearchModel model = SearchModel.Fit(split.Train), worse = SearchModel.Fit(split.Train, new LinearRankingOptions { L2 = 1e6 });
        Report report = model.Report(split.Validation, Quick, against: worse);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["NDCG of the first rows of a query", "NDCG by query"], Parsed.Plots(page, "queries"));
        Assert.Contains("slices are not searched", page.QuerySelector("#slices")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("This model is better", page.QuerySelector("#comparison")!.TextContent, StringComparison.Ordinal);
        RankingMetrics mine = model.Evaluate(split.Validation), other = worse.Evaluate(split.Validation);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        double difference = json.RootElement.GetProperty("sections").GetProperty("comparison").GetProperty("tables")[1].GetProperty("rows")[0][1].GetProperty("value").GetDouble();
        Assert.Equal(other.Ndcg.Value - mine.Ndcg.Value, difference, 1e-9);
    }

    // The paired difference is that of the two models' mean absolute errors, and its interval is narrower than theirs.
    [Fact]
    public void TwoModelsAreComparedRowByRow()
    {
        Split<Trip> split = Trips();
        TripModel model = TripModel.Fit(split.Train), near = TripModel.Fit(split.Train, new LinearRegressionOptions { L2 = 0.05 });
        RegressionMetrics mine = model.Evaluate(split.Validation), other = near.Evaluate(split.Validation);
        using JsonDocument json = JsonDocument.Parse(model.Report(split.Validation, Quick, against: near).ToJson());
        JsonElement paired = json.RootElement.GetProperty("sections").GetProperty("comparison").GetProperty("tables")[1].GetProperty("rows");
        JsonElement difference = paired[0][1];
        Assert.Equal(mine.Mae.Value - other.Mae.Value, difference.GetProperty("value").GetDouble(), 1e-6);
        Assert.True(difference.GetProperty("high").GetDouble() - difference.GetProperty("low").GetDouble() < mine.Mae.High - mine.Mae.Low);
        Assert.Equal(1, paired.EnumerateArray().Skip(1).Sum(static row => row[1].GetDouble()), 1e-9);
    }

    [Fact]
    public void TheSameRowsGiveTheSamePage()
    {
        Split<Purchase> split = Purchase.Made();
        PurchaseModel model = PurchaseModel.Fit(split.Train);
        string page = model.Report(split.Validation, Quick).ToHtml();
        Assert.Equal(page, model.Report(split.Validation, Quick with { Evaluation = Quick.Evaluation with { Threads = 1 } }).ToHtml());
        using (new CultureScope("fi-FI")) Assert.Equal(page, model.Report(split.Validation, Quick).ToHtml());
    }

    [Fact]
    public void AFileIsWrittenWithTheTimeOfAPrediction()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            Split<Trip> split = Trips();
            TripModel.Fit(split.Train).WriteReport(path, split.Validation, Quick with { MeasureLatency = true });
            string page = File.ReadAllText(path);
            Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
            Assert.Contains("Nanoseconds of one prediction", page, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AFileOfAModelTellsWhatItHolds()
    {
        DynamicModel model = DynamicModel.Load(Path.Combine(AppContext.BaseDirectory, "Golden", "choice-2.mldsl"));
        IHtmlDocument page = Parsed.Of(model.Report("For tests."));
        Assert.Equal(["model", "evaluations", "features", "provenance"], Parsed.Sections(page));
        Assert.All(model.Plan.Columns, c => Assert.Contains(c.Name, page.QuerySelector("#features")!.TextContent, StringComparison.Ordinal));
        Assert.Contains(model.Card.Trainer, page.QuerySelector("#model")!.TextContent, StringComparison.Ordinal);
    }

    internal static Split<Trip> Trips(int count = 1500)
    {
        var random = new Random(7);
        return Dataset<Trip>.FromRows(Enumerable.Range(0, count).Select(i =>
        {
            float miles = 20 * (float)random.NextDouble();
            return new Trip
            {
                Vendor = i % 3 == 0 ? "CMT" : "VTS",
                RateCode = $"{random.Next(1, 3)}",
                Passengers = random.Next(1, 5),
                Seconds = (miles * 150) + random.Next(600),
                Miles = i % 20 == 0 ? null : miles,
                Payment = i % 2 == 0 ? "CRD" : "CSH",
                Fare = 3 + (2.1f * miles) + (float)random.NextDouble() * (i % 3 == 0 ? 4 : 1),
            };
        }).ToArray()).SplitRandom(0.4, 0.1, seed: 2);
    }

    private static Digit Ink(int value, Random random)
    {
        float At(int i) => Math.Clamp((i % 10 == value ? 12 : 3) + random.Next(-6, 7), 0, 16);
        return new Digit
        {
            P00 = At(0),
            P01 = At(1),
            P02 = At(2),
            P03 = At(3),
            P04 = At(4),
            P05 = At(5),
            P06 = At(6),
            P07 = At(7),
            P08 = At(8),
            P09 = At(9),
            P10 = At(10),
            P11 = At(11),
            P12 = At(12),
            P13 = At(13),
            P14 = At(14),
            P15 = At(15),
            P16 = At(16),
            P17 = At(17),
            P18 = At(18),
            P19 = At(19),
            P20 = At(20),
            P21 = At(21),
            P22 = At(22),
            P23 = At(23),
            P24 = At(24),
            P25 = At(25),
            P26 = At(26),
            P27 = At(27),
            P28 = At(28),
            P29 = At(29),
            P30 = At(30),
            P31 = At(31),
            P32 = At(32),
            P33 = At(33),
            P34 = At(34),
            P35 = At(35),
            P36 = At(36),
            P37 = At(37),
            P38 = At(38),
            P39 = At(39),
            P40 = At(40),
            P41 = At(41),
            P42 = At(42),
            P43 = At(43),
            P44 = At(44),
            P45 = At(45),
            P46 = At(46),
            P47 = At(47),
            P48 = At(48),
            P49 = At(49),
            P50 = At(50),
            P51 = At(51),
            P52 = At(52),
            P53 = At(53),
            P54 = At(54),
            P55 = At(55),
            P56 = At(56),
            P57 = At(57),
            P58 = At(58),
            P59 = At(59),
            P60 = At(60),
            P61 = At(61),
            P62 = At(62),
            P63 = At(63),
            Value = value,
        };
    }
}
