using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Forecasting;

namespace MlDsl.Tasks.Tests.Serving;

/// <summary>A service is told past covariates with the history, and not of the steps ahead.</summary>
public sealed class ServedPastCovariateTests
{
    [Fact]
    public async Task AHistoryHasThemAndTheStepsAheadDoNot()
    {
        LinearUsage model = LinearUsage.Fit(Usages.Train(Usages.Of(4, 120, seed: 1)));
        Usage[] history = [.. Usages.Of(1, 60, seed: 2)];
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<LinearUsage>(o => (o.File, o.Watch, o.PollEvery) = (service["usage"], false, TimeSpan.Zero)),
            static app => app.MapModel<LinearUsage>("/usage"),
            service =>
            {
                using var stream = new MemoryStream();
                model.Save(stream);
                service.Put("usage", stream.ToArray());
            });
        var (status, body) = await service.AskAsync("/usage", Request(history, isKnown: false).ToJsonString());
        Assert.True(status == 200, body);
        Assert.Equal(
            model.Forecast(history)[0].Steps.Take(1).Select(static step => step.Value),
            JsonNode.Parse(body)!["forecasts"]![0]!["steps"]!.AsArray().Select(static step => step!["value"]!.GetValue<double>()));

        JsonNode properties = JsonNode.Parse((await service.GetAsync("/usage/schema.json")).Body)!["$defs"]!["row"]!["properties"]!;
        Assert.Equal(["plant", "day", "lead", "warmth", "alarm", "used"], properties["history"]!["items"]!["properties"]!.AsObject().Select(static p => p.Key));
        Assert.Equal(["plant", "day"], properties["ahead"]!["items"]!["properties"]!.AsObject().Select(static p => p.Key));

        var (_, problem) = await service.RefusedAsync("/usage", Request(history, isKnown: true).ToJsonString());
        Assert.Equal((0, "lead"), (problem["row"]!.GetValue<int>(), problem["column"]!.GetValue<string>()));
    }

    private static JsonObject Request(Usage[] history, bool isKnown)
    {
        var ahead = new JsonObject { ["plant"] = history[0].Plant, ["day"] = Day(history[^1].Day.AddDays(1)) };
        if (isKnown) ahead["lead"] = 3;
        return new JsonObject
        {
            ["history"] = new JsonArray([.. history.Select(static row => (JsonNode)new JsonObject
            {
                ["plant"] = row.Plant, ["day"] = Day(row.Day), ["lead"] = row.Lead, ["warmth"] = row.Warmth, ["alarm"] = row.Alarm, ["used"] = row.Used,
            })]),
            ["ahead"] = new JsonArray(ahead),
        };
    }

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
