using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Recommending;

namespace MlDsl.Tasks.Tests.Serving;

[Dataset]
public sealed partial record Play
{
    [User] public required int Listener { get; init; }
    [Item] public required long Song { get; init; }
    [EventTime] public DateTime At { get; init; }
}

[Model<Play, Recommendation>, Popularity]
public sealed partial class Hits;

/// <summary>Recommenders behind HTTP: the items of the model itself, who is not known said so, and each wrong request named.</summary>
public sealed class ServedRecommenderTests
{
    private static readonly Lazy<Evening> Films = new(static () => Evening.Fit(Watches.Train(Watches.Many(40, 30, 1))));

    private static readonly Lazy<Hits> Songs = new(static () => Hits.Fit(
        Dataset<Play>.FromRows(Enumerable.Range(0, 60).Select(static i => new Play { Listener = i % 10, Song = i * i % 13, At = DateTime.UnixEpoch.AddMinutes(i) })).SplitByTime(validation: 0, test: 0).Train));

    [Fact]
    public async Task ItemsAreThoseOfTheModelItself()
    {
        await using Service service = await StartAsync();
        Recommended<string>[] expected = Films.Value.Recommend("v003", 5, ["f002"]);
        var (status, body) = await service.AskAsync("/films", """{"user":"v003","count":5,"exclude":["f002","no such film"]}""");
        Assert.True(status == 200, body);
        JsonNode answer = JsonNode.Parse(body)!;
        Assert.True(answer["known"]!.GetValue<bool>());
        Assert.Equal(
            expected.Select(static r => (r.Item, r.Score, r.IsPopular)),
            answer["items"]!.AsArray().Select(static i => (i!["item"]!.GetValue<string>(), i["score"]!.GetValue<float>(), i["popular"]!.GetValue<bool>())));
        Assert.DoesNotContain("f002", expected.Select(static r => r.Item));
    }

    [Fact]
    public async Task WhoIsNotKnownGetsWhatIsPopularAndIsToldSo()
    {
        await using Service service = await StartAsync();
        var (_, body) = await service.AskAsync("/films", """[{"user":"nobody"},{"user":"v001","count":1}]""");
        JsonNode answers = JsonNode.Parse(body)!;
        Assert.False(answers[0]!["known"]!.GetValue<bool>());
        Assert.Equal(10, answers[0]!["items"]!.AsArray().Count);
        Assert.All(answers[0]!["items"]!.AsArray(), static item => Assert.True(item!["popular"]!.GetValue<bool>()));
        Assert.Single(answers[1]!["items"]!.AsArray());
    }

    /// <summary>Whoever listens is shown each list that was answered, and none that was refused.</summary>
    [Fact]
    public async Task AnObserverSeesWhatIsAnswered()
    {
        var seen = new Seen();
        await using Service service = await StartAsync(observer: seen);
        Assert.Equal(200, (await service.AskAsync("/films", """[{"user":"v003","count":2},{"user":"nobody","count":1}]""")).Status);
        Assert.Equal(400, (await service.AskAsync("/films", """[{"user":"v004"},{"user":7}]""")).Status);
        Assert.Equal(200, (await service.AskAsync("/films", """{"user":"v005","count":1}""")).Status);
        Assert.Equal([("v003", true, 2), ("nobody", false, 1), ("v005", true, 1)], seen.Lists);
    }

    [Fact]
    public async Task NumbersAreNumbers()
    {
        await using Service service = await StartAsync();
        var (_, body) = await service.AskAsync("/songs", """{"user":99,"count":2,"exclude":[0]}""");
        Recommended<long>[] expected = Songs.Value.Recommend(99, 2, [0L]);
        Assert.Equal(expected.Select(static r => r.Item), JsonNode.Parse(body)!["items"]!.AsArray().Select(static i => i!["item"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData("/films", """{}""", "missing", "user")]
    [InlineData("/films", """{"user":null}""", "missing", "user")]
    [InlineData("/films", """{"user":7}""", "value", "user")]
    [InlineData("/films", """{"user":"\udc00"}""", "value", "user")]
    [InlineData("/films", """{"user":"a","count":0}""", "value", "count")]
    [InlineData("/films", """{"user":"a","count":1001}""", "value", "count")]
    [InlineData("/films", """{"user":"a","exclude":"f001"}""", "value", "exclude")]
    [InlineData("/films", """{"user":"a","exclude":[null]}""", "value", "exclude")]
    [InlineData("/films", """{"user":"a","k":3}""", "member", "k")]
    [InlineData("/songs", """{"user":"7"}""", "value", "user")]
    [InlineData("/songs", """{"user":7.5}""", "value", "user")]
    [InlineData("/songs", """{"user":5000000000}""", "value", "user")]
    public async Task AWrongRequestIsNamed(string route, string json, string kind, string column)
    {
        await using Service service = await StartAsync();
        var (status, problem) = await service.RefusedAsync(route, $"[{{\"user\":{(route == "/songs" ? "1" : "\"a\"")}}},{json}]");
        Assert.Equal((400, "urn:mldsl:problem:" + kind, column, 1), (status, problem["type"]!.GetValue<string>(), problem["column"]!.GetValue<string>(), problem["row"]!.GetValue<int>()));
        // Who asked is nobody's business.
        Assert.DoesNotContain("5000000000", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyOrLongIdsAreRefused()
    {
        await using Service service = await StartAsync();
        var (status, _) = await service.RefusedAsync("/songs", $"{{\"user\":1,\"exclude\":[{string.Join(',', Enumerable.Range(0, 1001))}]}}");
        Assert.Equal(413, status);
        (status, _) = await service.RefusedAsync("/films", $"{{\"user\":\"{new string('a', 9000)}\"}}");
        Assert.Equal(413, status);
    }

    [Fact]
    public async Task SchemaAndGoldenRows()
    {
        await using Service service = await StartAsync(service => service["golden"]);
        Assert.Contains("recommenders have none", service.App.Services.GetRequiredService<ServedModel<Hits>>().Problem, StringComparison.Ordinal);
        Assert.Equal(503, (await service.AskAsync("/songs", """{"user":1}""")).Status);
        JsonNode schema = JsonNode.Parse((await service.GetAsync("/films/schema.json")).Body)!["$defs"]!["row"]!;
        Assert.Equal(["user", "count", "exclude"], schema["properties"]!.AsObject().Select(static p => p.Key));
    }

    private static Task<Service> StartAsync(Func<Service, string>? golden = null, Seen? observer = null) => Service.StartAsync(
        (builder, service) => builder.Services
            .AddSingleton<IPredictionObserver<Evening, RecommendationRequest<string, string>, RecommendationAnswer<string>>>(observer ?? new Seen())
            .AddModel<Evening>(o => (o.File, o.Watch, o.PollEvery) = (service["films"], false, TimeSpan.Zero))
            .AddModel<Hits>(o => (o.File, o.Golden, o.Watch, o.PollEvery) = (service["songs"], golden?.Invoke(service), false, TimeSpan.Zero)),
        static app =>
        {
            app.MapModel<Evening>("/films");
            app.MapModel<Hits>("/songs");
        },
        static service =>
        {
            using var films = new MemoryStream();
            Films.Value.Save(films);
            service.Put("films", films.ToArray());
            using var songs = new MemoryStream();
            Songs.Value.Save(songs);
            service.Put("songs", songs.ToArray());
            service.Put("golden", "{}"u8.ToArray());
        });

    private sealed class Seen : IPredictionObserver<Evening, RecommendationRequest<string, string>, RecommendationAnswer<string>>
    {
        public List<(string User, bool IsKnown, int Count)> Lists { get; } = [];

        public void Observe(Evening model, ReadOnlySpan<RecommendationRequest<string, string>> inputs, ReadOnlySpan<RecommendationAnswer<string>> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) Lists.Add((inputs[i].User, outputs[i].IsKnown, outputs[i].Items.Count));
        }
    }
}
