using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Forecasting;

namespace MlDsl.Tasks.Tests.Serving;

/// <summary>Forecasts behind HTTP: the numbers of the model itself, and each wrong request named.</summary>
public sealed class ServedForecastTests
{
    private static readonly Lazy<LinearSales> Linear = new(static () => LinearSales.Fit(Dataset<Sale>.FromRows(Rows(120)).SplitByTime(validation: 0, test: 0).Train));

    private static readonly Lazy<NaiveHours> Naive = new(static () => NaiveHours.Fit(Dataset<HourlyValue>.FromRows(Hours(200)).SplitByTime(validation: 0, test: 0).Train));

    [Fact]
    public async Task AForecastIsThatOfTheModelItself()
    {
        await using Service service = await StartAsync();
        Sale[] history = [.. Rows(60)], ahead = [.. Ahead(60, 5)];
        var (status, body) = await service.AskAsync("/sales", Request(history, ahead).ToJsonString());
        Assert.True(status == 200, body);
        JsonNode answer = JsonNode.Parse(body)!;
        IReadOnlyList<SeriesForecast<Sale>> expected = Linear.Value.Forecast(history, ahead);
        Assert.Equal(0.95, answer["interval"]!.GetValue<double>());
        Assert.Equal(expected.Count, answer["forecasts"]!.AsArray().Count);
        for (int i = 0; i < expected.Count; i++)
        {
            JsonNode one = answer["forecasts"]![i]!;
            Assert.Equal(expected[i].Last.Shop, one["series"]!.GetValue<string>());
            Assert.Equal(5, one["steps"]!.AsArray().Count);
            for (int step = 0; step < 5; step++)
            {
                ForecastStep wanted = expected[i].Steps[step];
                JsonNode got = one["steps"]![step]!;
                Assert.Equal(
                    (wanted.Time.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), wanted.Value, wanted.Low, wanted.High),
                    (got["time"]!.GetValue<string>(), got["value"]!.GetValue<double>(), got["low"]!.GetValue<double>(), got["high"]!.GetValue<double>()));
            }
        }
    }

    [Fact]
    public async Task StepsAreThoseAskedForAndTheHorizonOtherwise()
    {
        await using Service service = await StartAsync();
        var (_, body) = await service.AskAsync("/hours", new JsonObject { ["history"] = HoursOf(Hours(100)), ["steps"] = 3 }.ToJsonString());
        JsonNode forecast = Assert.Single(JsonNode.Parse(body)!["forecasts"]!.AsArray())!;
        Assert.Equal("2024-01-05T04:00:00", forecast["steps"]![0]!["time"]!.GetValue<string>());
        Assert.Equal(3, forecast["steps"]!.AsArray().Count);
        (_, body) = await service.AskAsync("/hours", new JsonArray(new JsonObject { ["history"] = HoursOf(Hours(100)) }).ToJsonString());
        Assert.Equal(48, JsonNode.Parse(body)![0]!["forecasts"]![0]!["steps"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{}""", "missing", "history", null, "'history' is missing")]
    [InlineData("""{"history":3}""", "value", "history", null, "is no array")]
    [InlineData("""{"history":[]}""", "missing", "history", null, "has no rows")]
    [InlineData("""{"history":[],"history":[]}""", "member", "history", null, "is there twice")]
    [InlineData("""{"histroy":[]}""", "member", "histroy", null, "the members are history, steps, ahead")]
    [InlineData("""{"history":[3]}""", "shape", null, 0, "in row 0 of 'history'")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1},{"series":"a","hour":"2024-01-01T01:00:00"}]}""", "missing", "value", 1, "'value' is missing in row 1")]
    [InlineData("""{"history":[{"series":"a","hour":"soon","value":1}]}""", "value", "hour", 0, "history, row 0: 'soon'")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1,"price":2}]}""", "member", "price", 0, "'price' is no column")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1}],"steps":49}""", "value", "steps", null, "from 1 to 48")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1}],"steps":1.5}""", "value", "steps", null, "from 1 to 48")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1},{"series":"a","hour":"2024-01-01T00:00:00","value":2}]}""", "refused", null, null, "Row 1 is of the same series and time, 2024-01-01 00:00:00")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1},{"series":"a","hour":"2024-01-01T05:00:00","value":2}]}""", "refused", null, null, "before row 1, at 2024-01-01 05:00:00")]
    [InlineData("""{"history":[{"series":"\ud800","hour":"2024-01-01T00:00:00","value":1}]}""", "value", "series", 0, "history, row 0: 'half a surrogate pair' is no text in column 'Series'")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":["\ud800"]}]}""", "value", "value", 0, "a list of 1 values")]
    [InlineData("""{"\ud800":1}""", "member", "a name with half a surrogate pair", null, "is no member")]
    [InlineData("""[3]""", "shape", null, 0, "A row is a JSON object")]
    [InlineData("""{"history":[{"series":"a","hour":"2024-01-01T00:00:00","value":1}]""", "malformed", null, null, "not well-formed")]
    public async Task AWrongRequestIsNamed(string json, string kind, string? column, int? row, string said)
    {
        await using Service service = await StartAsync();
        var (status, problem) = await service.RefusedAsync("/hours", json);
        Assert.Equal((400, "urn:mldsl:problem:" + kind), (status, problem["type"]!.GetValue<string>()));
        Assert.Equal((column, row), (problem["column"]?.GetValue<string>(), problem["row"]?.GetValue<int>()));
        Assert.Contains(said, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatMustBeKnownAheadIsAskedFor()
    {
        await using Service service = await StartAsync();
        Sale[] history = [.. Rows(60)];
        var (_, problem) = await service.RefusedAsync("/sales", Request(history, null).ToJsonString());
        Assert.Equal(("urn:mldsl:problem:missing", "ahead"), (problem["type"]!.GetValue<string>(), problem["column"]!.GetValue<string>()));
        Assert.Contains("Discount", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        JsonObject both = Request(history, [.. Ahead(60, 2)]);
        both["steps"] = 2;
        (_, problem) = await service.RefusedAsync("/sales", both.ToJsonString());
        Assert.Contains("stands beside 'ahead'", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        JsonObject told = Request(history, [.. Ahead(60, 2)]);
        told["ahead"]![1]!["sold"] = 3;
        (_, problem) = await service.RefusedAsync("/sales", told.ToJsonString());
        Assert.Equal((1, "sold"), (problem["row"]!.GetValue<int>(), problem["column"]!.GetValue<string>()));

        (_, problem) = await service.RefusedAsync("/sales", Request(history, [.. Ahead(61, 2)]).ToJsonString());
        Assert.Contains("has no row for 2024-03-01 00:00:00", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreRowsThanARequestMayHaveAreRefused()
    {
        await using Service service = await StartAsync(static o => o.Rows = new() { MaxRows = 100 });
        var (status, problem) = await service.RefusedAsync("/hours", new JsonObject { ["history"] = HoursOf(Hours(101)) }.ToJsonString());
        Assert.Equal((413, "urn:mldsl:problem:too-large"), (status, problem["type"]!.GetValue<string>()));
        (status, problem) = await service.RefusedAsync("/sales", Request([.. Rows(48)], [.. Ahead(48, 3)]).ToJsonString());
        Assert.Equal((413, "history"), (status, problem["column"]!.GetValue<string>()));
        (status, _) = await service.AskAsync("/sales", Request([.. Rows(48)], [.. Ahead(48, 2)]).ToJsonString());
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task NamesAreThoseOfTheOptions()
    {
        await using Service service = await StartAsync(static o => o.Rows = new() { Names = JsonNames.Member, UnknownMembers = UnknownMembers.Ignore });
        var row = new JsonObject { ["Series"] = "a", ["Hour"] = "2024-01-01T00:00:00", ["Value"] = 4, ["Colour"] = "red" };
        var (status, body) = await service.AskAsync("/hours", new JsonObject { ["history"] = new JsonArray(row), ["steps"] = 1, ["comment"] = "x" }.ToJsonString());
        Assert.True(status == 200, body);
        Assert.Equal(4, JsonNode.Parse(body)!["forecasts"]![0]!["steps"]![0]!["value"]!.GetValue<double>());
    }

    [Fact]
    public async Task ANewFileAnswersAndABadOneDoesNot()
    {
        await using Service service = await StartAsync();
        var served = service.App.Services.GetRequiredService<ServedModel<NaiveHours>>();
        Assert.Equal("hourly", served.Current!.Model);
        service.Put("hours", [1, 2, 3]);
        Assert.Equal(ReloadStatus.Refused, (await served.ReloadAsync()).Status);
        service.Put("hours", Bytes(Linear.Value.Save));
        ReloadResult result = await served.ReloadAsync();
        Assert.Equal(ReloadStatus.Refused, result.Status);
        Assert.Contains("hourly", result.Problem, StringComparison.Ordinal);
        var (status, _) = await service.AskAsync("/hours", new JsonObject { ["history"] = HoursOf(Hours(30)) }.ToJsonString());
        Assert.Equal(200, status);
        Assert.Equal("Degraded", (await service.GetAsync("/health/ready")).Body);
        service.Put("hours", Bytes(NaiveHours.Fit(Dataset<HourlyValue>.FromRows(Hours(300)).SplitByTime(validation: 0, test: 0).Train).Save));
        Assert.Equal(ReloadStatus.Loaded, (await served.ReloadAsync()).Status);
        Assert.Equal(2, served.Current!.Number);
    }

    [Fact]
    public async Task SchemasAndDocumentsTellRequestsAndAnswers()
    {
        await using Service service = await StartAsync();
        JsonNode schema = JsonNode.Parse((await service.GetAsync("/sales/schema.json")).Body)!["$defs"]!["row"]!;
        Assert.Equal(["history", "ahead"], schema["required"]!.AsArray().Select(static n => n!.GetValue<string>()));
        Assert.Equal(["shop", "day", "discount", "sold"], schema["properties"]!["history"]!["items"]!["properties"]!.AsObject().Select(static p => p.Key));
        Assert.Equal(["shop", "day", "discount"], schema["properties"]!["ahead"]!["items"]!["properties"]!.AsObject().Select(static p => p.Key));
        JsonNode document = JsonNode.Parse((await service.GetAsync("/openapi/v1.json")).Body)!["components"]!["schemas"]!;
        Assert.Equal("array", document["LinearSalesRow"]!["properties"]!["history"]!["type"]!.GetValue<string>());
        Assert.Equal(["time", "value", "low", "high"], document["LinearSalesOutput"]!["properties"]!["forecasts"]!["items"]!["properties"]!["steps"]!["items"]!["properties"]!.AsObject().Select(static p => p.Key));
    }

    [Fact]
    public async Task RequestsOfTheOpenProtocolAreTexts()
    {
        await using Service service = await StartAsync();
        string request = new JsonObject { ["history"] = HoursOf(Hours(30)), ["steps"] = 1 }.ToJsonString();
        var body = new JsonObject { ["inputs"] = new JsonArray(new JsonObject { ["name"] = "json", ["shape"] = new JsonArray(1, 1), ["datatype"] = "BYTES", ["data"] = new JsonArray(request) }) };
        var (status, answer) = await service.AskAsync("/v2/models/NaiveHours/infer", body.ToJsonString());
        Assert.True(status == 200, answer);
        Assert.Contains("forecasts", answer, StringComparison.Ordinal);
    }

    private static Task<Service> StartAsync(Action<ServingOptions>? configure = null) => Service.StartAsync(
        (builder, service) =>
        {
            builder.Services.AddOpenApi(static o => o.AddModels());
            builder.Services.AddModel<LinearSales>(o => Configure(o, service["sales"]));
            builder.Services.AddModel<NaiveHours>(o => Configure(o, service["hours"]));

            void Configure(ServingOptions o, string file)
            {
                (o.File, o.Watch, o.PollEvery) = (file, false, TimeSpan.Zero);
                configure?.Invoke(o);
            }
        },
        static app =>
        {
            app.MapModel<LinearSales>("/sales");
            app.MapModel<NaiveHours>("/hours");
            app.MapModelHealth();
            app.MapOpenInference();
            app.MapOpenApi();
        },
        static service =>
        {
            service.Put("sales", Bytes(Linear.Value.Save));
            service.Put("hours", Bytes(Naive.Value.Save));
        });

    private static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    private static IEnumerable<Sale> Rows(int days) =>
        from shop in (string[])["north", "south"]
        from day in Enumerable.Range(0, days)
        select new Sale { Shop = shop, Day = new DateOnly(2024, 1, 1).AddDays(day), Discount = day % 5 == 0 ? 1 : 0, Sold = (shop.Length * 3) + (day % 7) + (day % 5 == 0 ? 2 : 0) + (day * 13 % 11 / 10f) };

    private static IEnumerable<Sale> Ahead(int first, int days) =>
        from shop in (string[])["north", "south"]
        from day in Enumerable.Range(first, days)
        select new Sale { Shop = shop, Day = new DateOnly(2024, 1, 1).AddDays(day), Discount = day % 5 == 0 ? 1 : 0 };

    private static IEnumerable<HourlyValue> Hours(int hours) =>
        Enumerable.Range(0, hours).Select(static hour => new HourlyValue { Series = "a", Hour = new DateTime(2024, 1, 1).AddHours(hour), Value = (hour % 24) + (hour * 7 % 5) });

    private static JsonArray HoursOf(IEnumerable<HourlyValue> rows) =>
        new([.. rows.Select(static row => (JsonNode)new JsonObject { ["series"] = row.Series, ["hour"] = row.Hour, ["value"] = row.Value })]);

    private static JsonObject Request(Sale[] history, Sale[]? ahead)
    {
        static JsonNode Of(Sale row, bool isKnown)
        {
            var json = new JsonObject { ["shop"] = row.Shop, ["day"] = row.Day.ToString("O", CultureInfo.InvariantCulture), ["discount"] = row.Discount };
            if (isKnown) json["sold"] = row.Sold;
            return json;
        }

        var request = new JsonObject { ["history"] = new JsonArray([.. history.Select(static row => Of(row, true))]) };
        if (ahead is not null) request["ahead"] = new JsonArray([.. ahead.Select(static row => Of(row, false))]);
        return request;
    }
}
