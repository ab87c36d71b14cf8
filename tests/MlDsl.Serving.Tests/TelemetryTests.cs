using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>What a service tells of its answers: names and numbers, no value of a row.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class TelemetryTests
{
    private const string Inference = """
        {"inputs":[{"name":"vendor","datatype":"BYTES","shape":[1],"data":["CMT"]},{"name":"seconds","datatype":"FP32","shape":[1],"data":[600]},{"name":"miles","datatype":"FP32","shape":[1],"data":[2.5]},
        {"name":"payment","datatype":"BYTES","shape":[1],"data":["Card"]},{"name":"riders","datatype":"INT32","shape":[1],"data":[2]},{"name":"at","datatype":"BYTES","shape":[1],"data":["2024-05-01T13:45:00"]},
        {"name":"toll","datatype":"BOOL","shape":[1],"data":[true]}]}
        """;

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

    [Fact]
    public async Task AListenerThatFailsRefusesNoInferenceAndIsToldOfOnceAGeneration()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<RideModel>(o => (o.File, o.Name, o.Watch, o.PollEvery) = (service["ride.mldsl"], "ride", false, TimeSpan.Zero)),
            static app => app.MapOpenInference(),
            static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));
        object meter = service.App.Services.GetRequiredService<IMeterFactory>().Create("MlDsl.Serving");
        int failed = 0;
        using var failing = new MeterListener { InstrumentPublished = (instrument, listener) => { if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "mldsl.serving.rows") listener.EnableMeasurementEvents(instrument); } };
        failing.SetMeasurementEventCallback<long>((_, _, _, _) => { Interlocked.Increment(ref failed); throw new InvalidOperationException("nobody hears"); });
        failing.Start();
        await AnswersAsync(Made.Ride, failures: 2, lines: 1);
        service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        Assert.Equal(ReloadStatus.Loaded, (await service.App.Services.GetRequiredService<ServedModel<RideModel>>().ReloadAsync()).Status);
        await AnswersAsync(Made.OtherRide, failures: 4, lines: 2);

        async Task AnswersAsync(RideModel model, int failures, int lines)
        {
            for (int i = 0; i < 2; i++)
            {
                var (status, body) = await service.AskAsync("/v2/models/ride/infer", Inference);
                Assert.Equal(200, status);
                Assert.Equal(model.Predict(Made.Input), JsonNode.Parse(body)!["outputs"]![0]!["data"]![0]!.GetValue<float>());
            }
            Assert.Equal(failures, Volatile.Read(ref failed));
            string[] said = [.. service.Log.Where(static l => l.StartsWith("Error: ride answered, and what listens to its metrics", StringComparison.Ordinal))];
            Assert.Equal(lines, said.Length);
            Assert.All(said, static line => Assert.DoesNotContain("nobody hears", line, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("mldsl.serving.invalid")]
    [InlineData("mldsl.serving.rejected")]
    public async Task AListenerThatFailsChangesNoRefusal(string name)
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<RideModel>(o => (o.File, o.Name, o.Watch, o.PollEvery) = (service["ride.mldsl"], "ride", false, TimeSpan.Zero)),
            static app =>
            {
                app.MapModel<RideModel>("/ride");
                app.MapOpenInference();
            },
            static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));
        object meter = service.App.Services.GetRequiredService<IMeterFactory>().Create("MlDsl.Serving");
        int failed = 0;
        using var failing = new MeterListener { InstrumentPublished = (instrument, listener) => { if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == name) listener.EnableMeasurementEvents(instrument); } };
        failing.SetMeasurementEventCallback<long>((_, _, _, _) => { Interlocked.Increment(ref failed); throw new InvalidOperationException("nobody hears"); });
        failing.Start();
        foreach (string route in new[] { "/ride", "/v2/models/ride/infer" })
        {
            var (status, body) = await service.AskAsync(route, """{"riders":"many"}""");
            Assert.Equal(400, status);
            Assert.NotEmpty(body);
        }
        Assert.True(failed > 0);
        Assert.Single(service.Log, static line => line.StartsWith("Error: ride answered, and what listens to its metrics", StringComparison.Ordinal));
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new List<string>();
        foreach (var (name, value) in tags) texts.Add($"{name}={value}");
        return string.Join(" ", texts);
    }
}
