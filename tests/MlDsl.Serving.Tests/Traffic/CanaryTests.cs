using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Json;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests.Traffic;

/// <summary>A canary answers its share of keys and harms nobody.</summary>
public sealed class CanaryTests
{
    private static readonly string Main = Trial.Text(Made.Ride.Predict(Made.Input)), Other = Trial.Text(Made.OtherRide.Predict(Made.Input));

    private static Task<Trial> SaidAsync(Said said, double share = 1, Action<ServingOptions>? more = null) => Trial.StartAsync(
        (builder, _) => builder.Services.AddScorer(Trial.Json, _ => said, more),
        fare => fare.Canary<Said>(share, by: static request => request.Headers["Customer"]));

    // A file of the same type as the endpoint's model, in a folder.
    private static Task<Trial> FolderAsync(double share) => Trial.StartAsync(
        static (builder, service) =>
        {
            Directory.CreateDirectory(service["trial"]);
            service.Put("trial/ride-next.mldsl", Made.Bytes(Made.OtherRide.Save));
            builder.Services.AddModels<RideModel>(o => (o.Folder, o.Each.Watch, o.Each.PollEvery) = (service["trial"], false, TimeSpan.Zero));
        },
        fare => fare.Canary("ride-next", share, by: static request => request.Headers["Customer"]));

    [Fact]
    public async Task AKeyHasTheSameModelAlwaysAndTheSharesAreThoseOfThePositions()
    {
        await using Trial trial = await FolderAsync(0.3);
        foreach (double share in (double[])[0.3, 0.7])
        {
            trial.Fare.CanaryShare = share;
            for (int i = 0; i < 60; i++)
            {
                string expected = TrafficKey.PositionOf($"c{i}") < share ? Other : Main;
                Assert.Equal((200, expected), ((await trial.AskAsync($"c{i}")) is var (status, body, _) ? (status, body) : default));
            }
        }
        int canaried = Enumerable.Range(0, 60).Count(static i => TrafficKey.PositionOf($"c{i}") < 0.3) + Enumerable.Range(0, 60).Count(static i => TrafficKey.PositionOf($"c{i}") < 0.7);
        Assert.InRange(canaried, 30, 90);
        Assert.Equal(canaried, trial.Counted("mldsl.serving.canary.requests", "mldsl.model.name=ride", "mldsl.canary.name=ride-next", "mldsl.canary.result=answered"));
        Assert.Equal(canaried, trial.Counted("mldsl.serving.rows", "mldsl.model.name=ride-next"));
        Assert.Equal(120 - canaried, trial.Counted("mldsl.serving.rows", "mldsl.model.name=ride"));
    }

    [Fact]
    public async Task TheVersionThatAnswersIsInTheHeaderAndARequestWithoutAKeyIsTheModels()
    {
        await using Trial trial = await FolderAsync(1);
        var canary = ((ServedModel)trial.Service.App.Services.GetRequiredService<ModelFolder<RideModel>>().Find("ride-next")!).Current!.ToString();
        Assert.Equal((200, Other, canary), await trial.AskAsync("c1"));
        var main = trial.Service.App.Services.GetRequiredService<ServedModel<RideModel>>().Current!.ToString();
        Assert.NotEqual(main, canary);
        Assert.Equal((200, Main, main), await trial.AskAsync(null));
        trial.Fare.CanaryShare = 0;
        Assert.Equal((200, Main, main), await trial.AskAsync("c1"));
    }

    [Fact]
    public async Task WithoutKeysEachRequestIsDrawn()
    {
        await using Trial trial = await Trial.StartAsync(
            static (builder, _) => builder.Services.AddScorer(Trial.Json, static _ => new Said(static _ => Trial.Number(5))),
            static fare => fare.Canary<Said>(1));
        Assert.Equal("5", (await trial.AskAsync(null)).Body);
        trial.Fare.CanaryShare = 0;
        Assert.Equal(Main, (await trial.AskAsync(null)).Body);
        trial.Fare.CanaryShare = 0.5;
        var bodies = new HashSet<string>();
        // Sixty-four times the same has a chance of 2⁻⁶³.
        for (int i = 0; i < 64; i++) bodies.Add((await trial.AskAsync(null)).Body);
        Assert.Equal(2, bodies.Count);
    }

    [Fact]
    public async Task ARefusalOfTheCanaryIsAnAnswer()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => throw new ArgumentException("too far from the training rows")));
        var (status, body, _) = await trial.AskAsync("c1");
        Assert.Equal(400, status);
        Assert.Contains("too far from the training rows", body, StringComparison.Ordinal);
        Assert.Equal(1, trial.Counted("mldsl.serving.canary.requests", "mldsl.canary.result=refused", "error.type=refused"));
        Assert.Equal(1, trial.Counted("mldsl.serving.rejected", "mldsl.model.name=Said"));
        Assert.Equal(0, trial.Counted("mldsl.serving.rejected", "mldsl.model.name=ride"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFailureOfTheCanaryIsAnsweredByTheModelAndCounted(bool isTogether)
    {
        await using Trial trial = await SaidAsync(new Said(static _ => throw new InvalidOperationException("broken")), 1, o => o.Batching = isTogether ? new() : null);
        Assert.Equal((200, Main), ((await trial.AskAsync("c1")) is var (status, body, _) ? (status, body) : default));
        Assert.Equal($"[{Main},{Main}]", (await trial.AskAsync("c1", $"[{Made.Json},{Made.Json}]")).Body);
        Assert.Equal(2, trial.Counted("mldsl.serving.canary.requests", "mldsl.canary.result=fell-back", "error.type=failed"));
        Assert.Equal(2, trial.Counted("mldsl.serving.rejected", "mldsl.model.name=Said", "error.type=failed"));
        Assert.Contains(trial.Service.Log, static line => line.Contains("Said failed at a request", StringComparison.Ordinal));
        // What the caller sent wrong is told by whoever was asked, and not asked twice.
        Assert.Equal(400, (await trial.AskAsync("c1", "{")).Status);
    }

    [Fact]
    public async Task WhatTheModelAnswersForTheCanaryIsShadowed()
    {
        var said = new Said(static _ => Trial.Number(5));
        await using Trial trial = await Trial.StartAsync(
            (builder, _) => builder.Services.AddScorer(Trial.Json, _ => said).AddScorer(Trial.Json, static _ => new SaidElse(static _ => Trial.Number(6))),
            static fare => fare.Canary<Said>(1).Shadow<SaidElse>(1));
        Assert.Equal("5", (await trial.AskAsync(null)).Body);
        said.Say = static _ => throw new InvalidOperationException("broken");
        Assert.Equal(Main, (await trial.AskAsync(null)).Body);
        await Service.UntilAsync(() => Task.FromResult(trial.Fare.Comparison?.Requests > 0));
        // Not what the canary answered.
        Assert.Equal(1, trial.Fare.Comparison!.Requests);
    }

    [Fact]
    public async Task AFullQueueOfTheCanaryIsAnsweredByTheModel()
    {
        // Open while the model is warmed.
        using var gate = new ManualResetEventSlim(true);
        await using Trial trial = await SaidAsync(new Said(_ => { gate.Wait(); return Trial.Number(5); }), 1, static o => o.Batching = new() { QueueLimit = 1 });
        gate.Reset();
        Task<(int, string, string)> computed = trial.AskAsync("c1");
        await Service.UntilAsync(() => Task.FromResult(!computed.IsCompleted));
        // One is computed, one waits, and of the others at least one finds no room.
        Task<(int Status, string Body, string)>[] more = [.. Enumerable.Range(0, 4).Select(_ => trial.AskAsync("c1"))];
        await Service.UntilAsync(() => Task.FromResult(more.Any(static m => m.IsCompleted)));
        gate.Set();
        var answers = await Task.WhenAll(more);
        Assert.All(answers, static a => Assert.Equal(200, a.Status));
        Assert.Contains(answers, static a => a.Body == Main);
        Assert.True(trial.Counted("mldsl.serving.canary.requests", "mldsl.canary.result=fell-back", "error.type=queue-full") > 0);
        await computed;
    }

    [Fact]
    public async Task ACanaryThatIsNotLoadedIsAnsweredForByTheModel()
    {
        await using Trial trial = await Trial.StartAsync(
            static (builder, service) => builder.Services.AddScorer(
                Trial.Json,
                static bytes => bytes.Span[0] == 1 ? new Said(static _ => Trial.Number(5)) : throw new FormatException("rubbish"),
                o => (o.File, o.Watch, o.PollEvery, o.IsRequired) = (service["said"], false, TimeSpan.Zero, false)),
            static fare => fare.Canary<Said>(1));
        Assert.Equal(Main, (await trial.AskAsync(null)).Body);
        Assert.Equal(1, trial.Counted("mldsl.serving.canary.requests", "mldsl.canary.result=fell-back", "error.type=not-ready"));
        // It is not required: the service is ready all the same, and says that something is wrong.
        Assert.Equal((200, "Degraded"), await trial.Service.GetAsync("/health/ready"));

        var said = trial.Service.App.Services.GetRequiredService<ServedModel<Said>>();
        trial.Service.Put("said", [1]);
        await said.ReloadAsync();
        Assert.Equal("5", (await trial.AskAsync(null)).Body);
        // A bad file after a good one: the canary goes on with what it has.
        trial.Service.Put("said", [2]);
        Assert.Equal(ReloadStatus.Refused, (await said.ReloadAsync()).Status);
        Assert.Equal("5", (await trial.AskAsync(null)).Body);
    }

    [Fact]
    public async Task ACanaryThatDoesNotReadTheRowsIsNotAsked()
    {
        await using Trial trial = await Trial.StartAsync(
            static (builder, service) =>
            {
                service.Put("loan", Made.Bytes(Made.Loan.Save));
                builder.Services.AddModel<LoanModel>(o => o.File = service["loan"]);
            },
            static fare => fare.Canary<LoanModel>(1));
        for (int i = 0; i < 3; i++) Assert.Equal((200, Main), ((await trial.AskAsync(null)) is var (status, body, _) ? (status, body) : default));
        Assert.Equal(3, trial.Counted("mldsl.serving.canary.requests", "mldsl.canary.result=fell-back", "error.type=columns"));
        Assert.Single(trial.Service.Log, static line => line.Contains("LoanModel takes no requests of ride: it needs 'purpose', which rows do not have", StringComparison.Ordinal));
    }

    [Fact]
    public void VectorsOfAnotherLengthAreOtherRows()
    {
        JsonRowFormat rows = Format(3);
        Assert.Null(new RowFit().ProblemOf(rows, Format(3), out _));
        Assert.Equal("'pair' has 2 elements to it, and 3 in rows", new RowFit().ProblemOf(rows, Format(2), out _));

        static JsonRowFormat Format(int length) => new([new ColumnSchema("pair", "Pair", "float[]", ColumnRole.None, "", true) { Length = length }]);
    }

    [Fact]
    public async Task AKeyThatCannotBeToldIsTheModels()
    {
        await using Trial trial = await Trial.StartAsync(
            static (builder, _) => builder.Services.AddScorer(Trial.Json, static _ => new Said(static _ => Trial.Number(5))),
            static fare => fare.Canary<Said>(1, by: static request => throw new InvalidOperationException($"secret {request.Path}")));
        for (int i = 0; i < 3; i++) Assert.Equal(Main, (await trial.AskAsync("c1")).Body);
        Assert.Equal(3, trial.Counted("mldsl.serving.canary.requests", "mldsl.canary.result=fell-back", "error.type=key"));
        Assert.Single(trial.Service.Log, static line => line.Contains("The key of a request to ride cannot be told", StringComparison.Ordinal));
        Assert.DoesNotContain(trial.Service.Log, static line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BothModelsAreReplacedWhileTheyAnswer()
    {
        await using Trial trial = await FolderAsync(1);
        Assert.Equal(Other, (await trial.AskAsync("c1")).Body);
        var canary = (ServedModel)trial.Service.App.Services.GetRequiredService<ModelFolder<RideModel>>().Find("ride-next")!;
        trial.Service.Put("trial/ride-next.mldsl", Made.Bytes(Made.Ride.Save));
        trial.Service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        await canary.ReloadAsync();
        await trial.Service.App.Services.GetRequiredService<ServedModel<RideModel>>().ReloadAsync();
        Assert.Equal(Main, (await trial.AskAsync("c1")).Body);
        Assert.Equal(Other, (await trial.AskAsync(null)).Body);
        Assert.True(canary.Rollback());
        Assert.Equal(Other, (await trial.AskAsync("c1")).Body);
    }

    [Fact]
    public async Task SharesAreListedAndChangedByControl()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)), 0.25);
        Assert.Equal(200, (await trial.Service.AskAsync("/control/ride/canary?share=1", "")).Status);
        Assert.Equal(1, trial.Fare.CanaryShare);
        Assert.Equal("5", (await trial.AskAsync("c1")).Body);
        JsonNode listed = JsonNode.Parse((await trial.Service.GetAsync("/control")).Body)!.AsArray().Single(static m => m!["name"]!.GetValue<string>() == "ride")!;
        Assert.Equal("""[{"name":"Said","share":1}]""", listed["canaries"]!.ToJsonString());
        foreach (string wrong in (string[])["", "?share=", "?share=2", "?share=-0.1", "?share=NaN", "?share=x"])
            Assert.Equal((400, "urn:mldsl:problem:share"), (await trial.Service.RefusedAsync("/control/ride/canary" + wrong, "")) is var (status, problem) ? (status, problem["type"]!.GetValue<string>()) : default);
        Assert.Equal(1, trial.Fare.CanaryShare);
        Assert.Equal(409, (await trial.Service.AskAsync("/control/ride/shadow?share=1", "")).Status);
        Assert.Equal(409, (await trial.Service.AskAsync("/control/Said/canary?share=1", "")).Status);
        Assert.Equal(404, (await trial.Service.AskAsync("/control/nobody/canary?share=1", "")).Status);
    }

    [Fact]
    public async Task WhatMakesNoSenseIsRefusedWhereItIsMapped()
    {
        await using Trial trial = await SaidAsync(new Said(static _ => Trial.Number(5)));
        Assert.Contains("has the canary 'Said' already", Assert.Throws<InvalidOperationException>(() => trial.Fare.Canary<Said>(0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("'ride' is the endpoint's own model", Assert.Throws<InvalidOperationException>(() => trial.Fare.Shadow<RideModel>(0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("'ride' is the endpoint's own model", Assert.Throws<InvalidOperationException>(() => trial.Fare.Shadow("ride", 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("No model 'LoanModel' was added", Assert.Throws<InvalidOperationException>(() => trial.Fare.Shadow<LoanModel>(0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("No model is called 'nobody'", Assert.Throws<InvalidOperationException>(() => trial.Fare.Shadow("nobody", 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("has no shadow", Assert.Throws<InvalidOperationException>(() => trial.Fare.ShadowShare = 0.1).Message, StringComparison.Ordinal);
        foreach (double share in (double[])[-0.1, 1.1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => trial.Fare.CanaryShare = share);
            Assert.Throws<ArgumentOutOfRangeException>(() => trial.Fare.Shadow<Said>(share));
        }
        foreach (Action<ShadowOptions> wrong in (Action<ShadowOptions>[])[static o => o.QueueLimit = 0, static o => o.QueueBytes = 0, static o => o.Tolerance = double.NaN, static o => o.Tolerance = -1, static o => o.ReportEvery = TimeSpan.Zero])
            Assert.Throws<ArgumentException>(() => trial.Fare.Shadow<Said>(0.1, wrong));
        Assert.Null(trial.Fare.Comparison);
    }
}
