using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MlDsl.Serving.Tests;

/// <summary>Requests whose rows are computed together, over HTTP.</summary>
public sealed class BatchingTests
{
    private static Task<Service> StartAsync(Held model, BatchingOptions batching) => Service.StartAsync(
        (builder, _) =>
        {
            builder.Services.AddRequestTimeouts();
            builder.Services.AddScorer(
                ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Place>(), JsonSerializerOptions.Web.GetTypeInfo<double>()), _ => model, o => o.Batching = batching);
        },
        static app =>
        {
            app.UseRequestTimeouts();
            app.MapModel<Held>("/n");
            app.MapModel<Held>("/brief").WithRequestTimeout(TimeSpan.FromMilliseconds(200));
        });

    // A first request holds the model, and the others wait.
    private static async Task<Task<(int Status, string Body)>> HoldAsync(Service service, Held model)
    {
        model.Hold.Reset();
        model.Entered.Reset();
        Task<(int Status, string Body)> held = service.AskAsync("/n", """{"x":1}""");
        Assert.True(await Task.Run(() => model.Entered.Wait(TimeSpan.FromSeconds(10))));
        return held;
    }

    private static async Task<List<(int, string)>> SaidAsync(Task<(int Status, string Body)>[] asked)
    {
        await Task.WhenAll(asked);
        return [.. asked.Select(static a => (a.Result.Status, a.Result.Body))];
    }

    private static Task WaitingAsync(Service service, int rows)
    {
        var served = service.App.Services.GetRequiredService<ServedModel<Held>>();
        return Service.UntilAsync(() => Task.FromResult(served.WaitingRows == rows));
    }

    [Fact]
    public async Task RowsAreComputedTogetherAndABadOneHarmsNoNeighbour()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new() { MaxRows = 8, QueueLimit = 100 });
        Task<(int Status, string Body)> held = await HoldAsync(service, model);
        Task<(int Status, string Body)>[] good = [service.AskAsync("/n", """{"x":2}"""), service.AskAsync("/n", """[{"x":3},{"x":4}]""")];
        await WaitingAsync(service, 3);
        model.Hold.Set();
        Assert.Equal([(200, "1"), (200, "2"), (200, "[3,4]")], await SaidAsync([held, .. good]));
        Assert.Contains(3, model.Sizes);

        held = await HoldAsync(service, model);
        good = [service.AskAsync("/n", """{"x":2}"""), service.AskAsync("/n", """[{"x":3},{"x":4}]""")];
        Task<(int Status, JsonNode Problem)> refused = service.RefusedAsync("/n", """[{"x":5},{"x":-1}]"""), failed = service.RefusedAsync("/n", """{"x":99}""");
        await WaitingAsync(service, 6);
        model.Hold.Set();
        Assert.Equal([(200, "1"), (200, "2"), (200, "[3,4]")], await SaidAsync([held, .. good]));
        Assert.Equal((400, 1), ((await refused).Status, (await refused).Problem["row"]!.GetValue<int>()));
        Assert.Equal(500, (await failed).Status);
    }

    [Fact]
    public async Task ARequestOfMoreRowsThanABatchIsComputedInParts()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new() { MaxRows = 3 });
        Assert.Equal((200, "[0,1,2,3,4,5,6]"), await service.AskAsync("/n", $"[{string.Join(",", Enumerable.Range(0, 7).Select(static i => $$"""{"x":{{i}}}"""))}]"));
        Assert.Equal([3, 3, 1], model.Sizes);
        var (status, problem) = await service.RefusedAsync("/n", """[{"x":0},{"x":0},{"x":0},{"x":0},{"x":-1}]""");
        Assert.Equal((400, 4), (status, problem["row"]!.GetValue<int>()));
        Assert.Equal((200, "[]"), await service.AskAsync("/n", "[]"));
        Assert.Equal(400, (await service.RefusedAsync("/n", """[{"x":0},{"x":"a"}]""")).Status);
    }

    [Fact]
    public async Task AFullQueueSaysWhenToComeBack()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new() { QueueLimit = 2 });
        Task<(int Status, string Body)> held = await HoldAsync(service, model), waiting = service.AskAsync("/n", """[{"x":2},{"x":3}]""");
        await WaitingAsync(service, 2);
        using (HttpResponseMessage full = await service.PostAsync("/n", """{"x":4}"""))
        {
            Assert.Equal(429, (int)full.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), full.Headers.RetryAfter?.Delta);
        }
        model.Hold.Set();
        Assert.Equal([(200, "1"), (200, "[2,3]")], await SaidAsync([held, waiting]));
    }

    [Fact]
    public async Task WhoWaitsTooLongIsToldSoWhileTheModelIsBusy()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new() { MaxWait = TimeSpan.FromMilliseconds(50) });
        Task<(int Status, string Body)> held = await HoldAsync(service, model);
        var (status, problem) = await service.RefusedAsync("/n", """{"x":2}""");
        Assert.Equal((504, "urn:mldsl:problem:late"), (status, problem["type"]!.GetValue<string>()));
        model.Hold.Set();
        Assert.Equal((200, "1"), await held);
        Assert.DoesNotContain(2, model.Seen);
    }

    [Fact]
    public async Task ALimitOfTimeOfTheServicesOwnAnswersForItself()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new());
        Task<(int Status, string Body)> held = await HoldAsync(service, model);
        Assert.Equal(504, (await service.AskAsync("/brief", """{"x":2}""")).Status);
        // The caller is gone, and so are its rows.
        using (var gone = new CancellationTokenSource())
        {
            Task<HttpResponseMessage> vanishing = service.Client.PostAsync(new Uri("/n", UriKind.Relative), new StringContent("""{"x":3}""", Encoding.UTF8, "application/json"), gone.Token);
            await WaitingAsync(service, 1);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vanishing);
        }
        await WaitingAsync(service, 0);
        model.Hold.Set();
        Assert.Equal((200, "1"), await held);
        Assert.Equal([1d], model.Seen);
    }

    [Fact]
    public async Task TheMoreUrgentRequestIsFirst()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new() { MaxRows = 1 });
        Task<(int Status, string Body)> held = await HoldAsync(service, model), usual = service.AskAsync("/n", """{"x":2}""");
        await WaitingAsync(service, 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/n", UriKind.Relative));
        request.Content = new StringContent("""{"x":3}""", Encoding.UTF8, "application/json");
        request.Headers.Add("Priority", "u=1, i");
        Task<HttpResponseMessage> urgent = service.Client.SendAsync(request);
        await WaitingAsync(service, 2);
        model.Hold.Set();
        await Task.WhenAll(held, usual, urgent);
        Assert.Equal([1d, 3, 2], model.Seen);
    }

    [Fact]
    public async Task AServiceThatStopsEmptiesItsQueueAndTakesNothingNew()
    {
        var model = new Held();
        await using Service service = await StartAsync(model, new());
        Task<(int Status, string Body)> held = await HoldAsync(service, model), waiting = service.AskAsync("/n", """{"x":2}""");
        await WaitingAsync(service, 1);
        // The server itself still takes connections.
        service.App.Lifetime.StopApplication();
        var (status, problem) = await service.RefusedAsync("/n", """{"x":3}""");
        Assert.Equal((503, "urn:mldsl:problem:draining"), (status, problem["type"]!.GetValue<string>()));
        model.Hold.Set();
        Assert.Equal([(200, "1"), (200, "2")], await SaidAsync([held, waiting]));
    }

    [Fact]
    public async Task AModelIsNotFreedWhileItComputesRowsWhoseCallerIsGone()
    {
        var made = new List<Held>();
        await using Service service = await Service.StartAsync(
            (builder, service) => builder.Services.AddScorer(
                ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Place>(), JsonSerializerOptions.Web.GetTypeInfo<double>()),
                _ =>
                {
                    made.Add(new Held());
                    return made[^1];
                },
                o => (o.File, o.Watch, o.PollEvery, o.Batching) = (service["n"], false, TimeSpan.Zero, new())),
            static app => app.MapModel<Held>("/n"),
            static service => service.Put("n", [1]));
        var served = service.App.Services.GetRequiredService<ServedModel<Held>>();
        // The first one computes on its own thread; the second one's rows on another.
        Task<(int Status, string Body)> held = await HoldAsync(service, made[0]);
        using var gone = new CancellationTokenSource();
        Task<HttpResponseMessage> vanishing = service.Client.PostAsync(new Uri("/n", UriKind.Relative), new StringContent("""{"x":3}""", Encoding.UTF8, "application/json"), gone.Token);
        await WaitingAsync(service, 1);
        made[0].Once.Release();
        Assert.Equal((200, "1"), await held);
        await Service.UntilAsync(() => Task.FromResult(made[0].Seen.Contains(3)));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vanishing);
        foreach (byte n in new byte[] { 2, 3 })
        {
            service.Put("n", [n]);
            await served.ReloadAsync();
        }
        Assert.False(made[0].IsDisposed);
        made[0].Hold.Set();
        await Service.UntilAsync(() => Task.FromResult(made[0].IsDisposed));
        Assert.False(made[0].WasDisposedWhileRunning);
    }

    [Fact]
    public void WhatMakesNoSenseIsSaid()
    {
        foreach (var (options, name) in new (BatchingOptions, string)[]
        {
            (new() { MaxRows = 0 }, "MaxRows"), (new() { QueueLimit = 0 }, "QueueLimit"), (new() { MaxDelay = TimeSpan.FromHours(1) }, "MaxDelay"),
            (new() { MaxDelay = TimeSpan.FromTicks(-1) }, "MaxDelay"), (new() { MaxWait = TimeSpan.FromDays(2) }, "MaxWait"),
        })
            Assert.Contains("Batching." + name, Assert.Throws<ArgumentException>(options.Check).Message, StringComparison.Ordinal);
    }

    public sealed record Place(double X);

    /// <summary>A scorer that can be held up, and remembers what it was called with.</summary>
    private sealed class Held : IScorer<Place, double>, IDisposable
    {
        private volatile bool isRunning;

        public ManualResetEventSlim Hold { get; } = new(true);

        /// <summary>Lets one call through that is held.</summary>
        public SemaphoreSlim Once { get; } = new(0);

        public bool IsDisposed { get; private set; }

        public bool WasDisposedWhileRunning { get; private set; }

        public ManualResetEventSlim Entered { get; } = new();

        public ConcurrentQueue<int> Sizes { get; } = new();

        public ConcurrentQueue<double> Seen { get; } = new();

        public void Run(in Place input, out double output)
        {
            Span<double> outputs = [0];
            Run([input], outputs);
            output = outputs[0];
        }

        public void Run(ReadOnlySpan<Place> inputs, Span<double> outputs)
        {
            Sizes.Enqueue(inputs.Length);
            foreach (Place input in inputs) Seen.Enqueue(input.X);
            isRunning = true;
            Entered.Set();
            while (!Hold.Wait(5) && !Once.Wait(0)) { }
            isRunning = false;
            for (int i = 0; i < inputs.Length; i++)
            {
                outputs[i] = inputs[i].X switch
                {
                    < 0 => throw new ArgumentException("x is negative"),
                    > 90 => throw new InvalidOperationException("x is too large"),
                    var x => x,
                };
            }
        }

        public void Dispose() => (IsDisposed, WasDisposedWhileRunning) = (true, isRunning);

        public ValueTask<double> RunAsync(Place input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
