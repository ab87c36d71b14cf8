using System.Text.Json;
using AngleSharp.Html.Dom;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Tasks.Tests.Anomalies;
using MlDsl.Tasks.Tests.Clusters;
using static MlDsl.Tasks.Tests.Pages.ReportFigures;

namespace MlDsl.Tasks.Tests.Pages;

/// <summary>The sections of anomalies and of clusters in the reports of their models.</summary>
public sealed class UnlabeledSectionTests
{
    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 100, Evaluation = new() { Resamples = 20 } };

    [Fact]
    public void AnomaliesWithoutLabelsAreShownByTheirScores()
    {
        Split<Payment> split = Payments.Split();
        PaymentModel model = PaymentModel.Fit(split.Train);
        Report report = model.Report(split.Validation, Quick);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["Scores"], Parsed.Plots(page, "anomalies"));
        Assert.Contains("is not known", page.QuerySelector("#anomalies")!.TextContent, StringComparison.Ordinal);
        using var figures = new ReportFigures(report);
        Assert.Equal(model.Threshold, Number(figures.Fact("anomalies", "an anomaly from score")), 1e-6);
        Assert.Equal(model.Evaluate(split.Validation, Quick.Evaluation).Flagged.Value, Number(figures.Fact("anomalies", "rows from there on")), 1e-9);
        Assert.Equal(split.Validation.Count, figures.Plot("anomalies", "Scores").Sum(static row => row[2].GetInt64()));
    }

    [Fact]
    public void AnomaliesWithLabelsAreShownByWhatIsFound()
    {
        Split<JudgedPayment> split = Payments.JudgedSplit();
        JudgedModel model = JudgedModel.Fit(split.Train);
        Report report = model.Report(split.Validation, Quick);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["Scores", "Precision and recall", "Alarms at every threshold", "Anomalies among the rows with the highest scores"], Parsed.Plots(page, "anomalies"));
        AnomalyMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        Assert.Contains(metrics.PrAuc.ToString(), page.QuerySelector("#anomalies")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Contributions", page.QuerySelector("#importance")!.TextContent, StringComparison.OrdinalIgnoreCase);
        using var figures = new ReportFigures(report);
        Assert.Equal(metrics.Anomalies, figures.Fact("anomalies", "rows whose label says anomaly").GetInt32());
        // The last point is of all rows: recall is 1, and precision the share of anomalies.
        JsonElement[] curve = figures.Plot("anomalies", "Precision and recall");
        Assert.Equal((1, metrics.Anomalies!.Value / (double)metrics.Rows), (Number(curve[^1][0]), Number(curve[^1][1])));
        Assert.Equal(metrics.Cutoffs.Where(static c => c.Precision.IsDefined).Select(static c => c.Precision.Value), figures.Plot("anomalies", "Anomalies among").Select(static row => Number(row[1])));
    }

    [Fact]
    public void ClustersAreShownByWhatTheirRowsHaveInCommon()
    {
        Split<Guest> split = Guests.Split();
        GuestModel model = GuestModel.Fit(split.Train);
        Report report = model.Report(split.Validation, Quick);
        IHtmlDocument page = Parsed.Of(report);
        Assert.Equal(["Sizes", "How decided rows are", "How far apart clusters are", "Where clusters lie", "What rows of a cluster have in common"], Parsed.Plots(page, "clusters"));
        using var figures = new ReportFigures(report);
        Assert.Equal(model.Silhouette(split.Validation, Quick.Evaluation).Value, Number(figures.Plot("clusters", "How far apart")[0][1]), 1e-9);
        ClusterMetrics metrics = model.Evaluate(split.Validation, Quick.Evaluation);
        Assert.Equal(metrics.Sizes.Select(static s => s.Value), figures.Plot("clusters", "Sizes").Select(static row => Number(row[1])));
        ILookup<int, Guest> clusters = split.Validation.Rows.ToLookup(row => model.Predict(new Guest.Input { Nights = row.Nights, Spent = row.Spent, Season = row.Season }).Cluster);
        JsonElement[] common = figures.Plot("clusters", "What rows");
        JsonElement nights = common.Single(static row => row[0].GetString() == "Nights"), summer = common.Single(static row => row[0].GetString()!.StartsWith("Season = summer", StringComparison.Ordinal));
        foreach (var cluster in clusters)
        {
            Assert.Equal(cluster.Average(static row => (double)row.Nights), Number(nights[2 + cluster.Key]), 1e-5);
            Assert.Equal(cluster.Average(static row => row.Season == "summer" ? 1.0 : 0), Number(summer[2 + cluster.Key]), 1e-9);
        }
    }

    [Fact]
    public void ClustersOfFewRowsAreNotToldByThemselves()
    {
        Split<Guest> split = Guests.Split();
        Report report = GuestModel.Fit(split.Train).Report(split.Validation, Quick with { MinCellRows = 40 });
        using var figures = new ReportFigures(report);
        Parsed.Of(report);
        Assert.Equal(3, figures.Plot("clusters", "Sizes").Length);
        // The third kind is a sixth of 180 rows.
        Assert.Equal(2, figures.Plot("clusters", "Where clusters lie").Length);
        Assert.Equal(3, figures.Plot("clusters", "How far apart").Length);
        Assert.All(figures.Plot("clusters", "What rows"), static row => Assert.Equal(4, row.GetArrayLength()));
    }

    // 2,000,000 features of 100 rows are held; 32,769 of a row are more.
    [Fact]
    public void ClustersOfVeryManyFeaturesAreShownByTheirColumns()
    {
        Split<WideGuest> split = Dataset<WideGuest>.FromRows(Guests.Make(300).Select(static (guest, i) => new WideGuest { Nights = guest.Nights, Town = $"t{i % 20}" })).SplitRandom(0.4, 0.2, seed: 3);
        IHtmlDocument page = Parsed.Of(WideModel.Fit(split.Train).Report(split.Validation, Quick));
        Assert.Equal(["Sizes", "How decided rows are", "What rows of a cluster have in common"], Parsed.Plots(page, "clusters"));
        Assert.Contains("32,769 features of a row are too many", page.QuerySelector("#clusters")!.TextContent, StringComparison.Ordinal);
    }
}
