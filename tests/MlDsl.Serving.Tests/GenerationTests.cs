using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

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

    public static TheoryData<string, string> BadFiles { get; } = new()
    {
        { "rubbish", "is not a complete model file" }, { "half", "is not a complete model file" }, { "empty", "is empty; write it whole" }, { "gone", "There is no model file" }, { "other", "loan" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task AFileThatCannotAnswerChangesNothingAndIsSaidOnce(string how, string said)
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
        Assert.Contains(said, Served(service).Problem, StringComparison.Ordinal);
        Assert.Contains(service["ride.mldsl"], Served(service).Problem, StringComparison.Ordinal);

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
}
