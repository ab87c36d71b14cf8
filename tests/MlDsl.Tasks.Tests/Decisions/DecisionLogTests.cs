namespace MlDsl.Tasks.Tests.Decisions;

public sealed class DecisionLogTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DecisionLogOptions Options = new() { RewardDelay = TimeSpan.FromDays(1), WaitsForDisk = false };
    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private string File => Path.Combine(folder, "decisions.log");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void DecisionsComeBackAsRowsWithTheirRewards()
    {
        using (var log = Open())
        {
            DecisionPolicy<Offer.Input, Discount> policy = Offers.Space.EpsilonGreedy(new TrueMeans(), 0.5);
            var random = new Random(3);
            for (int i = 0; i < 40; i++)
            {
                Offer.Input context = Offers.Context(20.1f + i, i % 3 == 0 ? null : "Ulm");
                Decision<Discount> decision = log.Decide(policy, $"a-{i}", Morning.AddMinutes(i), in context, i % 2 == 0 ? Offers.All : [Discount.Ten, Discount.None], random);
                log.Reward($"a-{i}", Morning.AddMinutes(i + 10), (int)decision.Action + 0.5);
            }
        }
        LoggedDecisions<Offer, Offer.Input, Discount> read = Read(Morning.AddDays(2));
        Assert.Equal(40, read.Count);
        Assert.Equal(new DecisionCounts(40, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0), read.Counts);
        int number = 0;
        foreach (Offer row in read.Rows)
        {
            Assert.Equal(($"a-{number}", 20.1f + number, number % 3 == 0 ? null : "Ulm", (int)row.Discount + 0.5f), (row.Number, row.Age, row.Town, row.Spent));
            if (number++ % 2 == 1) Assert.NotEqual(Discount.Five, row.Discount);
        }
        Assert.True(read.Evaluate(Offers.Space.Uniform(), new() { Range = new(0, 3), FewestEffectiveRows = 5 }).InversePropensity.IsEstimable);
        // What was not to be had is not taken by others either.
        Assert.Equal(40, OfferModel.Fit(read.Train).Card.Rows);
    }

    [Fact]
    public void EveryKindOfColumnComesBackAsFeaturesReadIt()
    {
        Visit[] visits = [.. Enumerable.Range(0, 30).Select(static i => Visits.Of(i, (Discount)(i % 3), i % 4 == 1))];
        ActionSpace<Visit.Input, Discount> space = ActionSpace.Of<Visit, Visit.Input, Discount>();
        using (var log = DecisionLog.Open<Visit, Visit.Input, Discount>(folder, space, Options))
        {
            for (int i = 0; i < visits.Length; i++)
            {
                Visit.Input context = visits[i].ToInput();
                log.Append($"{i}", new DateTimeOffset(visits[i].At), in context, visits[i].Shown, Offers.All, [0.2, 0.3, 0.5]);
                log.Reward($"{i}", Morning.AddDays(1), visits[i].Looked ? 1 : 0);
            }
            Assert.Contains("is a flag", Assert.Throws<ArgumentException>(() => log.Reward("0", Morning, 0.5)).Message, StringComparison.Ordinal);
        }
        Visit[] read = [.. DecisionLog.Read<Visit, Visit.Input, Discount>(folder, space, Options, Morning.AddDays(3)).Rows];
        for (int i = 0; i < visits.Length; i++)
        {
            // A vector is another array.
            Assert.Equal((visits[i].Opened, visits[i].Opened.Offset), (read[i].Opened, read[i].Opened.Offset));
            Assert.Equal(visits[i], read[i] with { Place = visits[i].Place, Opened = visits[i].Opened });
            Assert.Equal(visits[i].Place, read[i].Place);
        }
    }

    [Fact]
    public void WhatDoesNotGoTogetherIsCounted()
    {
        using (var log = Open())
        {
            Log(log, "early", 0);
            Log(log, "twice", 1);
            Log(log, "twice", 2);
            Log(log, "late", 3);
            Log(log, "otherwise", 4);
            Offer.Input context = Offers.Context(30);
            log.Append("otherwise", Morning.AddMinutes(5), in context, Discount.Ten, Offers.All, [0.25, 0.25, 0.5]);
            log.Reward("otherwise", Morning.AddMinutes(6), 7);
            Log(log, "young", 60 * 47);
            log.Reward("early", Morning.AddMinutes(-5), 1);
            log.Reward("twice", Morning.AddMinutes(30), 1);
            log.Reward("twice", Morning.AddMinutes(31), 1);
            log.Reward("twice", Morning.AddMinutes(32), 2);
            log.Reward("late", Morning.AddHours(40), 3);
            log.Reward("nobody", Morning.AddMinutes(33), 1);
            log.Reward("first", Morning, 1);
            Log(log, "first", 50);
        }
        LoggedDecisions<Offer, Offer.Input, Discount> read = Read(Morning.AddDays(2), Options with { Missing = MissingReward.Zero });
        Assert.Equal(["twice", "late"], read.Rows.Select(static row => row.Number));
        Assert.Equal([1f, 0f], read.Rows.Select(static row => row.Spent));
        Assert.Equal(new DecisionCounts(Decisions: 6, Rewarded: 1, NotDue: 1, Missing: 1, Unknown: 1, BeforeDecision: 2, Repeated: 1, Contradicting: 1, DecidedTwice: 2, DecidedOtherwise: 1, Late: 1), read.Counts);
    }

    [Fact]
    public void AMissingRewardIsWhatWasDeclared()
    {
        using (var log = Open())
        {
            Log(log, "one", 0);
            Log(log, "two", 1);
            log.Reward("one", Morning.AddMinutes(3), 4);
        }
        DateTimeOffset later = Morning.AddDays(2);
        Assert.Contains("Decision 'two' has no reward", Assert.Throws<EvaluationException>(() => Read(later)).Message, StringComparison.Ordinal);
        Assert.Equal([4f, 0f], Read(later, Options with { Missing = MissingReward.Zero }).Rows.Select(static row => row.Spent));
        LoggedDecisions<Offer, Offer.Input, Discount> left = Read(later, Options with { Missing = MissingReward.LeaveOut });
        Assert.Equal((1, 1), (left.Count, left.Counts.Missing));
        // Before they are due none of them is missed.
        Assert.Contains("no logged decisions", Assert.Throws<EvaluationException>(() => Read(Morning.AddHours(2))).Message, StringComparison.Ordinal);
    }

    /// <summary>At every byte: what was acknowledged before is there, and the log goes on.</summary>
    [Fact]
    public void AFileThatIsCutOffAnywhereKeepsWhatIsWhole()
    {
        using (var log = Open())
        {
            for (int i = 0; i < 3; i++)
            {
                Log(log, $"a-{i}", i);
                log.Reward($"a-{i}", Morning.AddMinutes(i), i);
            }
        }
        byte[] whole = System.IO.File.ReadAllBytes(File);
        int before = -1;
        for (int length = 0; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            using (var log = Open())
            {
                Assert.InRange(log.CutBytes, 0, length);
                Log(log, "next", 9);
                log.Reward("next", Morning.AddMinutes(9), 1);
            }
            int count = Read(Morning.AddDays(2), Options with { Missing = MissingReward.Zero }).Count;
            Assert.InRange(count, Math.Max(1, before), 4);
            before = count;
        }
        Assert.Equal(4, before);
    }

    [Fact]
    public void DamageIsNamed()
    {
        using (var log = Open()) for (int i = 0; i < 3; i++) Log(log, $"a-{i}", i);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        int middle = bytes.Length / 2;
        bytes[middle] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Contains("is damaged at byte", Assert.Throws<DecisionLogException>(Open).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, "something else that is longer than a log's head would be, so that nobody cuts it off as if it were ours, and which therefore has to be of a few hundred characters, as a head with its schema's hash and its names of actions is, and this is: it says nothing and goes on, and on, and on, until it is long enough");
        Assert.Contains("does not begin as a log", Assert.Throws<DecisionLogException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherWriterAndOtherRowsAreRefused()
    {
        using (Open()) Assert.Contains("another process", Assert.Throws<DecisionLogException>(Open).Message, StringComparison.Ordinal);
        ActionSpace<Visit.Input, Discount> visits = ActionSpace.Of<Visit, Visit.Input, Discount>();
        Assert.Contains("other rows", Assert.Throws<DecisionLogException>(() => DecisionLog.Open<Visit, Visit.Input, Discount>(folder, visits, Options)).Message, StringComparison.Ordinal);
        Assert.Contains("no log of decisions", Assert.Throws<DecisionLogException>(() => DecisionLog.Read<Offer, Offer.Input, Discount>(Path.Combine(folder, "no"), Offers.Space, Options, Morning)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoDecisionIsNotLogged()
    {
        using var log = Open();
        Offer.Input context = Offers.Context(30), endless = Offers.Context(float.PositiveInfinity);
        Assert.Contains("propensity is 0", Refused(in context, "a", Discount.Five, Offers.All, [0.5, 0, 0.5]), StringComparison.Ordinal);
        Assert.Contains("no propensity for it", Refused(in context, "a", Discount.Five, [Discount.None, Discount.Ten], [0.5, 0.5]), StringComparison.Ordinal);
        Assert.Contains("sum to", Refused(in context, "a", Discount.Five, Offers.All, [0.5, 0.2, 0.2]), StringComparison.Ordinal);
        Assert.Contains("there twice", Refused(in context, "a", Discount.Five, [Discount.Five, Discount.Five], [0.5, 0.5]), StringComparison.Ordinal);
        Assert.Contains("NaN for 'Ten'", Refused(in context, "a", Discount.Five, Offers.All, [0.5, 0.5, double.NaN]), StringComparison.Ordinal);
        Assert.Contains("as many propensities", Refused(in context, "a", Discount.Five, Offers.All, [0.5, 0.5]), StringComparison.Ordinal);
        Assert.Contains("'Age' of the context", Refused(in endless, "a", Discount.Five, Offers.All, [0.25, 0.25, 0.5]), StringComparison.Ordinal);
        Refused(in context, "", Discount.Five, Offers.All, [0.25, 0.25, 0.5]);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => log.Reward("a", Morning, double.NaN)).Message, StringComparison.Ordinal);
        log.Dispose();
        Assert.Contains("closed", Assert.Throws<DecisionLogException>(() => log.Reward("a", Morning, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DecisionLogOptions { RewardDelay = TimeSpan.FromSeconds(-1) });

        string Refused(in Offer.Input of, string id, Discount action, Discount[] actions, double[] propensities)
        {
            Offer.Input copy = of;
            return Assert.ThrowsAny<ArgumentException>(() => log.Append(id, Morning, in copy, action, actions, propensities)).Message;
        }
    }

    [Fact]
    public void AFullDiskLeavesNothingHalfAndTheLogGoesOn()
    {
        var disk = new FullDisk();
        using (var log = DecisionLog.Open<Offer, Offer.Input, Discount>(folder, Offers.Space, Options with { WaitsForDisk = true, Files = disk }))
        {
            Log(log, "one", 0);
            disk.IsFull = true;
            Assert.Contains("what was added now is not there", Assert.Throws<DecisionLogException>(() => Log(log, "two", 1)).Message, StringComparison.Ordinal);
            disk.IsFull = false;
            Log(log, "three", 2);
        }
        Assert.Equal(["one", "three"], Read(Morning.AddDays(2), Options with { Missing = MissingReward.Zero }).Rows.Select(static row => row.Number));
    }

    private DecisionLog<Offer, Offer.Input, Discount> Open() => DecisionLog.Open<Offer, Offer.Input, Discount>(folder, Offers.Space, Options);

    private LoggedDecisions<Offer, Offer.Input, Discount> Read(DateTimeOffset now, DecisionLogOptions? options = null) => DecisionLog.Read<Offer, Offer.Input, Discount>(folder, Offers.Space, options ?? Options, now);

    private static void Log(DecisionLog<Offer, Offer.Input, Discount> log, string id, int minutes)
    {
        Offer.Input context = Offers.Context(30);
        log.Append(id, Morning.AddMinutes(minutes), in context, Discount.Five, Offers.All, [0.25, 0.25, 0.5]);
    }

    private sealed class FullDisk : Training.RunDisk
    {
        public bool IsFull { get; set; }

        public override void Flush(Stream stream)
        {
            if (IsFull) throw new IOException("no space left on device");
            base.Flush(stream);
        }
    }
}
