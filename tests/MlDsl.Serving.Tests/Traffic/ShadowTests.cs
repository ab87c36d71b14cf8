using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests.Traffic;

/// <summary>A shadow is held against the model, and answers nobody.</summary>
public sealed class ShadowTests
{
    private static readonly float Main = Made.Ride.Predict(Made.Input), Other = Made.OtherRide.Predict(Made.Input);

    private static Task<Trial> SaidAsync(Said said, Action<ShadowOptions>? configure = null, Action<ServingOptions>? more = null) => Trial.StartAsync(
        (builder, _) => builder.Services.AddScorer(Trial.Json, _ => said),
        fare => fare.Shadow<Said>(1, configure),
        more);

    private static Task ComparedAsync(Trial trial, long requests) => Service.UntilAsync(() => Task.FromResult(trial.Fare.Comparison?.Requests == requests));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OutputsAndTimesAreComparedAndTheAnswerIsTheModels(bool isTogether)
    {
        await using Trial trial = await Trial.StartAsync(
            static (builder, service) =>
            {
                Directory.CreateDirectory(service["trial"]);
                service.Put("trial/ride-next.mldsl", Made.Bytes(Made.OtherRide.Save));
                builder.Services.AddModels<RideModel>(o => (o.Folder, o.Each.Watch, o.Each.PollEvery) = (service["trial"], false, TimeSpan.Zero));
            },
            static fare => fare.Shadow("ride-next", 1),
            o => o.Batching = isTogether ? new() : null);
        Assert.Equal(Trial.Text(Main), (await trial.AskAsync(null)).Body);
        Assert.Equal($"[{Trial.Text(Main)},{Trial.Text(Main)}]", (await trial.AskAsync(null, $" [{Made.Json},{Made.Json}]")).Body);
        Assert.Equal("[]", (await trial.AskAsync(null, "[]")).Body);
        Assert.Equal(400, (await trial.AskAsync(null, "{}")).Status);
        await ComparedAsync(trial, 3);
        ShadowComparison found = trial.Fare.Comparison!;
        Assert.Equal((3, 3, 0, 0, 0), (found.Rows, found.DifferentRows, found.Refused, found.Failed, found.Dropped));
        // Of the numbers as JSON has them.
        Assert.Equal(Math.Abs(double.Parse(Trial.Text(Main), System.Globalization.CultureInfo.InvariantCulture) - double.Parse(Trial.Text(Other), System.Globalization.CultureInfo.InvariantCulture)), found.LargestDifference);
        Assert.True(found.Seconds > 0 && found.ShadowSeconds > 0);
        Assert.Equal(3, trial.Counted("mldsl.serving.shadow.rows", "mldsl.model.name=ride", "mldsl.shadow.name=ride-next", "mldsl.shadow.result=different"));
        Assert.Equal(3, trial.Counted("mldsl.serving.shadow.duration", "mldsl.shadow.name=ride-next"));
        // It is no request of the shadow's own.
        Assert.Equal(0, trial.Counted("mldsl.serving.rows", "mldsl.model.name=ride-next"));
        Assert.Equal(3, trial.Counted("mldsl.serving.rows", "mldsl.model.name=ride"));
    }

    [Theory]
    [InlineData("1", "1", 0, 0.0)]
    [InlineData("1", "1.0", 0, 0.0)]
    [InlineData("1", "1.25", 1, 0.25)]
    [InlineData("1", "1.0625", 0, 0.0625)]
    [InlineData("\"NaN\"", "\"NaN\"", 0, 0.0)]
    [InlineData("\"NaN\"", "1", 1, double.NaN)]
    [InlineData("\"Infinity\"", "\"-Infinity\"", 1, double.NaN)]
    [InlineData("9007199254740993", "9007199254740992", 1, 1.0)]
    [InlineData("18446744073709551615", "-9223372036854775808", 1, 27670116110564327423.0)]
    [InlineData("18446744073709551615", "18446744073709551615", 0, 0.0)]
    [InlineData("null", "1", 1, 0.0)]
    [InlineData("true", "false", 1, 0.0)]
    [InlineData("\"a\"", "\"a\"", 0, 0.0)]
    [InlineData("\"a\"", "\"b\"", 1, 0.0)]
    [InlineData("""{"score":1,"label":"x"}""", """{"score":3,"label":"x"}""", 1, 2.0)]
    [InlineData("""{"score":1,"label":"x"}""", """{"score":1,"label":"y"}""", 1, 0.0)]
    [InlineData("""{"score":1}""", """{"value":1}""", 1, 0.0)]
    [InlineData("""{"score":1}""", "1", 1, 0.0)]
    [InlineData("[1,2,3]", "[1,2,4]", 1, 1.0)]
    [InlineData("[1,2,3]", "[1,2]", 1, 0.0)]
    [InlineData("""{"a":[1,{"b":2}],"c":{}}""", """{"a":[1,{"b":2.5}],"c":{}}""", 1, 0.5)]
    public async Task WhatDiffersIsCountedAndHowFar(string said, string shadow, int different, double largest)
    {
        JsonElement one = JsonSerializer.Deserialize<JsonElement>(said), other = JsonSerializer.Deserialize<JsonElement>(shadow), equal = JsonSerializer.Deserialize<JsonElement>("7");
        ModelEndpointBuilder? endpoint = null;
        await using Service service = await Service.StartAsync(
            (builder, _) => builder.Services
                .AddScorer(Trial.Json, _ => new Said(input => input.Riders == 2 ? one : equal))
                .AddScorer(Trial.Json, _ => new SaidElse(input => input.Riders == 2 ? other : equal)),
            app => endpoint = app.MapModel<Said>("/said").Shadow<SaidElse>(1, static o => o.Tolerance = 0.1));
        string seven = Made.Json.Replace("\"riders\":2", "\"riders\":7", StringComparison.Ordinal);
        await service.AskAsync("/said", Made.Json);
        await service.AskAsync("/said", $"[{seven},{Made.Json},{seven}]");
        await Service.UntilAsync(() => Task.FromResult(endpoint!.Comparison?.Requests == 2));
        ShadowComparison found = endpoint!.Comparison!;
        Assert.Equal((4, 2 * different, largest), (found.Rows, found.DifferentRows, found.LargestDifference));
    }

    [Fact]
    public async Task AnAnswerNeverWaitsAndWhatIsTooMuchIsDropped()
    {
        // Open while the model is warmed.
        using var gate = new ManualResetEventSlim(true);
        using var begun = new ManualResetEventSlim();
        await using Trial trial = await SaidAsync(new Said(_ => { begun.Set(); gate.Wait(); return Trial.Number(5); }), static o => o.QueueLimit = 3);
        gate.Reset();
        begun.Reset();
        // The shadow stands still, and all are answered.
        for (int i = 0; i < 10; i++) Assert.Equal(Trial.Text(Main), (await trial.AskAsync(null)).Body);
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30)));
        gate.Set();
        await ComparedAsync(trial, 3);
        Assert.Equal(7, trial.Counted("mldsl.serving.shadow.requests", "mldsl.shadow.result=dropped"));
        // There is room again.
        await trial.AskAsync(null);
        await ComparedAsync(trial, 4);
    }

    [Theory]
    [InlineData(false, "mldsl.serving.rows")]
    [InlineData(true, "mldsl.serving.rows")]
    [InlineData(false, "mldsl.serving.shadow.requests")]
    [InlineData(true, "mldsl.serving.rows", "mldsl.serving.shadow.requests")]
    public async Task WhoeverListensAndFailsChangesNoAnswerAndKeepsItFromNobody(bool isTogether, params string[] instruments)
    {
        // Of the shadow nothing has room, which is counted on the request's own thread.
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)), static o => o.QueueBytes = 1, o => o.Batching = isTogether ? new() : null);
        object meter = trial.Service.App.Services.GetRequiredService<IMeterFactory>().Create("MlDsl.Serving");
        using var failing = new MeterListener();
        failing.InstrumentPublished = (published, listener) => { if (ReferenceEquals(published.Meter, meter) && instruments.Contains(published.Name)) listener.EnableMeasurementEvents(published); };
        var failures = new ConcurrentQueue<string>();
        failing.SetMeasurementEventCallback<long>((failed, _, _, _) => { failures.Enqueue(failed.Name); throw new InvalidOperationException("nobody hears"); });
        failing.Start();
        for (int i = 0; i < 3; i++) Assert.Equal((200, Trial.Text(Main)), await trial.Service.AskAsync("/fare", Made.Json));
        Assert.Equal(instruments.SelectMany(static name => Enumerable.Repeat(name, 3)), failures.Order(StringComparer.Ordinal));
        // The shadow was asked each time, whoever failed before.
        if (!instruments.Contains("mldsl.serving.shadow.requests")) Assert.Equal(3, trial.Counted("mldsl.serving.shadow.requests", "mldsl.shadow.result=dropped"));
        // Each is told of once.
        string[] lines = [.. trial.Service.Log.Where(static l => l.StartsWith("Error: ride answered", StringComparison.Ordinal))];
        Assert.Equal(instruments.Length, lines.Distinct().Count());
        Assert.Equal(instruments.Length, lines.Length);
        Assert.All(lines, static line => Assert.Contains("System.InvalidOperationException", line, StringComparison.Ordinal));
        Assert.All(lines, static line => Assert.DoesNotContain("nobody hears", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BytesThatWaitAreBounded()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)), static o => o.QueueBytes = 400);
        await trial.AskAsync(null, $"[{string.Join(",", Enumerable.Repeat(Made.Json, 5))}]");
        Assert.Equal(1, trial.Counted("mldsl.serving.shadow.requests", "mldsl.shadow.result=dropped"));
        await trial.AskAsync(null);
        await ComparedAsync(trial, 1);
    }

    [Fact]
    public async Task WhatTheShadowRefusesOrFailsAtIsCountedAndToldOnce()
    {
        var said = new Said(static _ => throw new ArgumentException("not that one"));
        await using Trial trial = await SaidAsync(said);
        await trial.AskAsync(null);
        await Service.UntilAsync(() => Task.FromResult(trial.Fare.Comparison?.Refused == 1));
        said.Say = static _ => throw new InvalidOperationException("broken");
        for (int i = 0; i < 3; i++) Assert.Equal(Trial.Text(Main), (await trial.AskAsync(null)).Body);
        await Service.UntilAsync(() => Task.FromResult(trial.Fare.Comparison?.Failed == 3));
        Assert.Single(trial.Service.Log, static line => line.Contains("Said failed at a request", StringComparison.Ordinal));
        Assert.Equal(3, trial.Counted("mldsl.serving.shadow.requests", "mldsl.shadow.result=failed"));
        said.Say = static _ => Trial.Number(5);
        await trial.AskAsync(null);
        await ComparedAsync(trial, 1);
    }

    [Fact]
    public async Task AListenerThatFailsEndsNothing()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)));
        object meter = trial.Service.App.Services.GetRequiredService<IMeterFactory>().Create("MlDsl.Serving");
        int failures = 0;
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = (instrument, listener) => { if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "mldsl.serving.shadow.requests") listener.EnableMeasurementEvents(instrument); };
            listener.SetMeasurementEventCallback<long>((_, _, _, _) => { Interlocked.Increment(ref failures); throw new InvalidOperationException("no room for numbers"); });
            listener.Start();
            Assert.Equal(Trial.Text(Main), (await trial.AskAsync(null)).Body);
            // As different, and then as failed.
            await Service.UntilAsync(() => Task.FromResult(Volatile.Read(ref failures) == 2));
        }
        await trial.AskAsync(null);
        await ComparedAsync(trial, 1);
    }

    [Fact]
    public async Task AfterAReloadWhatWasFoundIsSaidAndCountedAnew()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)));
        await trial.AskAsync(null);
        await ComparedAsync(trial, 1);
        string first = trial.Fare.Comparison!.Version;
        trial.Service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        await trial.Service.App.Services.GetRequiredService<ServedModel<RideModel>>().ReloadAsync();
        await trial.AskAsync(null);
        await Service.UntilAsync(() => Task.FromResult(trial.Fare.Comparison!.Version != first));
        Assert.Equal(1, trial.Fare.Comparison!.Requests);
        Assert.Single(trial.Service.Log, line => line.Contains($"beside ride ({first}): of 1 requests with 1 rows 1 rows differ by more than 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasFoundIsSaidBeforeTheServiceEnds()
    {
        Service service;
        await using (Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5))))
        {
            service = trial.Service;
            await trial.AskAsync(null);
            await ComparedAsync(trial, 1);
            Assert.DoesNotContain(service.Log, static line => line.Contains("beside ride", StringComparison.Ordinal));
        }
        Assert.Single(service.Log, static line => line.Contains("beside ride", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AShareOfKeysIsShadowedAndListed()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)), static o => (o.By, o.Salt) = (static request => request.Headers["Customer"], "s"));
        Assert.Equal(200, (await trial.Service.AskAsync("/control/ride/shadow?share=0.5", "")).Status);
        for (int i = 0; i < 40; i++) await trial.AskAsync($"c{i}");
        await trial.AskAsync(null);
        await ComparedAsync(trial, Enumerable.Range(0, 40).Count(static i => TrafficKey.PositionOf($"c{i}", "s") < 0.5));
        string listed = (await trial.Service.GetAsync("/control")).Body;
        Assert.Contains("\"shadows\":[{\"name\":\"Said\",\"share\":0.5,", listed, StringComparison.Ordinal);
        Assert.Contains($"\"requests\":{trial.Fare.Comparison!.Requests},", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoValueOfASensitiveColumnIsTold()
    {
        ModelEndpointBuilder? endpoint = null;
        await using Service service = await Service.StartAsync(
            static (builder, service) =>
            {
                service.Put("loan", Made.Bytes(Made.Loan.Save));
                builder.Services.AddModel<LoanModel>(o => o.File = service["loan"]);
                builder.Services.AddScorer(
                    ScorerJson.OfRows<Loan, Loan.Input, JsonElement>((System.Text.Json.Serialization.Metadata.JsonTypeInfo<JsonElement>)JsonSerializerOptions.Web.GetTypeInfo(typeof(JsonElement))),
                    static _ => new Teller());
            },
            app => endpoint = app.MapModel<LoanModel>("/loan").Shadow<Teller>(1));
        Assert.Equal(200, (await service.AskAsync("/loan", """{"purpose":"car","amount":1,"origin":"north"}""")).Status);
        // It is counted before it is told.
        await Service.UntilAsync(() => Task.FromResult(service.Log.Any(static line => line.Contains("Teller failed at a request with System.InvalidOperationException, whose message is not told", StringComparison.Ordinal))));
        Assert.Equal(1, endpoint!.Comparison?.Failed);
        Assert.DoesNotContain(service.Log, static line => line.Contains("north", StringComparison.Ordinal));
    }

    /// <summary>A scorer whose failure tells what it must not.</summary>
    private sealed class Teller : IScorer<Loan.Input, JsonElement>
    {
        public void Run(in Loan.Input input, out JsonElement output) => throw new InvalidOperationException($"{input.Origin}");

        public void Run(ReadOnlySpan<Loan.Input> inputs, Span<JsonElement> outputs) => throw new InvalidOperationException($"{inputs[0].Origin}");

        public ValueTask<JsonElement> RunAsync(Loan.Input input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
