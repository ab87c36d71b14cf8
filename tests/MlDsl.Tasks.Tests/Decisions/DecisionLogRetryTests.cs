namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>Decisions that come twice, rewards that come late or out of turn, and rows that a log could never give back.</summary>
public sealed class DecisionLogRetryTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DecisionLogOptions Options = new() { RewardDelay = TimeSpan.FromDays(1), WaitsForDisk = false, Missing = MissingReward.Zero };
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A service whose answer was lost asks again, before and after it was started anew: it is told what was decided, whatever would be drawn now.</summary>
    [Fact]
    public void AnIdIsDecidedOnce()
    {
        Offer.Input context = Offers.Context(30), other = Offers.Context(60);
        DecisionPolicy<Offer.Input, Discount> uniform = Offers.Space.Uniform();
        Decision<Discount> decided;
        using (var log = Open())
        {
            decided = log.Decide(uniform, "order-17", Morning, in context, Offers.All, new Random(1));
            for (int seed = 2; seed < 12; seed++) Assert.Equal(decided, log.Decide(uniform, "order-17", Morning.AddMinutes(seed), in context, Offers.All, new Random(seed)));
            log.Append("order-18", Morning, in context, Discount.Five, Offers.All, [0.25, 0.25, 0.5]);
        }
        using (var log = Open())
        {
            Discount never = Offers.All.First(action => action != decided.Action);
            Assert.Equal(decided, log.Decide(new Always(never), "order-17", Morning.AddHours(1), in other, Offers.All, new Random(3)));
            Assert.Equal(new Decision<Discount>(Discount.Five, 0.25), log.Decide(uniform, "order-18", Morning, in other, [Discount.None], new Random(3)));
            log.Reward("order-17", Morning.AddHours(2), 7);
        }
        LoggedDecisions<Offer, Offer.Input, Discount> read = Read(Morning.AddDays(2));
        Assert.Equal(["order-17", "order-18"], read.Rows.Select(static row => row.Number));
        Assert.Equal((decided.Action, 7f, 30f, 0), (read.Rows.First().Discount, read.Rows.First().Spent, read.Rows.First().Age, read.Counts.DecidedTwice));
    }

    [Fact]
    public void AClosedLogDecidesNothingNotEvenWhatItKnows()
    {
        Offer.Input context = Offers.Context(30);
        DecisionLog<Offer, Offer.Input, Discount> log = Open();
        log.Decide(Offers.Space.Uniform(), "order-17", Morning, in context, Offers.All, new Random(1));
        log.Dispose();
        foreach (string id in (string[])["order-17", "order-18"])
            Assert.Contains("is closed", Assert.Throws<DecisionLogException>(() => log.Decide(Offers.Space.Uniform(), id, Morning, context, Offers.All, new Random(1))).Message, StringComparison.Ordinal);
        Assert.Throws<DecisionLogException>(() => log.Reward("order-17", Morning, 1));
    }

    [Fact]
    public void ManyThreadsThatDecideAnIdAreToldTheSame()
    {
        using var log = Open();
        var told = new System.Collections.Concurrent.ConcurrentBag<Decision<Discount>>();
        Parallel.For(0, 64, seed =>
        {
            Offer.Input context = Offers.Context(30);
            told.Add(log.Decide(Offers.Space.Uniform(), $"{seed % 2}", Morning, in context, Offers.All, new Random(seed)));
        });
        Assert.InRange(told.Distinct().Count(), 1, 2);
        Assert.Equal((2, 0), (log.Read(Morning.AddDays(2)).Counts.Decisions, log.Read(Morning.AddDays(2)).Counts.DecidedTwice));
    }

    /// <summary>A queue may bring the reward before the decision: times tell which was first, not places in the file.</summary>
    [Fact]
    public void RewardsComeInAnyOrder()
    {
        using (var log = Open())
        {
            log.Reward("quick", Morning.AddMinutes(5), 3);
            Log(log, "quick", 0);
            log.Reward("known before", Morning.AddMinutes(-5), 3);
            Log(log, "known before", 0);
        }
        LoggedDecisions<Offer, Offer.Input, Discount> read = Read(Morning.AddDays(2));
        Assert.Equal([("quick", 3f)], read.Rows.Select(static row => (row.Number, row.Spent)));
        Assert.Equal((1, 1), (read.Counts.BeforeDecision, read.Counts.Rewarded));
    }

    /// <summary>The same decisions are worth the same a month later.</summary>
    [Fact]
    public void WhatComesAfterTheDelayIsMissingWheneverTheLogIsRead()
    {
        using (var log = Open())
        {
            Log(log, "in time", 0);
            Log(log, "late", 1);
            log.Reward("in time", Morning.AddDays(1), 2);
            log.Reward("late", Morning.AddDays(3), 2);
        }
        foreach (int days in (int[])[2, 30])
        {
            LoggedDecisions<Offer, Offer.Input, Discount> read = Read(Morning.AddDays(days));
            Assert.Equal([2f, 0f], read.Rows.Select(static row => row.Spent));
            Assert.Equal((1, 1, days == 2 ? 0 : 1), (read.Counts.Rewarded, read.Counts.Missing, read.Counts.Late));
        }
        Assert.Contains("'late' has no reward though it is older than the declared delay of 1.00:00:00, after which one came: declare a longer delay", Assert.Throws<EvaluationException>(() =>
            DecisionLog.Read<Offer, Offer.Input, Discount>(folder, Offers.Space, Options with { Missing = MissingReward.Error }, Morning.AddDays(30))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatCouldNotBeReadAgainAreRefusedBeforeAnythingIsLogged()
    {
        Assert.Contains("The column 'Customer' of 'Purchase' is [Group], which is not known when something is decided", Refused<Purchase, Purchase.Input>(), StringComparison.Ordinal);
        Assert.Contains("The column 'Number' of 'Numbered' is the decision's id and of the type int", Refused<Numbered, Numbered.Input>(), StringComparison.Ordinal);

        string Refused<TRow, TInput>() where TRow : IFeatureRow<TRow, TInput> where TInput : struct =>
            Assert.Throws<ArgumentException>(() => DecisionLog.Open<TRow, TInput, Discount>(folder, ActionSpace.Of<TRow, TInput, Discount>(), Options)).Message;
    }

    [Fact]
    public void WhatMayBeMissingIsAndTimesAreThoseOfTheDecisions()
    {
        ActionSpace<Greeted.Input, Discount> space = ActionSpace.Of<Greeted, Greeted.Input, Discount>();
        using (var log = DecisionLog.Open<Greeted, Greeted.Input, Discount>(folder, space, Options))
        {
            var context = new Greeted.Input { Age = 30, Discount = Discount.None };
            log.Append("a", Morning, in context, Discount.Five, Offers.All, [0.25, 0.25, 0.5]);
        }
        Greeted row = Assert.Single(DecisionLog.Read<Greeted, Greeted.Input, Discount>(folder, space, Options, Morning.AddDays(2)).Rows);
        Assert.Equal((Morning, null, Discount.Five), (row.At, row.Language, row.Discount));
    }

    /// <summary>A file that no array holds is read frame by frame: what a machine that lost its power left behind the last of them, however long, is taken away.</summary>
    [Fact]
    public void AFileThatNoArrayHoldsIsRead()
    {
        using (var log = Open()) Log(log, "a", 1);
        string path = Path.Combine(folder, "decisions.log");
        long length = new FileInfo(path).Length, longer = (long)Array.MaxLength + 1;
        using (var file = new FileStream(path, FileMode.Open)) file.SetLength(longer);
        using (var log = Open())
        {
            Assert.Equal(longer - length, log.CutBytes);
            Log(log, "b", 2);
        }
        Assert.Equal(["a", "b"], Read(Morning.AddDays(2)).Rows.Select(static row => row.Number));
        using (var file = new FileStream(path, FileMode.Create)) file.SetLength(longer);
        Assert.Contains("does not begin as a log", Assert.Throws<DecisionLogException>(Open).Message, StringComparison.Ordinal);
    }

    private DecisionLog<Offer, Offer.Input, Discount> Open() => DecisionLog.Open<Offer, Offer.Input, Discount>(folder, Offers.Space, Options);

    private LoggedDecisions<Offer, Offer.Input, Discount> Read(DateTimeOffset now) => DecisionLog.Read<Offer, Offer.Input, Discount>(folder, Offers.Space, Options, now);

    private static void Log(DecisionLog<Offer, Offer.Input, Discount> log, string id, int minutes)
    {
        Offer.Input context = Offers.Context(30);
        log.Append(id, Morning.AddMinutes(minutes), in context, Discount.Five, Offers.All, [0.25, 0.25, 0.5]);
    }
}

/// <summary>Rows with a customer, who is known to no log.</summary>
[Dataset]
public sealed partial record Purchase
{
    [Group] public required string Customer { get; init; }
    [Numeric] public required float Age { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Spent { get; init; }
}

/// <summary>Rows with what may be missing beside the features, and a time with its clock.</summary>
[Dataset]
public sealed partial record Greeted
{
    [EventTime] public required DateTimeOffset At { get; init; }
    [Sensitive] public string? Language { get; init; }
    [Numeric] public required float Age { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Spent { get; init; }
}

/// <summary>Rows whose id is a number.</summary>
[Dataset]
public sealed partial record Numbered
{
    [Id] public required int Number { get; init; }
    [Numeric] public required float Age { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Spent { get; init; }
}
