using System.Text;
using MlDsl.Tracking.Tests;
using static MlDsl.Monitoring.Tests.Outcomes.OutcomeWriter;

namespace MlDsl.Monitoring.Tests.Outcomes;

public sealed class OutcomeStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = Start.AddDays(30);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private OutcomeStore Open(OutcomeStoreOptions? options = null) => OutcomeStore.Open(folder["store"], options ?? Options);

    [Fact]
    public void ASecondReadingCountsAsTheWritingDid()
    {
        OutcomeCounts counts;
        using (OutcomeStore store = Open())
        {
            store.Log([Prediction("a", 0), Prediction("b", 1), Prediction("c", 2)]);
            store.Log(Prediction("a", 5));
            store.Add([Outcome("a", 0), Outcome("stranger", 0), Outcome("late", 0)]);
            store.Add([Outcome("a", 0), Outcome("a", 0) with { Label = 0.5f }]);
            // Known before it was predicted, by its clock and by its coming.
            store.Add([Outcome("b", 1) with { Known = Start.AddMinutes(-1) }]);
            store.Log(Prediction("late", 3));
            store.Add(Outcome("c", 2) with { Known = Start.AddDays(9) });
            counts = store.Counts;
        }
        Assert.Equal(new OutcomeCounts(Predictions: 4, Joined: 2, Unknown: 1, BeforePrediction: 2, Repeated: 1, Contradicting: 1, PredictedTwice: 1, Late: 1), counts);
        using OutcomeStore again = Open();
        Assert.Equal(counts, again.Counts);
    }

    [Fact]
    public void MetricsAreThoseOfPredictionsThatAreOldEnough()
    {
        using OutcomeStore store = Open();
        store.Log([.. Enumerable.Range(0, 400).Select(i => Prediction($"{i}", i * 60))]);
        // Every other outcome is there already, of those that are due and of those that are not.
        store.Add([.. Enumerable.Range(0, 400).Where(static i => i % 2 == 0).Select(i => Outcome($"{i}", i * 60) with { Group = i % 4 == 0 ? "x" : "y" })]);
        RollingMetrics<BinaryMetrics> metrics = store.BinaryMetrics(Start.AddDays(14), TimeSpan.FromDays(5), (Probability)0.5f);
        // From the second day up to the seventh: 48 to 167.
        Assert.Equal((Start.AddDays(2), Start.AddDays(7)), (metrics.From, metrics.To));
        Assert.Equal((120, 60), (metrics.Predictions, metrics.WithOutcome));
        Assert.Equal(60, metrics.Metrics!.Rows);
        Assert.Equal((TimeSpan.FromDays(3), TimeSpan.FromDays(3)), (metrics.MedianDelay, metrics.LongDelay));
        int right = Enumerable.Range(24, 60).Count(static i => (i * 2 * 60 % 100 >= 50) == (i * 2 * 60 % 3 == 0));
        Assert.Equal(right / 60.0, metrics.Metrics.Accuracy.Value, 12);
        Assert.True(metrics.Metrics.Accuracy.HasInterval);
        Assert.Equal(["x", "y"], metrics.Metrics.Slices.Select(static s => s.Value));
        Assert.Contains("60 of 120 have their outcome, which takes up to 7.00:00:00; half took 3.00:00:00", metrics.ToString(), StringComparison.Ordinal);
        // What comes to be known after now is not known now.
        Assert.Equal(0, store.BinaryMetrics(Start.AddDays(2), TimeSpan.FromDays(9), (Probability)0.5f).WithOutcome);
    }

    [Fact]
    public void OutcomesOfSomeDecisionsSaySo()
    {
        using OutcomeStore store = Open(Options with { Outcomes = OutcomesOf.PositiveDecisions });
        store.Log([.. Enumerable.Range(0, 100).Select(i => Prediction($"{i}", i))]);
        store.Add([.. Enumerable.Range(50, 50).Select(i => Outcome($"{i}", i))]);
        RollingMetrics<BinaryMetrics> metrics = store.BinaryMetrics(Now, TimeSpan.FromDays(40), (Probability)0.5f);
        Assert.Equal((50, 50), (metrics.Predictions, metrics.WithOutcome));
        Assert.Contains("has no decision", Assert.Throws<ArgumentException>(() => store.Log(LoggedPrediction.Of("number", Start, 1f))).Message, StringComparison.Ordinal);
        Assert.Contains("Outcomes exist for positive decisions only", metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ARegressionIsMeasuredByItsNumbers()
    {
        using OutcomeStore store = Open();
        store.Log([.. Enumerable.Range(0, 50).Select(static i => LoggedPrediction.Of($"{i}", Start, 10f + i))]);
        store.AddAll(Enumerable.Range(0, 50).Select(static i => new ObservedOutcome($"{i}", Start.AddDays(1), 8f + i)));
        RollingMetrics<RegressionMetrics> metrics = store.RegressionMetrics(Now, TimeSpan.FromDays(40));
        Assert.Equal(2, metrics.Metrics!.Mae.Value, 6);
        Assert.Null(store.RegressionMetrics(Now.AddYears(1), TimeSpan.FromDays(1)).Metrics);
    }

    [Fact]
    public async Task OutcomesComeFromAFileAndAStream()
    {
        string path = folder["labels.csv"];
        File.WriteAllText(path, "Number,Miles,Late\n17,1,true\n18,2,false\n");
        using OutcomeStore store = Open();
        store.Log([Prediction("17", 0), Prediction("18", 0), Prediction("19", 0)]);
        Assert.Equal(2, store.AddAll(Dataset<Delivery>.FromCsv(path).Outcomes(static _ => Start.AddDays(1))));
        Assert.Equal(1, await store.AddAllAsync(Stream()));
        Assert.Equal(new OutcomeCounts(3, 3, 0, 0, 0, 0, 0, 0), store.Counts);

        static async IAsyncEnumerable<ObservedOutcome> Stream()
        {
            await Task.Yield();
            yield return ObservedOutcome.Of("19", Start.AddDays(1), true);
        }
    }

    [Fact]
    public void AnIdThatIsATimeIsWholeAndOfAnInstant()
    {
        DateTime time = new DateTime(2026, 5, 1, 12, 30, 45, DateTimeKind.Utc).AddTicks(1_234_567);
        Assert.Equal("2026-05-01T12:30:45.1234567Z", Dataset<Tick>.FromRows([new Tick { At = time }]).Outcomes(static _ => Now).Single().Id);
        Assert.Equal("12:30:45.1234567", Dataset<ClockTick>.FromRows([new ClockTick { At = TimeOnly.FromDateTime(time) }]).Outcomes(static _ => Now).Single().Id);
        // An instant has one id, whatever the clock that showed it.
        Assert.Equal(
            ["2026-05-01T12:30:45.1234567Z", "2026-05-01T12:30:45.1234567Z"],
            Dataset<Instant>.FromRows([new Instant { At = time }, new Instant { At = new DateTimeOffset(time).ToOffset(TimeSpan.FromHours(2)) }]).Outcomes(static _ => Now).Select(static o => o.Id));
    }

    [Fact]
    public void ErasingLeavesNothingOfAnId()
    {
        byte[] trace = new byte[16];
        MlDsl.Monitoring.Outcomes.IdKey.Of("a", Options.Key.Span).Write(trace);
        using (OutcomeStore store = Open())
        {
            for (int i = 0; i < 600; i++) store.Log(Prediction($"{i}", i));
            store.Log(Prediction("a", 0));
            store.Add([Outcome("a", 0)]);
            Assert.Contains(Directory.GetFiles(store.Folder, "*.log"), HasTrace);
            Assert.True(Directory.GetFiles(store.Folder, "*.log").Length > 1);
            Assert.Equal(2, store.Erase("a"));
            Assert.Equal(0, store.Erase("a"));
            Assert.Equal(new OutcomeCounts(600, 0, 0, 0, 0, 0, 0, 0), store.Counts);
            store.Log(Prediction("after", 1));
        }
        using OutcomeStore again = Open();
        Assert.Equal(601, again.Counts.Predictions);
        Assert.DoesNotContain(Directory.GetFiles(again.Folder), HasTrace);

        bool HasTrace(string file) => Path.GetFileName(file) != "lock" && File.ReadAllBytes(file).AsSpan().IndexOf(trace) >= 0;
    }

    [Fact]
    public void NoIdIsInTheFiles()
    {
        using OutcomeStore store = Open();
        store.Log(Prediction("person-4711", 0));
        Assert.All(Directory.GetFiles(store.Folder, "*.log"), static f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf("4711"u8)));
    }

    [Fact]
    public void WhatIsOlderThanTheRetentionGoes()
    {
        using (OutcomeStore store = Open(Options with { Retention = TimeSpan.FromDays(10) }))
        {
            store.Log([Prediction("old", 0), Prediction("new", 60 * 24 * 25)]);
            store.Add([Outcome("old", 0)]);
            Assert.Equal(2, store.Trim(Now));
            Assert.Equal(1, store.Counts.Predictions);
        }
        using OutcomeStore again = Open();
        Assert.Equal(new OutcomeCounts(1, 0, 0, 0, 0, 0, 0, 0), again.Counts);
    }

    [Fact]
    public void AFileThatIsCutAnywhereHasEveryWholeWriteBeforeTheCut()
    {
        var ends = new List<long>();
        string file;
        using (OutcomeStore store = Open())
        {
            file = Directory.GetFiles(store.Folder, "*.log").Single();
            ends.Add(new FileInfo(file).Length);
            for (int i = 0; i < 6; i++)
            {
                store.Log([Prediction($"{i}", i), Prediction($"{i}b", i)]);
                ends.Add(new FileInfo(file).Length);
            }
        }
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            int writes = Math.Max(0, ends.Count(end => end <= length) - 1);
            using (OutcomeStore store = Open())
            {
                Assert.Equal(2 * writes, store.Counts.Predictions);
                store.Log(Prediction("after", 9));
            }
            using OutcomeStore again = Open();
            Assert.Equal((2 * writes) + 1, again.Counts.Predictions);
        }
    }

    [Fact]
    public void AByteThatIsAlteredIsNamedAndNotPassedOver()
    {
        string file;
        using (OutcomeStore store = Open())
        {
            for (int i = 0; i < 4; i++) store.Log(Prediction($"{i}", i));
            file = Directory.GetFiles(store.Folder, "*.log").Single();
        }
        byte[] whole = File.ReadAllBytes(file);
        int last = whole.Length - (whole.Length - 32) / 4;
        for (int at = 0; at < last; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 0x10;
            File.WriteAllBytes(file, altered);
            Assert.Contains(Path.GetFileName(file), Assert.Throws<OutcomeStoreException>(() => Open()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnotherKeyAndAnotherProcessAreRefused()
    {
        using (OutcomeStore store = Open())
        {
            store.Log(Prediction("a", 0));
            Assert.Contains("written by another process (", Assert.Throws<OutcomeStoreException>(() => Open()).Message, StringComparison.Ordinal);
        }
        Assert.Contains("another key", Assert.Throws<OutcomeStoreException>(() => Open(Options with { Key = Encoding.UTF8.GetBytes("some other key of ids") })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Options with { Key = new byte[15] });
    }

    [Fact]
    public void ADiskThatFailsAnywhereKeepsWhatWasAcknowledgedAndNothingElse()
    {
        int acts = int.MaxValue;
        for (int from = 0; from < acts; from++)
        {
            string path = folder[$"failing-{from}"];
            int kept = 0;
            var disk = new FailingDisk(from, count: 1);
            try
            {
                using OutcomeStore store = OutcomeStore.Open(path, Options with { Files = disk, SegmentBytes = 200 });
                for (int i = 0; i < 12; i++)
                {
                    try
                    {
                        store.Log([Prediction($"{i}", i), Prediction($"{i}b", i)]);
                        kept += 2;
                    }
                    catch (OutcomeStoreException problem)
                    {
                        Assert.Contains("No space left on device", problem.Message, StringComparison.Ordinal);
                    }
                }
                Assert.Equal(kept, store.Counts.Predictions);
                if (disk.Acts <= from) acts = from;
            }
            catch (IOException problem) when (kept == 0)
            {
                Assert.Contains("No space left on device", problem.Message, StringComparison.Ordinal);
            }
            using OutcomeStore again = OutcomeStore.Open(path, Options);
            Assert.Equal(kept, again.Counts.Predictions);
        }
        Assert.InRange(acts, 20, 200);
    }

    [Fact]
    public void ManyThreadsShareTheDisk()
    {
        using (OutcomeStore store = Open()) Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => store.Log(Prediction($"{i}", i)));
        using OutcomeStore again = Open();
        Assert.Equal(400, again.Counts.Predictions);
        Assert.Equal(0, again.CutBytes);
    }

    [Fact]
    public void WhatCannotBeIsRefusedByName()
    {
        using OutcomeStore store = Open();
        Assert.Contains("place 1 is not finite", Assert.Throws<ArgumentException>(() => store.Log([Prediction("a", 0), Prediction("b", 0) with { Value = float.NaN }])).Message, StringComparison.Ordinal);
        Assert.Contains("is not finite", Assert.Throws<ArgumentException>(() => store.Add([Outcome("a", 0) with { Label = float.PositiveInfinity }])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => store.Log(Prediction("", 0)));
        Assert.Contains("at most 255", Assert.Throws<ArgumentException>(() => store.Log(Prediction("a", 0) with { Model = new string('m', 256) })).Message, StringComparison.Ordinal);
        string group = Assert.Throws<ArgumentException>(() => store.Add([Outcome("a", 0) with { Group = "secret" + new string('g', 250) }])).Message;
        Assert.Contains("The name of a group has 256 bytes", group, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", group, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.BinaryMetrics(Now, TimeSpan.Zero, (Probability)0.5f));
        Assert.Contains("has no [Id]", Assert.Throws<ArgumentException>(() => Dataset<Nameless>.FromRows([]).Outcomes(static _ => Now)).Message, StringComparison.Ordinal);
        Assert.Equal(default, store.Counts);
        store.Log([]);
        Assert.Equal(0, store.AddAll([]));
    }
}

[Dataset]
public sealed partial record Delivery
{
    [Id] public required int Number { get; init; }
    [Numeric] public required float Miles { get; init; }
    [Label] public bool Late { get; init; }
}

[Dataset]
public sealed partial record Nameless
{
    [Numeric] public required float Miles { get; init; }
    [Label] public bool Late { get; init; }
}

[Dataset]
public sealed partial record Tick
{
    [Id] public required DateTime At { get; init; }
    [Numeric] public float Miles { get; init; }
    [Label] public bool Late { get; init; }
}

[Dataset]
public sealed partial record ClockTick
{
    [Id] public required TimeOnly At { get; init; }
    [Numeric] public float Miles { get; init; }
    [Label] public bool Late { get; init; }
}

[Dataset]
public sealed partial record Instant
{
    [Id] public required DateTimeOffset At { get; init; }
    [Numeric] public float Miles { get; init; }
    [Label] public bool Late { get; init; }
}
