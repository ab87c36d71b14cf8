namespace MlDsl.Monitoring.Tests.Improvement;

public sealed class RetrainPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RetrainState Quiet = new() { Now = Now, TrainedUntil = Now.AddDays(-10) };

    private static readonly RetrainPolicy All = new()
    {
        MaxAge = TimeSpan.FromDays(90),
        NewRows = 1000,
        OnDrift = true,
        OnErrorAlarm = true,
        Metrics = [new("RMSE", atMost: 60), new("R²", atLeast: 0.5)],
        CoolDown = TimeSpan.FromDays(7),
        Window = TimeSpan.FromDays(100),
        Frozen = TimeSpan.FromDays(20),
        MinGain = 0.01,
    };

    [Fact]
    public void NothingIsDueWhileNothingHappens()
    {
        RetrainDecision decision = All.Decide(Quiet with { Metrics = [new("RMSE", new(61, 59, 63)), new("R²", new(0.6, 0.5, 0.7))] });
        Assert.False(decision.IsDue);
        Assert.Empty(decision.Reasons);
        Assert.Equal("Nothing is due", decision.ToString());
    }

    [Fact]
    public void EachReasonIsEnough()
    {
        (RetrainState State, string Reason)[] cases =
        [
            (Quiet with { TrainedUntil = Now.AddDays(-90) }, "age: the training rows end 90.00:00:00 ago"),
            (Quiet with { NewRows = 1000 }, "volume: 1,000 labelled rows are new"),
            (Quiet with { DriftSince = Now.AddDays(-1) }, "drift: alarmed since 2026-05-31"),
            (Quiet with { ErrorsSince = Now.AddDays(-2) }, "errors: alarmed since 2026-05-30"),
            (Quiet with { Metrics = [new("RMSE", new(65, 61, 69)), new("R²", new(0.6, 0.5, 0.7))] }, "metric: RMSE 65.000 [61.000, 69.000], and RMSE <= 60 is wanted"),
            (Quiet with { Metrics = [new("RMSE", new(50, 40, 60)), new("R²", new(0.4, 0.3, 0.49))] }, "metric: R² 0.400 [0.300, 0.490], and R² >= 0.5 is wanted"),
        ];
        foreach (var (state, reason) in cases)
        {
            RetrainDecision decision = All.Decide(state);
            Assert.True(decision.IsDue);
            Assert.StartsWith(reason, Assert.Single(decision.Reasons), StringComparison.Ordinal);
        }
        // What is not set is no reason.
        Assert.Empty(new RetrainPolicy { NewRows = 5 }.Decide(Quiet with { TrainedUntil = Now.AddYears(-9), DriftSince = Now, ErrorsSince = Now }).Reasons);
        // Neither is a metric without an interval, which is said.
        RetrainDecision open = All.Decide(Quiet with { Metrics = [new("RMSE", Metric.Point(99)), new("R²", new(0.6, 0.5, 0.7))] });
        Assert.Empty(open.Reasons);
        Assert.StartsWith("metric: RMSE <= 60 is asked, and RMSE 99.000 has no interval", Assert.Single(open.Undecided), StringComparison.Ordinal);
        Assert.Contains("Not asked: metric: RMSE <= 60", $"{open}", StringComparison.Ordinal);
        Assert.Equal(2, All.Decide(Quiet).Undecided.Count);
        // A name that is none would never be one.
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => new RetrainPolicy { Metrics = [new("RSME", atMost: 60)] }.Decide(Quiet with { Metrics = [new("RMSE", new(65, 61, 69))] }));
        Assert.Contains("'RSME <= 60' is of none of the metrics that are known, RMSE", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCoolDownHoldsBack()
    {
        RetrainDecision decision = All.Decide(Quiet with { NewRows = 5000, LastAttempt = Now.AddDays(-3) });
        Assert.False(decision.IsDue);
        Assert.Single(decision.Reasons);
        Assert.Equal(Now.AddDays(4), decision.WaitsUntil);
        Assert.StartsWith("Wait until 2026-06-05", decision.ToString(), StringComparison.Ordinal);
        Assert.True(All.Decide(Quiet with { NewRows = 5000, LastAttempt = Now.AddDays(-7) }).IsDue);
    }

    [Fact]
    public void APolicyIsText()
    {
        RetrainPolicy read = RetrainPolicy.Parse(All.ToJson());
        Assert.Equal(All, read);
        Assert.Equal(new RetrainPolicy(), RetrainPolicy.Parse("{}"));
        Assert.Equal(2, RetrainPolicy.Parse(new RetrainPolicy { Metrics = [new("AUC", 0.1, 0.9)] }.ToJson()).Metrics.Count);
    }

    [Theory]
    [InlineData("[]", "the policy")]
    [InlineData("{\"maxAge\": \"soon\"}", "'maxAge'")]
    [InlineData("{\"maxAge\": \"00:00:00\"}", "'maxAge'")]
    [InlineData("{\"newRows\": 0}", "'newRows'")]
    [InlineData("{\"newRows\": 1.5}", "'newRows'")]
    [InlineData("{\"onDrift\": 1}", "'onDrift'")]
    [InlineData("{\"metrics\": [\"RMSE\"]}", "'metrics'")]
    [InlineData("{\"coolDown\": \"-1.00:00:00\"}", "'coolDown'")]
    [InlineData("{\"window\": \"00:00:00\"}", "'window'")]
    [InlineData("{\"frozen\": \"-1.00:00:00\"}", "'frozen'")]
    [InlineData("{\"minGain\": 1}", "'minGain'")]
    [InlineData("{\"often\": true}", "'often'")]
    public void WhatIsNoPolicyIsNamed(string json, string member) =>
        Assert.Contains(member, Assert.Throws<FormatException>(() => RetrainPolicy.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void APolicyNamesTheRowsOfItsChallengers()
    {
        ChallengePlan plan = All.Plan(Quiet, TimeSpan.FromDays(3));
        Assert.Equal(new() { Now = Now, ChampionTrainedUntil = Now.AddDays(-10), LabelDelay = TimeSpan.FromDays(3), Window = TimeSpan.FromDays(100), Frozen = TimeSpan.FromDays(20), MinGain = 0.01 }, plan);
    }

    [Fact]
    public void APolicyWithoutAReasonIsAMistake()
    {
        Assert.Throws<InvalidOperationException>(() => new RetrainPolicy { CoolDown = TimeSpan.FromDays(1) }.Decide(Quiet));
        Assert.Throws<ArgumentException>(() => new RetrainPolicy { Metrics = [new("RMSE", atMost: 1, slice: "Borough")] });
    }
}
