using System.Text.Json;
using MlDsl.Tasks.Tests.Forecasting;
using MlDsl.Tasks.Tests.Recommending;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Pages;

/// <summary>What is kept and told of forecasts and recommenders elsewhere: assessments as JSON, cards, and files that nothing else can read.</summary>
public sealed class FileTests
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 20 };

    [Fact]
    public void AssessmentsAreReadBackFromJson()
    {
        Split<Sale> sales = MadeUpSales.Split(12, 200);
        Assessment<ForecastMetrics> forecast = LinearSales.Fit(sales.Development).Assess(sales.Test, sales.Development, Quick);
        Assert.Equal(forecast, JsonSerializer.Deserialize<Assessment<ForecastMetrics>>(JsonSerializer.Serialize(forecast)));
        Split<Watch> films = Dataset<Watch>.FromRows(Watches.Many(60, 30, 9)).SplitByUserTime(validation: 0.2, test: 0.2);
        Assessment<RecommendationMetrics> recommended = Evening.Fit(films.Development).Assess(films.Test, Quick);
        Assert.Equal(recommended, JsonSerializer.Deserialize<Assessment<RecommendationMetrics>>(JsonSerializer.Serialize(recommended)));
        Assert.Equal(2, recommended.Metrics.Cutoffs.Count);
    }

    [Fact]
    public void AForecastHasACard()
    {
        Split<Sale> split = MadeUpSales.Split(12, 200);
        LinearSales model = LinearSales.Fit(split.Development);
        Assessment<ForecastMetrics> final = model.Assess(split.Test, split.Development, Quick);
        string card = model.Document(new CardWords { Purpose = "Says how much to order." }).With(final).ToMarkdown();
        Assert.Contains("Says how much to order.", card, StringComparison.Ordinal);
        Assert.All(final.Metrics.Named, metric => Assert.Contains(metric.Name, card, StringComparison.Ordinal));
        Assert.DoesNotContain("without intervals", card, StringComparison.Ordinal);
        using JsonDocument bill = JsonDocument.Parse(model.Document().With(final).ToCycloneDx(CycloneDxVersion.V17));
        Assert.Contains("MASE", bill.RootElement.GetRawText(), StringComparison.Ordinal);
        Split<Sale> gone = MadeUpSales.Split(3, 200);
        Assert.Contains("Ets", SmoothSales.Fit(gone.Train).Document().ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatOnlyItsOwnTypeReadsIsRefusedByName()
    {
        using MemoryStream sales = new(), alone = new(), films = new();
        Split<Sale> split = MadeUpSales.Split(3, 200);
        LinearSales.Fit(split.Train).Save(sales);
        SmoothSales.Fit(split.Train).Save(alone);
        Evening.Fit(Watches.Train(Watches.Many(60, 30, 9))).Save(films);
        foreach (var (file, what) in new[] { (sales, "holds a forecast"), (alone, "holds a forecast"), (films, "holds a recommender") })
        {
            string message = Assert.Throws<ModelFileException>(() => DynamicModel.Load(file.ToArray())).Message;
            Assert.Contains(what, message, StringComparison.Ordinal);
            Assert.Contains("MlDsl.Tasks", message, StringComparison.Ordinal);
        }
    }
}
