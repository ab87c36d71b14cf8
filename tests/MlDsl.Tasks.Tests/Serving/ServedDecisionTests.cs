using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Decisions;
using MlDsl.Tasks.Tests.Forecasting;

namespace MlDsl.Tasks.Tests.Serving;

[Dataset]
public sealed partial record Guest
{
    [Numeric] public required float Age { get; init; }
    [Sensitive, Categorical] public string? Faith { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Spent { get; init; }
}

/// <summary>Decisions behind HTTP: each is in the log before it is answered, with the probability that it was drawn by, and its reward comes by its id.</summary>
public sealed class ServedDecisionTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DecisionLogOptions Options = new() { RewardDelay = TimeSpan.FromDays(1), WaitsForDisk = false, Missing = MissingReward.Zero };

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly Clock clock = new() { Now = Morning };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task ADecisionIsLoggedWithItsProbabilityAndItsReward()
    {
        using DecisionLog<Offer, Offer.Input, Discount> log = Open();
        await using Service service = await StartAsync(log);
        var (status, body) = await service.AskAsync("/offers", """{"id":"order-17","context":{"age":30,"town":"Ulm"},"actions":["None","Five"]}""");
        Assert.True(status == 200, body);
        JsonNode answer = JsonNode.Parse(body)!;
        Assert.Equal(("order-17", 0.5), (answer["id"]!.GetValue<string>(), answer["propensity"]!.GetValue<double>()));
        // Asked again: the same, whatever the actions are now.
        Assert.Equal((200, body), await service.AskAsync("/offers", """{"id":"order-17","context":{"age":60},"actions":["Ten"]}"""));
        clock.Now = Morning.AddHours(1);
        Assert.Equal((200, """{"id":"order-17","decided":true}"""), await service.AskAsync("/offers/rewards", """{"id":"order-17","reward":12.5}"""));
        Assert.Equal((200, """[{"id":"order-9","decided":false}]"""), await service.AskAsync("/offers/rewards", """[{"id":"order-9","reward":1}]"""));
        LoggedDecisions<Offer, Offer.Input, Discount> read = log.Read(Morning.AddDays(2));
        Offer row = Assert.Single(read.Rows);
        Assert.Equal(("order-17", 30f, "Ulm", 12.5f, answer["action"]!.GetValue<string>()), (row.Number, row.Age, row.Town, row.Spent, row.Discount.ToString()));
        Assert.Equal((1, 1, 1), (read.Counts.Decisions, read.Counts.Rewarded, read.Counts.Unknown));
    }

    [Fact]
    public async Task IdsAreMadeAndSeveralRowsAreDecidedOnceEach()
    {
        using DecisionLog<Offer, Offer.Input, Discount> log = Open();
        await using Service service = await StartAsync(log);
        var (_, body) = await service.AskAsync("/offers", """[{"context":{"age":30}},{"context":{"age":31}}]""");
        string[] ids = [.. JsonNode.Parse(body)!.AsArray().Select(static a => a!["id"]!.GetValue<string>())];
        Assert.Equal(2, ids.Distinct().Count());
        // The second row is refused; whoever sends both again with their ids is told what was decided of the first.
        var (status, problem) = await service.RefusedAsync("/offers", """[{"id":"a","context":{"age":30}},{"id":"b","context":{"age":"NaN"}}]""");
        Assert.Equal((400, 1), (status, problem["row"]!.GetValue<int>()));
        Assert.Equal(3, log.Read(Morning.AddDays(2)).Counts.Decisions);
        Assert.Equal(0, log.Read(Morning.AddDays(2)).Counts.DecidedTwice);
    }

    [Fact]
    public async Task ANewModelDecidesAnewOverTheSameLog()
    {
        using DecisionLog<Offer, Offer.Input, Discount> log = Open();
        await using Service service = await StartAsync(log);
        service.Put("policy", [2]);
        Assert.Equal(ReloadStatus.Loaded, (await service.App.Services.GetRequiredService<ServedModel<DecisionScorer<Offer, Offer.Input, Discount>>>().ReloadAsync()).Status);
        for (int i = 0; i < 20; i++)
        {
            var (_, body) = await service.AskAsync("/offers", $"{{\"id\":\"{i}\",\"context\":{{\"age\":30}}}}");
            Assert.Equal("Ten", JsonNode.Parse(body)!["action"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("/offers", """{}""", "missing", "context")]
    [InlineData("/offers", """{"context":[]}""", "shape", "context")]
    [InlineData("/offers", """{"context":{}}""", "missing", "age")]
    [InlineData("/offers", """{"context":{"age":"old"}}""", "value", "age")]
    [InlineData("/offers", """{"context":{"age":3,"height":2}}""", "member", "height")]
    [InlineData("/offers", """{"context":{"age":3,"discount":"Five"}}""", "member", "context")]
    [InlineData("/offers", """{"context":{"age":3,"town":"\ud800"}}""", "value", "context")]
    [InlineData("/offers", """{"context":{"age":3},"id":""}""", "value", "id")]
    [InlineData("/offers", """{"context":{"age":3},"actions":[]}""", "value", "actions")]
    [InlineData("/offers", """{"context":{"age":3},"actions":["Twenty"]}""", "value", "actions")]
    [InlineData("/offers", """{"context":{"age":3},"actions":["Five","Five"]}""", "value", "actions")]
    [InlineData("/offers/rewards", """{"id":"a"}""", "missing", "reward")]
    [InlineData("/offers/rewards", """{"reward":1}""", "missing", "id")]
    [InlineData("/offers/rewards", """{"id":"a","reward":"much"}""", "value", "reward")]
    [InlineData("/offers/rewards", """{"id":"a","reward":1e999}""", "value", "reward")]
    public async Task AWrongRequestIsNamedAndNothingIsLogged(string route, string json, string kind, string column)
    {
        using DecisionLog<Offer, Offer.Input, Discount> log = Open();
        await using Service service = await StartAsync(log);
        var (status, problem) = await service.RefusedAsync(route, json);
        Assert.Equal((400, "urn:mldsl:problem:" + kind, column), (status, problem["type"]!.GetValue<string>(), problem["column"]!.GetValue<string>()));
        Assert.Throws<EvaluationException>(() => log.Read(Morning.AddDays(2)));
    }

    [Fact]
    public async Task ALogThatIsClosedAnswersNothing()
    {
        DecisionLog<Offer, Offer.Input, Discount> log = Open();
        await using Service service = await StartAsync(log);
        Assert.Equal(200, (await service.AskAsync("/offers", """{"id":"a","context":{"age":30}}""")).Status);
        log.Dispose();
        Assert.Equal(500, (await service.AskAsync("/offers", """{"id":"a","context":{"age":30}}""")).Status);
        Assert.Contains(service.Log, static line => line.Contains("is closed; open the log again", StringComparison.Ordinal));
    }

    /// <summary>Neither a policy that says a value nor a model that says one tells it to whoever asks, where it may be a sensitive one's.</summary>
    [Theory]
    [InlineData(false, "The model does not take the row", null)]
    [InlineData(true, "'faith' has a value that the model does not take", "faith")]
    public async Task ASensitiveValueIsNotTold(bool namesColumn, string said, string? column)
    {
        ActionSpace<Guest.Input, Discount> space = ActionSpace.Of<Guest, Guest.Input, Discount>();
        using DecisionLog<Guest, Guest.Input, Discount> log = DecisionLog.Open<Guest, Guest.Input, Discount>(folder, space, Options);
        var desk = new DecisionDesk<Guest, Guest.Input, Discount>(log, clock);
        await using Service service = await Service.StartAsync(
            (builder, service) => builder.Services.AddScorer(
                ScorerJson.Of(desk.Decisions), _ => desk.Decide(new Telling(space, namesColumn)), o => (o.Name, o.File, o.Watch, o.PollEvery) = ("guests", service["policy"], false, TimeSpan.Zero)),
            static app => app.MapModel<DecisionScorer<Guest, Guest.Input, Discount>>("/guests"),
            static service => service.Put("policy", [1]));
        var (status, problem) = await service.RefusedAsync("/guests", """{"context":{"age":30,"faith":"Xyz"}}""");
        Assert.Equal((400, column), (status, problem["column"]?.GetValue<string>()));
        Assert.Contains(said, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("Xyz", problem.ToJsonString(), StringComparison.Ordinal);
        // What a service's log says of a failure does not have it either.
        var (failed, _) = await service.RefusedAsync("/guests", """{"context":{"age":31,"faith":"Xyz"}}""");
        Assert.Equal(500, failed);
        Assert.NotEmpty(service.Log);
        Assert.DoesNotContain(service.Log, static line => line.Contains("Xyz", StringComparison.Ordinal));
    }

    private sealed class Telling(ActionSpace<Guest.Input, Discount> space, bool namesColumn) : DecisionPolicy<Guest.Input, Discount>("telling", space)
    {
        public override void Propensities(in Guest.Input context, ReadOnlySpan<Discount> actions, Span<double> propensities) =>
            throw (context.Age > 30 ? new InvalidOperationException($"'{context.Faith}' fails") : namesColumn ? new InvalidValueException(nameof(Guest.Faith), $"'{context.Faith}' is unknown") : new ArgumentException($"'{context.Faith}' is unknown"));
    }

    /// <summary>Nothing else answers what was decided: it would decide anew, and log what nobody was told.</summary>
    [Fact]
    public async Task NoModelAnswersBesideDecisions()
    {
        using DecisionLog<Offer, Offer.Input, Discount> log = Open();
        var desk = new DecisionDesk<Offer, Offer.Input, Discount>(log, clock);
        await using Service service = await Service.StartAsync(
            (builder, service) => builder.Services
                .AddScorer(ScorerJson.Of(desk.Decisions), _ => desk.Decide(Offers.Space.Uniform()), static o => o.Name = "offers")
                .AddScorer(ScorerJson.Of(desk.Decisions), _ => new Coupons(desk.Decide(new Always(Discount.Ten))), static o => o.Name = "coupons")
                .AddScorer(ScorerJson.Of(desk.Rewards), _ => desk.Reward(), static o => o.Name = "rewards")
                .AddModel<NaiveHours>(o => (o.File, o.IsRequired, o.Watch, o.PollEvery) = (service["hours"], false, false, TimeSpan.Zero)),
            static app =>
            {
                ModelEndpointBuilder offers = app.MapModel<DecisionScorer<Offer, Offer.Input, Discount>>("/offers"), hours = app.MapModel<NaiveHours>("/hours");
                foreach (Action attempt in (Action[])
                [
                    () => offers.Shadow<Coupons>(1), () => offers.Canary<Coupons>(0.5), () => offers.Shadow("coupons", 1), () => offers.Canary("coupons", 0.5), () => offers.Shadow<NaiveHours>(1),
                ])
                    Assert.Contains("'offers' writes down what it answers", Assert.Throws<InvalidOperationException>(attempt).Message, StringComparison.Ordinal);
                Assert.Contains("'rewards' writes down what it answers", Assert.Throws<InvalidOperationException>(() => hours.Shadow<RewardScorer<Offer, Offer.Input, Discount>>(1)).Message, StringComparison.Ordinal);
                Assert.Contains("'coupons' writes down what it answers", Assert.Throws<InvalidOperationException>(() => hours.Canary("coupons", 1)).Message, StringComparison.Ordinal);
            });
        Assert.Equal(200, (await service.AskAsync("/offers", """{"id":"a","context":{"age":30}}""")).Status);
        Assert.Equal(1, log.Read(Morning.AddDays(2)).Counts.Decisions);
    }

    [Fact]
    public async Task TwoDesksOverOneRowTypeDecideApart()
    {
        using DecisionLog<Offer, Offer.Input, Discount> first = Open(), second = DecisionLog.Open<Offer, Offer.Input, Discount>(Path.Combine(folder, "coupons"), Offers.Space, Options);
        DecisionDesk<Offer, Offer.Input, Discount> offers = new(first, clock), coupons = new(second, clock);
        await using Service service = await Service.StartAsync(
            (builder, _) => builder.Services
                .AddScorer(ScorerJson.Of(offers.Decisions), _ => offers.Decide(new Always(Discount.Five)))
                .AddScorer(ScorerJson.Of(coupons.Decisions), _ => new Coupons(coupons.Decide(new Always(Discount.Ten)))),
            static app =>
            {
                app.MapModel<DecisionScorer<Offer, Offer.Input, Discount>>("/offers");
                app.MapModel<Coupons>("/coupons");
            });
        Assert.Equal((200, """{"id":"a","action":"Five","propensity":1}"""), await service.AskAsync("/offers", """{"id":"a","context":{"age":30}}"""));
        Assert.Equal((200, """[{"id":"a","action":"Ten","propensity":1},{"id":"b","action":"Ten","propensity":1}]"""), await service.AskAsync("/coupons", """[{"id":"a","context":{"age":30}},{"id":"b","context":{"age":31}}]"""));
        Assert.Equal((1, 2), (first.Read(Morning.AddDays(2)).Counts.Decisions, second.Read(Morning.AddDays(2)).Counts.Decisions));
    }

    private sealed class Coupons(DecisionScorer<Offer, Offer.Input, Discount> scorer) : IScorer<DecisionRequest<Offer.Input, Discount>, DecisionAnswer<Discount>>
    {
        public void Run(in DecisionRequest<Offer.Input, Discount> input, out DecisionAnswer<Discount> output) => scorer.Run(in input, out output);

        public void Run(ReadOnlySpan<DecisionRequest<Offer.Input, Discount>> inputs, Span<DecisionAnswer<Discount>> outputs) => scorer.Run(inputs, outputs);

        public ValueTask<DecisionAnswer<Discount>> RunAsync(DecisionRequest<Offer.Input, Discount> input, CancellationToken cancellation = default) => scorer.RunAsync(input, cancellation);
    }

    [Fact]
    public async Task SchemasTellRequests()
    {
        using DecisionLog<Offer, Offer.Input, Discount> log = Open();
        await using Service service = await StartAsync(log);
        JsonNode schema = JsonNode.Parse((await service.GetAsync("/offers/schema.json")).Body)!;
        Assert.Equal("DecisionScorer", schema["title"]!.GetValue<string>());
        JsonNode row = schema["$defs"]!["row"]!;
        Assert.Equal(["age", "town"], row["properties"]!["context"]!["properties"]!.AsObject().Select(static p => p.Key));
        Assert.Equal(["None", "Five", "Ten"], row["properties"]!["actions"]!["items"]!["enum"]!.AsArray().Select(static n => n!.GetValue<string>()));
    }

    private DecisionLog<Offer, Offer.Input, Discount> Open() => DecisionLog.Open<Offer, Offer.Input, Discount>(folder, Offers.Space, Options);

    // A file of one byte stands for a model: 1 decides alike between all, 2 for the last.
    private Task<Service> StartAsync(DecisionLog<Offer, Offer.Input, Discount> log)
    {
        var desk = new DecisionDesk<Offer, Offer.Input, Discount>(log, clock);
        return Service.StartAsync(
            (builder, service) => builder.Services
                .AddScorer(
                    ScorerJson.Of(desk.Decisions), file => desk.Decide(file.Span[0] == 1 ? Offers.Space.Uniform() : new Always(Discount.Ten)),
                    o => (o.Name, o.File, o.Watch, o.PollEvery) = ("offers", service["policy"], false, TimeSpan.Zero))
                .AddScorer(ScorerJson.Of(desk.Rewards), _ => desk.Reward()),
            static app =>
            {
                app.MapModel<DecisionScorer<Offer, Offer.Input, Discount>>("/offers");
                app.MapModel<RewardScorer<Offer, Offer.Input, Discount>>("/offers/rewards");
            },
            static service => service.Put("policy", [1]));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
