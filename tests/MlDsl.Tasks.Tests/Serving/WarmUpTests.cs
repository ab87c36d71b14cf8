using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Json;
using MlDsl.Serving;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Decisions;
using MlDsl.Tasks.Tests.Forecasting;
using Evening = MlDsl.Tasks.Tests.Recommending.Evening;
using Watches = MlDsl.Tasks.Tests.Recommending.Watches;

namespace MlDsl.Tasks.Tests.Serving;

/// <summary>What a service asks a model before others do: the model answers it, and nobody but the model notices.</summary>
public sealed class WarmUpTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DecisionLogOptions Options = new() { RewardDelay = TimeSpan.FromDays(1), WaitsForDisk = false };

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ForecastsAnswerWhatIsMadeUpOfThem()
    {
        TrainSet<Sale> sales = MadeUpSales.Split(2, 150).Development;
        Answers<LinearSales, Sale>(LinearSales.Fit(sales));
        Answers<RecursiveSales, Sale>(RecursiveSales.Fit(sales));
        Answers<ZeroSales, Sale>(ZeroSales.Fit(sales));
        Answers<SmoothSales, Sale>(SmoothSales.Fit(sales));
        // Categories, dates and vectors of the steps.
        Answers<DirectDeliveries, Delivery>(DirectDeliveries.Fit(Deliveries.Train(3, 120)));
        // Columns under a contract that nothing made up keeps.
        Answers<BoundSales, BoundSale>(BoundSales.Fit(Dataset<BoundSale>.FromRows(Enumerable.Range(0, 120).Select(BoundSale.Of)).SplitByTime(validation: 0, test: 0).Train));
    }

    [Fact]
    public void TimesAreOfTheModelsOwnClock()
    {
        IEnumerable<NumberedHour> numbered = Enumerable.Range(0, 500).Select(static hour => new NumberedHour { Series = "a", Hour = 2 * hour, Value = hour % 24 });
        TrainSet<NumberedHour> numbers = Dataset<NumberedHour>.FromRows(numbered).SplitByStep(990, 995).Train;
        ForecastAnswer<NumberedHour> answer = Answers<ThetaNumbers, NumberedHour>(ThetaNumbers.Fit(numbers));
        Assert.Equal(2, answer.Forecasts[0].Steps[1].Number - answer.Forecasts[0].Steps[0].Number);
        Answers<NaiveHours, HourlyValue>(NaiveHours.Fit(Hours()));
        // Clocks in Berlin change between these days.
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        IEnumerable<LocalDay> days = Enumerable.Range(0, 90).Select(day => new DateTime(2024, 2, 1).AddDays(day)).Select((day, i) => new LocalDay { Day = new DateTimeOffset(day, berlin.GetUtcOffset(day)), Value = i % 7 });
        Answers<BerlinDays, LocalDay>(BerlinDays.Fit(Dataset<LocalDay>.FromRows(days).SplitByTime(validation: 0, test: 0).Train));
    }

    [Theory]
    [InlineData(1000, 48)]
    [InlineData(60, 30)]
    [InlineData(2, 1)]
    public void NoMoreRowsAreMadeUpThanARequestMayHave(int most, int steps)
    {
        var (request, _, _) = MadeUp<NaiveHours, ForecastRequest<HourlyValue>, ForecastAnswer<HourlyValue>>(NaiveHours.Fit(Hours()), new() { MaxRows = most });
        Assert.Equal(steps, request.Ahead!.Count);
        Assert.InRange(request.History.Count, 1, most - steps);
    }

    [Fact]
    public void RecommendersAreAskedForAUserThatTheyKnow()
    {
        Evening model = Evening.Fit(Watches.Train(Watches.Many(40, 30, 1)));
        var (request, answer, _) = MadeUp<Evening, RecommendationRequest<string, string>, RecommendationAnswer<string>>(model);
        Assert.True(model.Knows(request.User) && model.HasItem(Assert.Single(request.Exclude.ToArray())));
        Assert.True(answer.IsKnown);
        Assert.Equal(10, answer.Items.Count);
    }

    [Fact]
    public async Task AServiceIsReadyOnceDecisionsWereMadeThatNobodyIsToldOf()
    {
        OfferModel rewards = OfferModel.Fit(Dataset<Offer>.FromRows(Enumerable.Range(0, 200).Select(static i => new Offer { Number = $"{i}", Age = i % 60, Town = i % 2 == 0 ? "Ulm" : "Bonn", Discount = (Discount)(i % 3), Spent = i % 5 }))
            .SplitRandom(validation: 0, test: 0, seed: 1).Train);
        DecisionPolicy<Offer.Input, Discount> policy = Offers.Space.EpsilonGreedy(rewards, 0.5);
        var (random, seen) = (new Counted(), new Seen());
        var watched = new List<Watched>();
        using DecisionLog<Offer, Offer.Input, Discount> log = DecisionLog.Open<Offer, Offer.Input, Discount>(folder, Offers.Space, Options);
        var desk = new DecisionDesk<Offer, Offer.Input, Discount>(log, new Clock());
        await using Service service = await Service.StartAsync(
            (builder, service) =>
            {
                builder.Services.AddScorer(
                    ScorerJson.Of(desk.Decisions),
                    _ =>
                    {
                        watched.Add(new Watched(desk.Decide(policy, random)));
                        return watched[^1];
                    },
                    o => (o.Name, o.File, o.Watch, o.PollEvery) = ("offers", service["policy"], false, TimeSpan.Zero));
                builder.Services.AddScorer(ScorerJson.Of(desk.Rewards), _ => desk.Reward());
                builder.Services.AddSingleton<IPredictionObserver<Watched, DecisionRequest<Offer.Input, Discount>, DecisionAnswer<Discount>>>(seen);
            },
            static app =>
            {
                app.MapModel<Watched>("/offers");
                app.MapModel<RewardScorer<Offer, Offer.Input, Discount>>("/offers/rewards");
                app.MapModelHealth();
            },
            static service => service.Put("policy", [1]));
        Assert.Equal("Healthy", (await service.GetAsync("/health/ready")).Body);
        Assert.InRange(watched.Single().Runs, 1, 32);
        Assert.Equal((0, 0), (random.Draws, seen.Rows));
        // A new file's model is asked before it is taken, while others draw.
        service.Put("policy", [2]);
        Assert.Equal(ReloadStatus.Loaded, (await service.App.Services.GetRequiredService<ServedModel<Watched>>().ReloadAsync()).Status);
        Assert.InRange(watched[1].Runs, 1, 32);
        Assert.Equal(200, (await service.AskAsync("/offers", """{"id":"a","context":{"age":30}}""")).Status);
        Assert.Equal((1, 1), (random.Draws, seen.Rows));
        Assert.Equal((200, """{"id":"a","decided":true}"""), await service.AskAsync("/offers/rewards", """{"id":"a","reward":2}"""));
        DecisionCounts counts = log.Read(Morning.AddDays(2)).Counts;
        Assert.Equal((1, 1, 0), (counts.Decisions, counts.Rewarded, counts.Unknown));
    }

    [Fact]
    public void AContextIsOfTextsThatThePolicysModelKnows()
    {
        TrainSet<Offer> rows = Dataset<Offer>.FromRows(Enumerable.Range(0, 200).Select(static i => new Offer { Number = $"{i}", Age = i % 60, Town = i % 2 == 0 ? "Ulm" : "Bonn", Discount = (Discount)(i % 3), Spent = (i % 5) + (i % 7) }))
            .SplitRandom(validation: 0, test: 0, seed: 1).Train;
        OfferModel rewards = OfferModel.Fit(rows);
        using DecisionLog<Offer, Offer.Input, Discount> log = DecisionLog.Open<Offer, Offer.Input, Discount>(folder, Offers.Space, Options);
        var desk = new DecisionDesk<Offer, Offer.Input, Discount>(log);
        foreach (DecisionPolicy<Offer.Input, Discount> policy in (DecisionPolicy<Offer.Input, Discount>[])[Offers.Space.EpsilonGreedy(rewards, 0.1), Offers.Space.Softmax(rewards, 1), rewards.Thompson(Offers.Space, rows)])
        {
            byte[] request = desk.Decisions.Form.MadeUp(JsonRowOptions.Default, IKnownTexts.Of(desk.Decide(policy)))!;
            DecisionRequest<Offer.Input, Discount> read = JsonRows.Only(new JsonRowFormat([]) { Form = desk.Decisions.Form, AreMadeUp = true }, request, desk.Decisions.Read);
            Assert.Contains(read.Context.Town, (string[])["Ulm", "Bonn"]);
        }
    }

    private static TrainSet<HourlyValue> Hours() => Dataset<HourlyValue>.FromRows(
        Enumerable.Range(0, 400).Select(static hour => new HourlyValue { Series = "a", Hour = new DateTime(2024, 1, 1).AddHours(hour), Value = (hour % 24) + (hour * 7 % 5) })).SplitByTime(validation: 0, test: 0).Train;

    private static ForecastAnswer<TRow> Answers<TModel, TRow>(TModel model) where TModel : class, IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>
    {
        var (request, answer, facts) = MadeUp<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>(model);
        SeriesForecast<TRow> forecast = Assert.Single(answer.Forecasts);
        Assert.Equal(request.Ahead!.Count, forecast.Steps.Count);
        Assert.True(forecast.Steps.Select(static step => step.Value).Distinct().Count() > 1, $"{facts.Name} says the same of every step, as of a history of one value");
        return answer;
    }

    // The way that a service goes, but for its bytes.
    private static (TRequest Request, TAnswer Answer, ServedModelFacts Facts) MadeUp<TModel, TRequest, TAnswer>(TModel model, JsonRowOptions? options = null) where TModel : class, IServedModel<TModel, TRequest, TAnswer>
    {
        options ??= JsonRowOptions.Default;
        byte[] json = model.Facts.Form!.MadeUp(options, model.Facts.Vocabulary)!;
        TRequest request = JsonRows.Only(new JsonRowFormat([], options) { Form = model.Facts.Form, AreMadeUp = true }, json, model.ReadInput);
        model.Run(in request, out TAnswer answer);
        return (request, answer, model.Facts);
    }

    // A scorer of a user's around that of the desk.
    private sealed class Watched(DecisionScorer<Offer, Offer.Input, Discount> scorer) : IScorer<DecisionRequest<Offer.Input, Discount>, DecisionAnswer<Discount>>
    {
        public int Runs { get; private set; }

        public void Run(in DecisionRequest<Offer.Input, Discount> input, out DecisionAnswer<Discount> output)
        {
            Runs++;
            scorer.Run(in input, out output);
        }

        public void Run(ReadOnlySpan<DecisionRequest<Offer.Input, Discount>> inputs, Span<DecisionAnswer<Discount>> outputs) => scorer.Run(inputs, outputs);

        public ValueTask<DecisionAnswer<Discount>> RunAsync(DecisionRequest<Offer.Input, Discount> input, CancellationToken cancellation = default) => scorer.RunAsync(input, cancellation);
    }

    private sealed class Counted : Random
    {
        public int Draws { get; private set; }

        public override double NextDouble()
        {
            Draws++;
            return base.NextDouble();
        }
    }

    private sealed class Seen : IPredictionObserver<Watched, DecisionRequest<Offer.Input, Discount>, DecisionAnswer<Discount>>
    {
        public int Rows { get; private set; }

        public void Observe(Watched model, ReadOnlySpan<DecisionRequest<Offer.Input, Discount>> inputs, ReadOnlySpan<DecisionAnswer<Discount>> outputs) => Rows += inputs.Length;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Morning;
    }
}
