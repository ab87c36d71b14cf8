using MlDsl.Monitoring.Tests.Estimates;

namespace MlDsl.Monitoring.Tests.Improvement;

public sealed class ChallengeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder folder = new();

    private static readonly ChallengePlan Plan = new()
    {
        Now = Start.AddDays(100),
        ChampionTrainedUntil = Start.AddDays(20),
        LabelDelay = TimeSpan.FromDays(3),
        Window = TimeSpan.FromDays(30),
        Frozen = TimeSpan.FromDays(20),
    };

    public void Dispose() => folder.Dispose();

    private ChallengeLedger Ledger(double alpha = 0.05, int challenges = 3) => ChallengeLedger.Open(folder["ledger.json"], alpha, challenges);

    // Twenty rows a day; what they teach changes on the fortieth.
    private static Dataset<Reading> Rows(bool changes)
    {
        var made = new KnownProbabilities(11);
        return Dataset<Reading>.FromRows([.. Enumerable.Range(0, 2000).Select(i =>
        {
            float x = (float)made.Normal();
            return new Reading { At = Start.AddHours(i * 1.2), X = x, Y = (changes && i >= 800 ? -2 * x : 2 * x) + (float)made.Normal() };
        })]);
    }

    private static ReadingModel Champion(Dataset<Reading> rows) =>
        ReadingModel.Fit(rows.SplitByTime(Start.AddDays(20).UtcDateTime, Start.AddDays(80).UtcDateTime).Train);

    [Fact]
    public void AChallengerThatLearnedTheChangeIsPromoted()
    {
        Dataset<Reading> rows = Rows(changes: true);
        ReadingModel champion = Champion(rows);
        ChallengeLedger ledger = Ledger();
        ChallengeResult<ReadingModel> result = champion.Challenge(rows, Plan with { MinGain = 0.1 }, ledger);
        Assert.True(result.IsBetter, $"{result}");
        Assert.Equal((Start.AddDays(77), Start.AddDays(97), Start.AddDays(74)), (result.From, result.Until, result.TrainedUntil));
        Assert.Equal((400, 20), (result.Rows, result.Blocks));
        Assert.Equal(600, result.Challenger.Card.Rows);
        // The mean of |y − f| on both sides, row by row.
        Reading[] frozen = [.. rows.Rows.Where(r => r.At >= result.From && r.At < result.Until)];
        double Loss(ReadingModel model) => frozen.Average(r => Math.Abs((double)r.Y - model.Predict(r.ToInput())));
        Assert.Equal(Loss(champion), result.ChampionLoss, 6);
        Assert.Equal(Loss(result.Challenger), result.ChallengerLoss, 6);
        Assert.Equal(result.ChampionLoss - result.ChallengerLoss, result.Gain.Value, 9);
        Assert.Equal(0.05 / 3, result.Alpha, 12);
        Assert.Single(ledger.Spent);

        ModelRegistry registry = ModelRegistry.Open(folder["registry"], new() { Key = RegistryKey.Hmac("a key of registries"u8) });
        using var file = new MemoryStream();
        champion.Save(file);
        RegisteredModel old = registry.Add(file.ToArray(), Plan.ChampionTrainedUntil);
        registry.Promote(old.Hash);
        RegisteredModel added = registry.Register(result);
        Assert.Equal(added, registry.Find(ModelRegistry.Champion));
        Assert.Equal((old.Identity, Start.AddDays(74)), (added.Parent, added.TrainedUntil));
        Assert.StartsWith("The challenger is better", registry.Changes[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AChallengerTakesThePlaceOfTheOneItWasComparedWithOnly()
    {
        Dataset<Reading> rows = Rows(changes: true);
        ReadingModel champion = Champion(rows);
        ChallengeLedger ledger = Ledger();
        ChallengeResult<ReadingModel> best = champion.Challenge(rows, Plan, ledger), worse = champion.Challenge(rows, Plan with { Window = TimeSpan.FromDays(25) }, ledger);
        Assert.True(best.IsBetter && worse.IsBetter);
        ModelRegistry registry = ModelRegistry.Open(folder["registry"], new() { Key = RegistryKey.Hmac("a key of registries"u8) });
        // Where there is none, there is nothing that it was compared with.
        string first = registry.Register(best).Hash;
        Assert.Null(registry.Find(ModelRegistry.Champion));
        Assert.EndsWith("the registry has no champion: it is not promoted", registry.Changes[^1].Reason, StringComparison.Ordinal);
        using var file = new MemoryStream();
        champion.Save(file);
        registry.Promote(registry.Add(file.ToArray()).Hash);
        Assert.Equal(first, registry.Register(best).Hash);
        Assert.Equal(first, registry.Find(ModelRegistry.Champion)!.Hash);
        // Once more changes nothing.
        long changes = registry.Generation;
        registry.Register(best);
        Assert.Equal(changes, registry.Generation);
        // It was better than the champion before, which is not the champion now.
        RegisteredModel second = registry.Register(worse);
        Assert.Equal((first, second.Hash), (registry.Find(ModelRegistry.Champion)!.Hash, registry.Find(ModelRegistry.Challenger)!.Hash));
        Assert.EndsWith($"and the champion is the model {first}: it is not promoted", registry.Changes[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AChallengerThatIsNoBetterStaysOne()
    {
        Dataset<Reading> rows = Rows(changes: false);
        ChallengeResult<ReadingModel> result = Champion(rows).Challenge(rows, Plan with { Outcomes = OutcomesOf.PositiveDecisions }, Ledger());
        Assert.False(result.IsBetter, $"{result}");
        Assert.Contains("not shown to be better", $"{result}", StringComparison.Ordinal);
        Assert.Contains("Outcomes exist for positive decisions of the champion only", $"{result}", StringComparison.Ordinal);
        ModelRegistry registry = ModelRegistry.Open(folder["registry"], new() { Key = RegistryKey.Hmac("a key of registries"u8) });
        RegisteredModel added = registry.Register(result);
        Assert.Null(registry.Find(ModelRegistry.Champion));
        Assert.Equal(added, registry.Find(ModelRegistry.Challenger));
    }

    [Fact]
    public void TheBudgetIsSpentAndFreshRowsAreDue()
    {
        ChallengeLedger ledger = Ledger(challenges: 2);
        Assert.Equal(0.025, ledger.Spend(Start, Start, Start.AddDays(10)));
        // It overlaps, if by a day: the same rows.
        Assert.Equal(0.025, ledger.Spend(Start, Start.AddDays(9), Start.AddDays(19)));
        string message = Assert.Throws<ChallengeException>(() => ledger.Spend(Start, Start.AddDays(18), Start.AddDays(30))).Message;
        Assert.Contains("fresh rows are due, from 2026-01-31", message, StringComparison.Ordinal);
        // A restart forgets nothing.
        ledger = Ledger(challenges: 2);
        Assert.Throws<ChallengeException>(() => ledger.Spend(Start, Start.AddDays(18), Start.AddDays(30)));
        Assert.Equal(0.025, ledger.Spend(Start, Start.AddDays(19), Start.AddDays(30)));
        Assert.Equal(3, Ledger(challenges: 2).Spent.Count);
        Assert.Contains("to 2 challenges, and not 0.05 to 3", Assert.Throws<ChallengeException>(() => Ledger()).Message, StringComparison.Ordinal);
        byte[] whole = File.ReadAllBytes(folder["ledger.json"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["ledger.json"], whole[..length]);
            Assert.Contains("is no ledger", Assert.Throws<ChallengeException>(() => Ledger(challenges: 2)).Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Ledger(alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ledger(challenges: 0));
        Assert.Throws<ArgumentException>(() => ledger.Spend(Start, Start, Start));
    }

    [Fact]
    public void ChallengesThatCannotBeSpendNothing()
    {
        Dataset<Reading> rows = Rows(changes: false);
        ReadingModel champion = Champion(rows);
        ChallengeLedger ledger = Ledger();
        Assert.Contains("flatter", Assert.Throws<ChallengeException>(() => champion.Challenge(rows, Plan with { ChampionTrainedUntil = Start.AddDays(77) }, ledger)).Message, StringComparison.Ordinal);
        Assert.Contains("5 blocks", Assert.Throws<ChallengeException>(() => champion.Challenge(rows, Plan with { Frozen = TimeSpan.FromDays(5) }, ledger)).Message, StringComparison.Ordinal);
        string none = Assert.Throws<ChallengeException>(() => champion.Challenge(rows, Plan with { Now = Start.AddDays(400) }, ledger)).Message;
        Assert.StartsWith("The challenger's rows are those from ", none, StringComparison.Ordinal);
        Assert.Contains(", and none of ", none, StringComparison.Ordinal);
        // Its own rows are there, and those that both are compared on are not yet.
        Dataset<Reading> early = Dataset<Reading>.FromRows([.. rows.Rows.Where(row => row.At < Plan.Now - Plan.LabelDelay - Plan.Frozen)]);
        Assert.StartsWith("The frozen rows are those from ", Assert.Throws<ChallengeException>(() => champion.Challenge(early, Plan, ledger)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { Window = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { Frozen = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { Block = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { LabelDelay = TimeSpan.FromDays(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { MinGain = 1 });
        Assert.Empty(ledger.Spent);
    }
}

[Dataset]
public sealed partial record Reading
{
    [EventTime] public required DateTimeOffset At { get; init; }
    [Numeric] public required float X { get; init; }
    [Label] public float Y { get; init; }
}

[Model<Reading, Regression>(Name = "reading")]
public sealed partial class ReadingModel;
