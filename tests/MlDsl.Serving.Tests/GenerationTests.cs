using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Serving.Tests;

/// <summary>Models are replaced while they answer; what cannot answer does not.</summary>
public sealed class GenerationTests
{
    private static readonly float First = Made.Ride.Predict(Made.Input), Second = Made.OtherRide.Predict(Made.Input);

    private static Task<Service> RideAsync(Action<ServingOptions>? more = null, Action<Service>? first = null) => Service.StartAsync(
        (builder, service) => builder.Services.AddModel<RideModel>(o =>
        {
            (o.File, o.Watch, o.PollEvery) = (service["ride.mldsl"], false, TimeSpan.Zero);
            more?.Invoke(o);
        }),
        static app =>
        {
            app.MapModel<RideModel>("/fare");
            app.MapModelHealth();
            app.MapModelControl("/control");
        },
        first ?? (static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save))));

    private static async Task<float> FareAsync(Service service) => float.Parse((await service.AskAsync("/fare", Made.Json)).Body, CultureInfo.InvariantCulture);

    private static ServedModel<RideModel> Served(Service service) => service.App.Services.GetRequiredService<ServedModel<RideModel>>();

    [Fact]
    public async Task AServiceWithoutAModelIsAliveAndNotReady()
    {
        await using Service service = await RideAsync(first: static _ => { });
        Assert.Equal(200, (await service.GetAsync("/health/live")).Status);
        Assert.Equal(503, (await service.GetAsync("/health/ready")).Status);
        using HttpResponseMessage answer = await service.PostAsync("/fare", Made.Json);
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(503, (await service.GetAsync("/fare/schema.json")).Status);
        Assert.Contains("There is no model file", Assert.Throws<InvalidOperationException>(() => Served(service).Model).Message, StringComparison.Ordinal);
        Assert.Contains(service.Log, static line => line.StartsWith("Error: RideModel does not answer: There is no model file", StringComparison.Ordinal));

        service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save));
        Assert.Equal(ReloadStatus.Loaded, (await Served(service).ReloadAsync()).Status);
        Assert.Equal(200, (await service.GetAsync("/health/ready")).Status);
        Assert.Equal(First, await FareAsync(service));
        Assert.Equal(First, Served(service).Model.Predict(Made.Input));
    }

    [Fact]
    public async Task ANewFileAnswersAndTheOldOneCanBeGoneBackTo()
    {
        await using Service service = await RideAsync();
        Assert.False(Served(service).Rollback());
        Assert.Equal(ReloadStatus.Unchanged, (await Served(service).ReloadAsync()).Status);
        service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        ReloadResult result = await Served(service).ReloadAsync();
        Assert.Equal((ReloadStatus.Loaded, 2), (result.Status, result.Generation!.Number));
        Assert.Equal(Second, await FareAsync(service));
        Assert.True(Served(service).Rollback());
        Assert.Equal(First, await FareAsync(service));
        Assert.Equal((1, 2), (Served(service).Current!.Number, Served(service).Previous!.Number));
        // The file that was gone back from is not taken again by itself; asked for, it is.
        await Served(service).PollAsync(default);
        Assert.Equal(First, await FareAsync(service));
        Assert.Equal(ReloadStatus.Loaded, (await Served(service).ReloadAsync()).Status);
        Assert.Equal(Second, await FareAsync(service));
    }

    public static TheoryData<string> BadFiles { get; } = ["rubbish", "half", "empty", "gone", "other"];

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task AFileThatCannotAnswerChangesNothingAndIsSaidOnce(string how)
    {
        await using Service service = await RideAsync();
        byte[] whole = Made.Bytes(Made.OtherRide.Save);
        if (how == "gone") File.Delete(service["ride.mldsl"]);
        else
        {
            File.WriteAllBytes(service["ride.mldsl"], how switch
            {
                "rubbish" => [.. Enumerable.Range(0, 5_000).Select(static i => (byte)(i * 7))],
                "half" => whole[..(whole.Length / 2)],
                "empty" => [],
                _ => Made.Bytes(Made.Loan.Save),
            });
        }
        for (int i = 0; i < 3; i++) await Served(service).PollAsync(default);
        Assert.Equal(First, await FareAsync(service));
        Assert.Single(service.Log, static line => line.StartsWith("Error: RideModel keeps answering with the model before: ", StringComparison.Ordinal));
        var (status, health) = await service.GetAsync("/health/ready");
        Assert.Equal((200, "Degraded"), (status, health));
        Assert.NotNull(Served(service).Problem);

        service.Put("ride.mldsl", whole);
        await Served(service).PollAsync(default);
        Assert.Equal(Second, await FareAsync(service));
        Assert.Equal((200, "Healthy"), await service.GetAsync("/health/ready"));
    }

    [Fact]
    public async Task AnotherSchemaIsRefusedAndSaid()
    {
        await using Service service = await RideAsync();
        File.WriteAllBytes(service["ride.mldsl"], Made.Bytes(Made.Loan.Save));
        ReloadResult result = await Served(service).ReloadAsync();
        Assert.Equal((ReloadStatus.Refused, 1), (result.Status, result.Generation!.Number));
        Assert.Contains("loan", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoldenRowsMustBeReproduced()
    {
        await using Service service = await RideAsync(
            more: static o => o.Golden = o.File + ".golden",
            first: static service =>
            {
                service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save));
                Made.Ride.WriteGolden(service["ride.mldsl.golden"], [Made.Input, Made.Input with { Miles = null, Vendor = "new" }]);
            });
        Assert.Equal(2, Served(service).Current!.GoldenRows);
        service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        ReloadResult refused = await Served(service).ReloadAsync();
        Assert.Equal(ReloadStatus.Refused, refused.Status);
        Assert.Contains("line 1: the row expects", refused.Problem, StringComparison.Ordinal);
        // Its own rows come a moment later.
        Made.OtherRide.WriteGolden(service["ride.mldsl.golden"], [Made.Input]);
        await Served(service).PollAsync(default);
        Assert.Equal(Second, await FareAsync(service));

        File.WriteAllText(service["ride.mldsl.golden"], "{\"input\":{},\"expected\":[1]}\n");
        Assert.Contains("'Vendor' is missing", (await Served(service).ReloadAsync()).Problem, StringComparison.Ordinal);
        File.WriteAllText(service["ride.mldsl.golden"], "\n");
        Assert.Contains("has no golden rows", (await Served(service).ReloadAsync()).Problem, StringComparison.Ordinal);
        File.WriteAllText(service["ride.mldsl.golden"], "x\n");
        Assert.Contains("line 1: the row is no golden row", (await Served(service).ReloadAsync()).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChangesAreFoundByTheSystemAndByLooking(bool watch)
    {
        await using Service service = await RideAsync(o => (o.Watch, o.PollEvery) = (watch, watch ? TimeSpan.Zero : TimeSpan.FromMilliseconds(30)));
        service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        await Service.UntilAsync(async () => await FareAsync(service) == Second);
    }

    [Fact]
    public async Task ALinkThatIsSwappedIsFound()
    {
        // As Kubernetes replaces a mounted volume: the file is a link through a folder that is a link.
        await using Service service = await RideAsync(
            more: static o => o.PollEvery = TimeSpan.FromMilliseconds(30),
            first: static service =>
            {
                foreach (var (folder, model) in new[] { ("v1", Made.Ride), ("v2", Made.OtherRide) })
                {
                    Directory.CreateDirectory(service[folder]);
                    File.WriteAllBytes(Path.Combine(service[folder], "ride.mldsl"), Made.Bytes(model.Save));
                }
                Directory.CreateSymbolicLink(service["data"], "v1");
                File.CreateSymbolicLink(service["ride.mldsl"], Path.Combine("data", "ride.mldsl"));
            });
        Assert.Equal(First, await FareAsync(service));
        Directory.CreateSymbolicLink(service["data.new"], "v2");
        Directory.Delete(service["data"]);
        Directory.Move(service["data.new"], service["data"]);
        await Service.UntilAsync(async () => await FareAsync(service) == Second);
    }

    [Fact]
    public async Task NoAnswerFailsOrIsMixedWhileModelsAreReplaced()
    {
        await using Service service = await RideAsync();
        byte[][] files = [Made.Bytes(Made.OtherRide.Save), Made.Bytes(Made.Ride.Save)];
        using var done = new CancellationTokenSource();
        string json = $"[{Made.Json},{Made.Json},{Made.Json}]";
        Task<int>[] asking = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            int asked = 0;
            while (!done.IsCancellationRequested)
            {
                using HttpResponseMessage answer = await service.PostAsync("/fare", json);
                Assert.Equal(200, (int)answer.StatusCode);
                float[] fares = [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(static v => v!.GetValue<float>())];
                Assert.True(fares.All(f => f == fares[0]) && (fares[0] == First || fares[0] == Second), string.Join(" ", fares));
                asked++;
            }
            return asked;
        }))];
        for (int i = 0; i < 40; i++)
        {
            service.Put("ride.mldsl", files[i % 2]);
            Assert.Equal(ReloadStatus.Loaded, (await Served(service).ReloadAsync()).Status);
            // Back and forth: the file that is there answers again.
            if (i % 5 == 4) Assert.True(Served(service).Rollback() && Served(service).Rollback());
        }
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(asking), static asked => Assert.True(asked > 0));
    }

    [Fact]
    public async Task ModelsThatMustBeFreedAreFreedAfterTheirLastCall()
    {
        var made = new List<Freed>();
        await using Service service = await Service.StartAsync(
            (builder, service) => builder.Services.AddScorer(
                ScorerJson.Of(System.Text.Json.JsonSerializerOptions.Web.GetTypeInfo<EndpointTests.Point>(), System.Text.Json.JsonSerializerOptions.Web.GetTypeInfo<int>()),
                bytes =>
                {
                    made.Add(new Freed(bytes.Span[0]));
                    return made[^1];
                },
                o => (o.File, o.Watch, o.PollEvery) = (service["n"], false, TimeSpan.Zero)),
            static app => app.MapModel<Freed>("/n"),
            static service => service.Put("n", [1]));
        var served = service.App.Services.GetRequiredService<ServedModel<Freed>>();
        made[0].Hold.Reset();
        Task<(int Status, string Body)> held = service.AskAsync("/n", """{"x":1,"y":1}""");
        Assert.True(made[0].Entered.Wait(TimeSpan.FromSeconds(10)));
        foreach (byte n in new byte[] { 2, 3 })
        {
            service.Put("n", [n]);
            Assert.Equal(ReloadStatus.Loaded, (await served.ReloadAsync()).Status);
        }
        Assert.Equal((200, "3"), await service.AskAsync("/n", """{"x":1,"y":1}"""));
        Assert.False(made[0].IsDisposed);
        made[0].Hold.Set();
        Assert.Equal((200, "1"), await held);
        await Service.UntilAsync(() => Task.FromResult(made[0].IsDisposed));
        Assert.False(made[1].IsDisposed);
    }

    [Fact]
    public async Task ControlListsReloadsAndRollsBack()
    {
        await using Service service = await RideAsync();
        JsonNode listed = JsonNode.Parse((await service.GetAsync("/control")).Body)![0]!;
        Assert.Equal(("RideModel", true, 1), (listed["name"]!.GetValue<string>(), listed["ready"]!.GetValue<bool>(), listed["current"]!["generation"]!.GetValue<int>()));
        Assert.Equal(409, (await service.AskAsync("/control/RideModel/rollback", "")).Status);
        service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        Assert.Contains("\"result\":\"loaded\"", (await service.AskAsync("/control/RideModel/reload", "")).Body, StringComparison.Ordinal);
        Assert.Equal((200, Second), ((await service.AskAsync("/control/RideModel/reload", "")).Status, await FareAsync(service)));
        Assert.Equal((200, First), ((await service.AskAsync("/control/RideModel/rollback", "")).Status, await FareAsync(service)));
        File.WriteAllText(service["ride.mldsl"], "rubbish");
        Assert.Equal(409, (await service.AskAsync("/control/RideModel/reload", "")).Status);
        Assert.Equal(404, (await service.AskAsync("/control/..%2f..%2fetc/reload", "")).Status);
    }

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
        Assert.Equal(First, float.Parse((await service.AskAsync("/models/ride", Made.Json)).Body, CultureInfo.InvariantCulture));
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
        // A model whose columns are others keeps its callers' columns.
        service.Put("ride.mldsl", Made.Bytes(Made.Loan.Save));
        await Service.UntilAsync(async () => (await service.GetAsync("/health/ready")).Body == "Degraded");
        Assert.Equal(200, (await service.AskAsync("/models/ride", Made.Json)).Status);
    }

    private sealed class Freed(int number) : IScorer<EndpointTests.Point, int>, IDisposable
    {
        public ManualResetEventSlim Hold { get; } = new(true);

        public ManualResetEventSlim Entered { get; } = new();

        public bool IsDisposed { get; private set; }

        public void Run(in EndpointTests.Point input, out int output)
        {
            Entered.Set();
            Hold.Wait();
            output = number;
        }

        public void Run(ReadOnlySpan<EndpointTests.Point> inputs, Span<int> outputs) => outputs.Fill(number);

        public ValueTask<int> RunAsync(EndpointTests.Point input, CancellationToken cancellation = default) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }
}
