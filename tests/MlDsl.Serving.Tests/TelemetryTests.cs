using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>What a service tells of its answers: names and numbers, no value of a row.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class TelemetryTests
{
    [Fact]
    public async Task AnswersAndRefusalsAreCountedByModelVersionAndColumn()
    {
        var points = new ConcurrentQueue<string>();
        var activities = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = static (instrument, listener) => { if (instrument.Meter.Name == "MlDsl.Serving") listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => points.Enqueue($"{instrument.Name} {value} {Text(tags)}"));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => points.Enqueue($"{instrument.Name} {(value is > 0 and < 60 ? "seconds" : "wrong")} {Text(tags)}"));
        meters.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "MlDsl.Serving",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Enqueue($"{activity.DisplayName} {string.Join(" ", activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);

        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<RideModel>(o => (o.File, o.Name) = (service["ride.mldsl"], "fares")).AddModel<LoanModel>(o => o.File = service["loan"]),
            static app =>
            {
                app.MapModel<RideModel>("/fare");
                app.MapModel<LoanModel>("/loan");
            },
            static service =>
            {
                service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save));
                service.Put("loan", Made.Bytes(Made.Loan.Save));
            });
        string version = service.App.Services.GetRequiredService<ServedModel<RideModel>>().Current!.ToString();
        await service.AskAsync("/fare", $"[{Made.Json},{Made.Json.Replace("CMT", "zorro", StringComparison.Ordinal)}]");
        await service.AskAsync("/fare", Made.Json.Replace("600", "\"x\"", StringComparison.Ordinal));
        await service.AskAsync("/fare", Made.Json.Replace("\"riders\"", "\"made-up\"", StringComparison.Ordinal));
        await service.AskAsync("/loan", """{"purpose":"car","amount":1,"origin":"atlantis"}""");
        await service.AskAsync("/fare", "x", "text/plain");

        string model = $"mldsl.model.name=fares mldsl.model.version={version}";
        Assert.Contains("mldsl.serving.reloads 1 mldsl.model.name=fares mldsl.reload=loaded", points);
        Assert.Contains($"mldsl.serving.rows 2 {model}", points);
        Assert.Contains($"mldsl.serving.request.duration seconds {model}", points);
        Assert.Contains("mldsl.serving.unknown_categories 1 mldsl.model.name=fares mldsl.column=vendor", points);
        Assert.Contains($"mldsl.serving.invalid 1 {model} mldsl.column=seconds error.type=value", points);
        Assert.Contains($"mldsl.serving.invalid 1 {model} mldsl.column= error.type=member", points);
        Assert.Contains($"mldsl.serving.rejected 1 {model} error.type=not-json", points);
        Assert.Contains(points, static p => p.StartsWith("mldsl.serving.invalid 1 mldsl.model.name=LoanModel", StringComparison.Ordinal) && p.EndsWith("mldsl.column=origin error.type=refused", StringComparison.Ordinal));
        Assert.Contains(activities, a => a.StartsWith("predict fares", StringComparison.Ordinal) && a.Contains($"[mldsl.model.version, {version}] [mldsl.rows, 2]", StringComparison.Ordinal));
        Assert.DoesNotContain(points.Concat(activities).Concat(service.Log), static line =>
            line.Contains("atlantis", StringComparison.Ordinal) || line.Contains("zorro", StringComparison.Ordinal) || (line.Contains("made-up", StringComparison.Ordinal) && !line.StartsWith("Debug", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BatchesAndWaitsAreMeasured()
    {
        var points = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = static (instrument, listener) => { if (instrument.Meter.Name == "MlDsl.Serving") listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => points.Enqueue($"{instrument.Name} {value} {Text(tags)}"));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => points.Enqueue($"{instrument.Name} {(value is >= 0 and < 60 ? "seconds" : "wrong")} {Text(tags)}"));
        meters.Start();
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<RideModel>(o => (o.File, o.Batching) = (service["ride.mldsl"], new() { MaxRows = 2 })),
            static app => app.MapModel<RideModel>("/fare"),
            static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));
        Assert.Equal(200, (await service.AskAsync("/fare", $"[{Made.Json},{Made.Json},{Made.Json}]")).Status);
        string model = $"mldsl.model.name=RideModel mldsl.model.version={service.App.Services.GetRequiredService<ServedModel<RideModel>>().Current}";
        Assert.Equal([$"mldsl.serving.batch.rows 2 {model}", $"mldsl.serving.batch.rows 1 {model}"], points.Where(static p => p.StartsWith("mldsl.serving.batch", StringComparison.Ordinal)));
        Assert.Single(points, $"mldsl.serving.queue.duration seconds {model}");
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new List<string>();
        foreach (var (name, value) in tags) texts.Add($"{name}={value}");
        return string.Join(" ", texts);
    }
}
