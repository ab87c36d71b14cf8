using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MlDsl;

namespace ShopService;

/// <summary>Asks the service that runs in this process, and holds each number of its answers against what the same file says when it is asked in code.</summary>
internal sealed class Questions(string models, ActionSpace<Offer.Input, Coupon> coupons) : IDisposable
{
    private const string Customer = "customer-3";

    private readonly HttpClient client = new();
    private readonly IncrementalHash said = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int answers, values, equal;

    public bool AreAllEqual => values > 0 && equal == values;

    public void Dispose()
    {
        client.Dispose();
        said.Dispose();
    }

    public async Task AskAsync(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Console.WriteLine($"ready: {await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative))}");
        await AskForecastAsync();
        await AskArticlesAsync();
        await AskRowsAsync();
        await AskDecisionAsync();
        await app.StopAsync();
        // Whether two builds of the program say the same is told by the last line alone.
        Console.WriteLine($"answers={answers} values={values} equal={equal} sha256={Convert.ToHexString(said.GetHashAndReset()).ToLowerInvariant()[..16]}");
    }

    private async Task AskForecastAsync()
    {
        Sale[] history = [.. Fitting.Sales(days: 60, from: 100)], ahead = [.. Fitting.Sales(days: 5, from: 160)];
        string Row(Sale sale, string sold) => string.Create(CultureInfo.InvariantCulture, $$"""{"shop":"{{sale.Shop}}","day":"{{sale.Day:yyyy-MM-dd}}","discount":{{sale.Discount}}{{sold}}}""");
        string rows = string.Join(',', history.Select(sale => Row(sale, string.Create(CultureInfo.InvariantCulture, $",\"sold\":{sale.Sold}"))));
        using JsonDocument answer = await AskAsync("/sales", $$"""{"history":[{{rows}}],"ahead":[{{string.Join(',', ahead.Select(sale => Row(sale, "")))}}]}""");

        IEnumerable<ForecastStep> steps = SalesModel.Load(Path.Combine(models, "sales.mldsl")).Forecast(history, ahead).SelectMany(static series => series.Steps);
        foreach (var (step, told) in steps.Zip(answer.RootElement.GetProperty("forecasts").EnumerateArray().SelectMany(static series => series.GetProperty("steps").EnumerateArray())))
        {
            Compare(step.Value, told.GetProperty("value").GetDouble());
            Compare(step.Low, told.GetProperty("low").GetDouble());
            Compare(step.High, told.GetProperty("high").GetDouble());
        }
    }

    private async Task AskArticlesAsync()
    {
        using JsonDocument answer = await AskAsync("/articles", $$"""{"user":"{{Customer}}","count":5,"exclude":[3]}""");
        Recommended<int>[] best = ArticleModel.Load(Path.Combine(models, "articles.mldsl")).Recommend(Customer, 5, [3]);
        foreach (var (item, told) in best.Zip(answer.RootElement.GetProperty("items").EnumerateArray()))
        {
            Compare(item.Item, told.GetProperty("item").GetInt32());
            Compare(item.Score, told.GetProperty("score").GetSingle());
        }
    }

    private async Task AskRowsAsync()
    {
        using JsonDocument screened = await AskAsync("/payments", """{"amount":480.5,"hour":3,"means":"cash"}""");
        AnomalyScore score = PaymentModel.Load(Path.Combine(models, "payments.mldsl")).Predict(new Payment.Input { Amount = 480.5f, Hour = 3, Means = "cash" });
        Compare(score.Value, screened.RootElement.GetProperty("score").GetSingle());
        Compare(score.IsAnomaly, screened.RootElement.GetProperty("label").GetBoolean());

        using JsonDocument assigned = await AskAsync("/customers", """{"visits":9,"spent":150}""");
        ClusterAssignment cluster = CustomerModel.Load(Path.Combine(models, "customers.mldsl")).Predict(new Month.Input { Visits = 9, Spent = 150 });
        Compare(cluster.Cluster, assigned.RootElement.GetProperty("cluster").GetInt32());
        Compare(cluster.Share, assigned.RootElement.GetProperty("share").GetSingle());
    }

    private async Task AskDecisionAsync()
    {
        using JsonDocument answer = await AskAsync("/offers", """{"id":"order-17","context":{"age":30},"actions":["None","Five"]}""");
        Coupon[] actions = [Coupon.None, Coupon.Five];
        double[] propensities = new double[actions.Length];
        var context = new Offer.Input { Age = 30, Coupon = default };
        coupons.EpsilonGreedy(OfferModel.Load(Path.Combine(models, "offers.mldsl")), epsilon: 0.1).Propensities(in context, actions, propensities);
        int decided = Array.IndexOf(actions, Enum.Parse<Coupon>(answer.RootElement.GetProperty("action").GetString()!));
        Compare(propensities[decided], answer.RootElement.GetProperty("propensity").GetDouble());
        using JsonDocument rewarded = await AskAsync("/offers/rewards", """{"id":"order-17","reward":12.5}""");
        Compare(true, rewarded.RootElement.GetProperty("decided").GetBoolean());
    }

    private async Task<JsonDocument> AskAsync(string path, string question)
    {
        using var content = new StringContent(question, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        string body = await answer.Content.ReadAsStringAsync();
        Console.WriteLine($"{path}: {(int)answer.StatusCode} {body}");
        answer.EnsureSuccessStatusCode();
        said.AppendData(Encoding.UTF8.GetBytes(body));
        answers++;
        return JsonDocument.Parse(body);
    }

    private void Compare<T>(T known, T told) where T : IEquatable<T>
    {
        values++;
        if (known.Equals(told)) equal++;
    }
}
