using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Contracts;
using MlDsl.Serving.Tests;

namespace MlDsl.Tasks.Tests.Serving;

[Dataset]
public sealed partial record BoundSale
{
    [Id, Pattern("[a-z]+-[0-9]+")] public required string Number { get; init; }
    [EventTime] public DateOnly Day { get; init; }
    [Numeric, Range(0, 1)] public float Discount { get; init; }
    [Label, Range(10, 500)] public float Sold { get; init; }

    [Relation] internal static bool Sells(float sold, float discount) => sold > 20 + discount;

    public static BoundSale Of(int day) =>
        new() { Number = $"sale-{day}", Day = new DateOnly(2024, 1, 1).AddDays(day), Discount = day % 5 == 0 ? 1 : 0, Sold = 40 + (day % 7) + (day % 5 == 0 ? 3 : 0) + (day * 13 % 11 / 10f) };
}

[Model<BoundSale, Forecast>(Horizon = 7), LinearRegression]
public sealed partial class BoundSales;

/// <summary>Rows of requests are held against the contract of their columns, and only where the request has a value.</summary>
public sealed class ServedContractTests
{
    private static readonly Lazy<BoundSales> Model = new(static () => BoundSales.Fit(Dataset<BoundSale>.FromRows(Enumerable.Range(0, 120).Select(BoundSale.Of)).SplitByTime(validation: 0, test: 0).Train));

    [Fact]
    public async Task WhatIsNotKnownOfStepsAheadIsHeldAgainstNothing()
    {
        var seen = new Seen();
        await using Service service = await StartAsync(seen);
        var (status, body) = await service.AskAsync("/sales", Request(60, 3, 1));
        Assert.True(status == 200, body);
        IReadOnlyList<SeriesForecast<BoundSale>> expected =
            Model.Value.Forecast([.. Enumerable.Range(0, 60).Select(BoundSale.Of)], [.. Enumerable.Range(60, 3).Select(static day => BoundSale.Of(day) with { Discount = 1, Sold = 0 })]);
        JsonNode steps = JsonNode.Parse(body)!["forecasts"]![0]!["steps"]!;
        Assert.Equal(expected[0].Steps.Select(static step => step.Value), steps.AsArray().Select(static step => step!["value"]!.GetValue<double>()));
        Assert.Equal([expected[0].Steps[0].Value], seen.First);
    }

    [Fact]
    public async Task WhatIsKnownOfStepsAheadIsHeldAgainstItsContract()
    {
        await using Service service = await StartAsync(new Seen());
        var (status, problem) = await service.RefusedAsync("/sales", Request(60, 3, 2));
        Assert.Equal((400, "discount", 0), (status, problem["column"]!.GetValue<string>(), problem["row"]!.GetValue<int>()));
        Assert.Contains("breaks [Range(0, 1)]", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7f, "breaks [Range(10, 500)]")]
    [InlineData(15f, "breaks [Relation] Sells")]
    public async Task HistoriesAreHeldAgainstTheContract(float sold, string said)
    {
        await using Service service = await StartAsync(new Seen());
        JsonNode request = JsonNode.Parse(Request(60, 3, 1))!;
        request["history"]![4]!["sold"] = sold;
        var (_, problem) = await service.RefusedAsync("/sales", request.ToJsonString());
        Assert.Equal(4, problem["row"]!.GetValue<int>());
        Assert.Contains(said, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Request(int days, int steps, float discount) => new JsonObject
    {
        ["history"] = new JsonArray([.. Enumerable.Range(0, days).Select(static day => Of(BoundSale.Of(day), isKnown: true))]),
        ["ahead"] = new JsonArray([.. Enumerable.Range(days, steps).Select(day => Of(BoundSale.Of(day) with { Discount = discount }, isKnown: false))]),
    }.ToJsonString();

    private static JsonObject Of(BoundSale row, bool isKnown)
    {
        var json = new JsonObject { ["day"] = row.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ["discount"] = row.Discount };
        if (isKnown) (json["number"], json["sold"]) = (row.Number, row.Sold);
        return json;
    }

    private static Task<Service> StartAsync(Seen seen) => Service.StartAsync(
        (builder, service) => builder.Services
            .AddSingleton<IPredictionObserver<BoundSales, ForecastRequest<BoundSale>, ForecastAnswer<BoundSale>>>(seen)
            .AddModel<BoundSales>(o => (o.File, o.Watch, o.PollEvery) = (service["sales"], false, TimeSpan.Zero)),
        static app => app.MapModel<BoundSales>("/sales"),
        static service =>
        {
            using var stream = new MemoryStream();
            Model.Value.Save(stream);
            service.Put("sales", stream.ToArray());
        });

    private sealed class Seen : IPredictionObserver<BoundSales, ForecastRequest<BoundSale>, ForecastAnswer<BoundSale>>
    {
        public List<double> First { get; } = [];

        public void Observe(BoundSales model, ReadOnlySpan<ForecastRequest<BoundSale>> inputs, ReadOnlySpan<ForecastAnswer<BoundSale>> outputs)
        {
            foreach (ForecastAnswer<BoundSale> answer in outputs) First.Add(answer.Forecasts[0].Steps[0].Value);
        }
    }
}
