using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Serving.Tests;

/// <summary>Models by the names of their files, whose columns only the files tell.</summary>
public sealed class ModelFolderTests
{
    [Fact]
    public async Task AFolderServesWhatLiesInIt()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModels<DynamicModel>(o =>
            {
                o.Folder = Path.GetDirectoryName(service["x"]);
                o.Each.PollEvery = TimeSpan.FromMilliseconds(30);
            }),
            static app =>
            {
                app.MapModels<DynamicModel>("/models");
                app.MapModelHealth();
            },
            static service =>
            {
                service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save));
                service.Put("loan.mldsl", Made.Bytes(Made.Loan.Save));
            });
        Assert.Equal(Made.Ride.Predict(Made.Input), float.Parse((await service.AskAsync("/models/ride", Made.Json)).Body, CultureInfo.InvariantCulture));
        JsonNode loan = JsonNode.Parse((await service.AskAsync("/models/loan", """{"purpose":"car","amount":3,"origin":"north"}""")).Body)!;
        Assert.Equal(Made.Loan.Predict(new Loan.Input { Purpose = "car", Amount = 3, Origin = "north" }).Probability.Value, loan["probability"]!.GetValue<float>());
        Assert.Contains("\"purpose\"", (await service.GetAsync("/models/loan/schema.json")).Body, StringComparison.Ordinal);
        Assert.Equal((404, 404), ((await service.AskAsync("/models/walk", "{}")).Status, (await service.AskAsync("/models/..%2fride", "{}")).Status));
        Assert.Equal(["loan", "ride"], JsonNode.Parse((await service.GetAsync("/models")).Body)!.AsArray().Select(static m => m!["name"]!.GetValue<string>()));

        service.Put("walk.mldsl", Made.Bytes(Made.Walk.Save));
        await Service.UntilAsync(async () => (await service.AskAsync("/models/walk", """{"steps":250}""")).Status == 200);
        Assert.Contains("\"probabilities\":{\"Dark\":", (await service.AskAsync("/models/walk", """{"steps":250}""")).Body, StringComparison.Ordinal);
        File.Delete(service["loan.mldsl"]);
        await Service.UntilAsync(async () => (await service.AskAsync("/models/loan", "{}")).Status == 404);
        // A file that is no model takes no other one out of service.
        service.Put("rubbish.mldsl", [1, 2, 3]);
        await Service.UntilAsync(async () => (await service.GetAsync("/health/ready")).Body == "Degraded");
        Assert.Equal((503, 200), ((await service.AskAsync("/models/rubbish", "{}")).Status, (await service.AskAsync("/models/ride", Made.Json)).Status));
        File.Delete(service["rubbish.mldsl"]);
        await Service.UntilAsync(async () => (await service.GetAsync("/health/ready")).Body == "Healthy");
        // A model whose columns are others keeps its callers' columns.
        service.Put("ride.mldsl", Made.Bytes(Made.Loan.Save));
        await Service.UntilAsync(async () => (await service.GetAsync("/health/ready")).Body == "Degraded");
        Assert.Equal(200, (await service.AskAsync("/models/ride", Made.Json)).Status);
    }
}
