using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Anomalies;
using MlDsl.Tasks.Tests.Clusters;
using MlDsl.Tasks.Tests.Forecasting;
using MlDsl.Tasks.Tests.Recommending;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Kinds;

/// <summary>What the table of docs/tasks.md says of serving, reports and monitoring: each kind answers behind HTTP as the model itself does, has its page, and has in its file what windows are held against, or has not.</summary>
public sealed class KindTests
{
    private static readonly EvaluationOptions Few = new() { Resamples = 20 };

    private static readonly ReportOptions Quick = new() { MeasureLatency = false, ImportanceRows = 100, Evaluation = Few };

    private static readonly Dictionary<string, TrainerOptions> Trainers = new()
    {
        ["IsolationForest"] = new IsolationForestOptions { Trees = 20, SampleSize = 64 },
        ["RobustZScores"] = new RobustZScoresOptions(),
        ["OneClassPca"] = new OneClassPcaOptions(),
        ["KMeans"] = new KMeansOptions { Clusters = 3 },
        ["GaussianMixture"] = new GaussianMixtureOptions { Clusters = 3 },
        ["LinearRegression"] = new LinearRegressionOptions(),
        ["LightGbm"] = new LightGbmOptions { Trees = 5 },
        ["SeasonalNaive"] = new SeasonalNaiveOptions(),
        ["Theta"] = new ThetaOptions(),
        ["Ets"] = new EtsOptions(),
        ["ImplicitAls"] = new ImplicitAlsOptions { Factors = 4, Iterations = 3 },
        ["ExplicitAls"] = new ExplicitAlsOptions { Factors = 4, Iterations = 3 },
        ["Bpr"] = new BprOptions { Factors = 4, Iterations = 3 },
        ["Popularity"] = new PopularityOptions(),
        ["ItemNeighbours"] = new ItemNeighboursOptions(),
    };

    private static readonly string[] OfDetectors = ["IsolationForest", "RobustZScores", "OneClassPca"];

    private static readonly string[] OfClusterers = ["KMeans", "GaussianMixture"];

    private static readonly string[] OfForecasters = ["LinearRegression, direct", "LightGbm, direct", "LinearRegression, recursive", "LightGbm, recursive", "SeasonalNaive", "Theta", "Ets"];

    private static readonly string[] OfRecommenders = ["ImplicitAls", "ExplicitAls", "Bpr", "Popularity", "ItemNeighbours"];

    public static TheoryData<string> Detectors => new(OfDetectors);

    public static TheoryData<string> Clusterers => new(OfClusterers);

    public static TheoryData<string> Forecasters => new(OfForecasters);

    public static TheoryData<string> Recommenders => new(OfRecommenders);

    [Fact]
    public void TheTableHasTheseKindsAndNoOthers()
    {
        // XGBoost's trees are those of a predictor that LightGBM's are, too.
        Dictionary<string, TaskKind> told = TaskTable.Kinds().Where(static kind => !kind.Kind.StartsWith("XGBoost", StringComparison.Ordinal)).ToDictionary(static kind => kind.Kind);
        string[] watched = [.. OfDetectors, .. OfClusterers, .. OfForecasters], others = OfRecommenders;
        Assert.Equal(watched.Concat(others).Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told.Values, static kind => Assert.Equal(("yes", "yes"), (kind.Serve, kind.Report)));
        Assert.All(told.Values, kind => Assert.Equal(watched.Contains(kind.Kind) ? "yes" : "no", kind.Monitor));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public async Task ADetectorAnswersAndHasItsPageAndItsReference(string kind)
    {
        Split<Payment> split = Payments.Split();
        PaymentModel model = PaymentModel.Fit(split.Train, Trainers[kind]);
        Payment asked = split.Validation.Rows.First(static row => row.Age is not null);
        JsonNode answer = await AskAsync<PaymentModel>(model.Save, new() { ["amount"] = asked.Amount, ["age"] = asked.Age, ["country"] = asked.Country });
        AnomalyScore expected = model.Predict(asked.ToInput());
        Assert.Equal((expected.Value, expected.IsAnomaly), (answer["score"]!.GetValue<float>(), answer["label"]!.GetValue<bool>()));
        HasPage(model.Report(split.Validation, Quick), kind, "anomalies");
        Assert.Equal(["Amount", "Age", "Country"], model.Reference!.Columns.Select(static column => column.Name));
    }

    [Theory]
    [MemberData(nameof(Clusterers))]
    public async Task AClusterIsToldAndHasItsPageAndItsReference(string kind)
    {
        Split<Guest> split = Guests.Split();
        GuestModel model = GuestModel.Fit(split.Train, Trainers[kind]);
        Guest asked = split.Validation.Rows.First();
        JsonNode answer = await AskAsync<GuestModel>(model.Save, new() { ["nights"] = asked.Nights, ["spent"] = asked.Spent, ["season"] = asked.Season });
        ClusterAssignment expected = model.Predict(asked.ToInput());
        Assert.Equal((expected.Cluster, expected.Share), (answer["cluster"]!.GetValue<int>(), answer["share"]!.GetValue<float>()));
        HasPage(model.Report(split.Validation, Quick), kind, "clusters");
        Assert.Equal(["Nights", "Spent", "Season"], model.Reference!.Columns.Select(static column => column.Name));
    }

    [Theory]
    [MemberData(nameof(Forecasters))]
    public async Task AForecastAnswersAndHasItsPageAndItsReference(string kind)
    {
        Split<Sale> split = MadeUpSales.Split(shops: 3, days: 200);
        string trainer = kind.Split(',')[0];
        Sale[] history = [.. split.Train.Rows], ahead = [.. split.Validation.Rows];
        var options = new ForecastReportOptions { Evaluation = Few };
        if (kind.EndsWith("recursive", StringComparison.Ordinal))
        {
            RecursiveSales model = RecursiveSales.Fit(split.Train, Trainers[trainer]);
            Same(model.Forecast(history, ahead), await AskAsync<RecursiveSales>(model.Save, Request(history, ahead)));
            HasPage(model.Report(split.Validation, split.Train, options), trainer, "horizon");
            Assert.Equal((3, 14), (model.Reference!.Series, model.Reference.Horizon));
        }
        else
        {
            LinearSales model = LinearSales.Fit(split.Train, Trainers[trainer]);
            Same(model.Forecast(history, ahead), await AskAsync<LinearSales>(model.Save, Request(history, ahead)));
            HasPage(model.Report(split.Validation, split.Train, options), trainer, "horizon");
            Assert.Equal((3, 14), (model.Reference!.Series, model.Reference.Horizon));
        }
    }

    [Theory]
    [MemberData(nameof(Recommenders))]
    public async Task ARecommenderAnswersAndHasItsPage(string kind)
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Watches.Many(60, 30, 5)).SplitByUserTime(validation: 0.25, test: 0.2);
        Evening model = Evening.Fit(split.Train, (RecommenderOptions)Trainers[kind]);
        JsonNode answer = await AskAsync<Evening>(model.Save, new() { ["user"] = "v003", ["count"] = 5 });
        Assert.Equal(
            model.Recommend("v003", 5).Select(static item => (item.Item, item.Score, item.IsPopular)),
            answer["items"]!.AsArray().Select(static item => (item!["item"]!.GetValue<string>(), item["score"]!.GetValue<float>(), item["popular"]!.GetValue<bool>())));
        HasPage(model.Report(split.Validation, new RecommendationReportOptions { Evaluation = Few }), kind, "items");
    }

    private static void Same(IReadOnlyList<SeriesForecast<Sale>> expected, JsonNode answer)
    {
        Assert.Equal(expected.Count, answer["forecasts"]!.AsArray().Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(
                expected[i].Steps.Select(static step => (step.Value, step.Low, step.High)),
                answer["forecasts"]![i]!["steps"]!.AsArray().Select(static step => (step!["value"]!.GetValue<double>(), step["low"]!.GetValue<double>(), step["high"]!.GetValue<double>())));
        }
    }

    private static void HasPage(Report report, string trainer, string section)
    {
        IHtmlDocument page = Parsed.Of(report);
        Assert.Contains(section, Parsed.Sections(page));
        Assert.Contains(trainer, page.QuerySelector("#model")!.TextContent + page.QuerySelector("#provenance")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> AskAsync<TModel>(Action<Stream> save, JsonObject request) where TModel : class, IServedModel<TModel>
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<TModel>(o => (o.File, o.Watch, o.PollEvery) = (service["model"], false, TimeSpan.Zero)),
            static app => app.MapModel<TModel>("/model"),
            service => service.Put("model", SavedBytes.Of(save)));
        var (status, body) = await service.AskAsync("/model", request.ToJsonString());
        Assert.True(status == 200, body);
        return JsonNode.Parse(body)!;
    }

    private static JsonObject Request(Sale[] history, Sale[] ahead) => new()
    {
        ["history"] = new JsonArray([.. history.Select(static row => (JsonNode)new JsonObject { ["shop"] = row.Shop, ["day"] = Day(row), ["discount"] = row.Discount, ["sold"] = row.Sold })]),
        ["ahead"] = new JsonArray([.. ahead.Select(static row => (JsonNode)new JsonObject { ["shop"] = row.Shop, ["day"] = Day(row), ["discount"] = row.Discount })]),
    };

    private static string Day(Sale row) => row.Day.ToString("O", CultureInfo.InvariantCulture);
}
