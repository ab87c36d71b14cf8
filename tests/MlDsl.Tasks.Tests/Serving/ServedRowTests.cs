using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Forecasting;

namespace MlDsl.Tasks.Tests.Serving;

public enum Ward
{
    Open,
    Closed,
}

[Dataset]
public sealed partial record CareDay
{
    [EventTime] public DateOnly Day { get; init; }
    [Numeric] public float Beds { get; init; }
    [Sensitive, Categorical] public required Ward Ward { get; init; }
    [Sensitive, Categorical("all", "none", Unknown = Unknown.Error)] public required string Diet { get; init; }
    [Label] public float Meals { get; init; }

    public static CareDay Of(int day) => new()
    {
        Day = new DateOnly(2024, 1, 1).AddDays(day),
        Beds = 10 + (day % 3),
        Ward = (Ward)(day % 2),
        Diet = day % 5 == 0 ? "none" : "all",
        Meals = 30 + (day % 7) + (day % 3) + (day * 13 % 11 / 10f),
    };
}

[Model<CareDay, Forecast>(Horizon = 7), LinearRegression]
public sealed partial class Meals;

/// <summary>Rows of requests for forecasts whose columns are sensitive, or whose times number steps.</summary>
public sealed class ServedRowTests
{
    private static readonly Lazy<Meals> Care = new(static () => Meals.Fit(Dataset<CareDay>.FromRows(Enumerable.Range(0, 120).Select(CareDay.Of)).SplitByTime(validation: 0, test: 0).Train));

    private static readonly Lazy<NaiveNumbers> Numbers = new(static () => NaiveNumbers.Fit(Dataset<NumberedHour>.FromRows(Hours(400)).SplitByTime(validation: 0, test: 0).Train));

    /// <summary>Neither what cannot be read of a sensitive column nor what the model does not take of one is told; what is wrong with another column is.</summary>
    [Theory]
    [InlineData("history", "ward", "Xyz", "value", "ward", "a value is not taken in column 'ward'", false)]
    [InlineData("ahead", "ward", "Xyz", "value", "ward", "a value is not taken in column 'ward'", false)]
    [InlineData("ahead", "diet", "Xyz", "refused", null, "The model does not take the row", false)]
    [InlineData("history", "beds", "Xyz", "value", "beds", "'Xyz'", true)]
    public async Task ASensitiveValueIsNotTold(string list, string member, string value, string kind, string? column, string said, bool isTold)
    {
        await using Service service = await StartAsync();
        JsonNode request = new JsonObject
        {
            ["history"] = new JsonArray([.. Enumerable.Range(0, 60).Select(static day => Of(CareDay.Of(day), isKnown: true))]),
            ["ahead"] = new JsonArray([.. Enumerable.Range(60, 3).Select(static day => Of(CareDay.Of(day), isKnown: false))]),
        };
        var (answered, body) = await service.AskAsync("/meals", request.ToJsonString());
        Assert.True(answered == 200, body);
        request[list]![2]![member] = value;
        var (status, problem) = await service.RefusedAsync("/meals", request.ToJsonString());
        Assert.Equal((400, "urn:mldsl:problem:" + kind, column), (status, problem["type"]!.GetValue<string>(), problem["column"]?.GetValue<string>()));
        Assert.Contains(said, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(isTold, problem.ToJsonString().Contains(value, StringComparison.Ordinal));
        Assert.DoesNotContain(service.Log, line => line.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ANumberedStepIsToldByItsNumber()
    {
        await using Service service = await StartAsync();
        var rows = new JsonArray([.. Hours(30).Select(static row => (JsonNode)new JsonObject { ["series"] = row.Series, ["hour"] = row.Hour, ["value"] = row.Value })]);
        var (status, body) = await service.AskAsync("/hours", new JsonObject { ["history"] = rows, ["steps"] = 2 }.ToJsonString());
        Assert.True(status == 200, body);
        JsonNode steps = JsonNode.Parse(body)!["forecasts"]![0]!["steps"]!;
        Assert.Equal([30L, 31L], steps.AsArray().Select(static step => step!["number"]!.GetValue<long>()));
        Assert.All(steps.AsArray(), static step => Assert.Null(step!["time"]));
        JsonNode schema = JsonNode.Parse((await service.GetAsync("/openapi/v1.json")).Body)!["components"]!["schemas"]!["NaiveNumbersOutput"]!["properties"]!["forecasts"]!["items"]!["properties"]!["steps"]!["items"]!;
        Assert.Equal(["number", "value", "low", "high"], schema["required"]!.AsArray().Select(static name => name!.GetValue<string>()));
        Assert.Equal("integer", schema["properties"]!["number"]!["type"]!.GetValue<string>());
    }

    private static JsonObject Of(CareDay row, bool isKnown)
    {
        var json = new JsonObject { ["day"] = row.Day.ToString("O", CultureInfo.InvariantCulture), ["beds"] = row.Beds, ["ward"] = row.Ward.ToString(), ["diet"] = row.Diet };
        if (isKnown) json["meals"] = row.Meals;
        return json;
    }

    private static IEnumerable<NumberedHour> Hours(int hours) => Enumerable.Range(0, hours).Select(static hour => new NumberedHour { Series = "a", Hour = hour, Value = (hour % 24) + (hour * 7 % 5) });

    private static Task<Service> StartAsync() => Service.StartAsync(
        (builder, service) =>
        {
            builder.Services.AddOpenApi(static o => o.AddModels());
            builder.Services.AddModel<Meals>(o => (o.File, o.Watch, o.PollEvery) = (service["meals"], false, TimeSpan.Zero));
            builder.Services.AddModel<NaiveNumbers>(o => (o.File, o.Watch, o.PollEvery) = (service["hours"], false, TimeSpan.Zero));
        },
        static app =>
        {
            app.MapModel<Meals>("/meals");
            app.MapModel<NaiveNumbers>("/hours");
            app.MapOpenApi();
        },
        static service =>
        {
            Care.Value.Save(service["meals"]);
            Numbers.Value.Save(service["hours"]);
        });
}
