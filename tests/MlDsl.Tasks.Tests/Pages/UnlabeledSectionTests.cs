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

    // Two features: the eigenvalues are those of a 2 × 2 matrix.
    [Fact]
    public void ThePlaneHasTheVarianceOfItsDirections()
    {
        float[] rows = Normal(4000, 2, static (z, i) => i == 0 ? (3 * z[0]) + z[1] : z[0] - (0.5 * z[1]));
        PrincipalPlane plane = PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 4000)], rows, 2), new int[4000], 1, 10)!;
        double xx = 0, xy = 0, yy = 0, meanX = Enumerable.Range(0, 4000).Average(i => rows[2 * i]), meanY = Enumerable.Range(0, 4000).Average(i => rows[(2 * i) + 1]);
        for (int i = 0; i < 4000; i++)
        {
            double x = rows[2 * i] - meanX, y = rows[(2 * i) + 1] - meanY;
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }
        double half = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy)), first = ((xx + yy) / 2) + half;
        Assert.Equal(first / (xx + yy), plane.First, 1e-6);
        Assert.Equal(1, plane.First + plane.Second, 1e-6);
        Assert.Equal((0, 0), (Math.Round(plane.Clusters[0].CenterX, 6), Math.Round(plane.Clusters[0].CenterY, 6)));
    }

    // On axes of their own the ellipse's half widths are 1.1774 deviations: of normal rows half lie within it.
    [Fact]
    public void AnEllipseHoldsHalfOfNormalRows()
    {
        float[] rows = Normal(4000, 2, static (z, i) => (i == 0 ? 3 : 1) * z[i]);
        PlaneCluster cluster = Assert.Single(PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 4000)], rows, 2), new int[4000], 1, 10)!.Clusters);
        double wide = (cluster.X.Max() - cluster.X.Min()) / 2, high = (cluster.Y.Max() - cluster.Y.Min()) / 2;
        double meanX = Enumerable.Range(0, 4000).Average(i => rows[2 * i]), meanY = Enumerable.Range(0, 4000).Average(i => rows[(2 * i) + 1]);
        double within = Enumerable.Range(0, 4000).Average(i => Math.Pow((rows[2 * i] - meanX) / wide, 2) + Math.Pow((rows[(2 * i) + 1] - meanY) / high, 2) <= 1 ? 1.0 : 0);
        Assert.InRange(within, 0.47, 0.53);
    }

    [Fact]
    public void RowsThatAreAllAlikeHaveNoPlane() =>
        Assert.Null(PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 20)], [.. Enumerable.Repeat(2f, 40)], 2), new int[20], 1, 10));

    private static float[] Normal(int rows, int width, Func<double[], int, double> of)
    {
        var random = new Random(5);
        var values = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            double[] z = [.. Enumerable.Range(0, width).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
            for (int i = 0; i < width; i++) values[(row * width) + i] = (float)of(z, i);
        }
        return values;
    }
}
