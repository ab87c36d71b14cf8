using System.Text;
using MlDsl.Monitoring.Scorers;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>References of the first windows of a service, held against those of the same rows.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class FirstWindowsTests : IDisposable
{
    private static readonly WatchedColumns<Reading, float> Columns = WatchedColumns<Reading, float>.None
        .Number("Value", static row => row.Value, unit: "mm")
        .Category("Site", static row => row.Site)
        .Prediction(static said => said);

    private readonly ScratchFolder folder = new();
    private readonly SetClock clock = new();
    private readonly List<string> problems = [], told = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheReferenceIsThatOfTheRows()
    {
        var rows = new List<Reading>();
        FirstWindows first = First(windows: 9);
        // A window is of a day and a half, so that each second one is over midnight; the process starts anew in the fourth.
        ModelMonitor<Doubling, Reading, float> monitor = Started(first);
        for (int half = 0; half < 24; half++)
        {
            Reading[] own = Reading.Made(150, seed: half, clock.Now);
            rows.AddRange(own);
            Ask(monitor, own);
            clock.Now += TimeSpan.FromHours(12);
            if (half == 10)
            {
                monitor.Dispose();
                monitor = Started(first);
                // The end of the process cut the fourth off: its rows are there, and it does not count.
                Assert.Equal((3, 1650), (monitor.Collected!.Windows, monitor.Collected.Rows));
            }
            if (half % 3 == 2) monitor.Close();
            if (half == 8) Assert.Equal("collecting reference: 3 of 9 windows, 1350 rows", monitor.Collected!.ToString());
        }
        Assert.False(File.Exists(folder["Doubling.reference"]));
        Assert.Empty(monitor.Windows);
        Assert.Equal(0, monitor.RowsWithoutReference);
        Ask(monitor, Reading.Made(150, seed: 99, clock.Now));
        rows.AddRange(Reading.Made(150, seed: 99, clock.Now));
        clock.Now += TimeSpan.FromHours(1);
        Assert.Empty(monitor.Close());
        Assert.True(monitor.Collected!.IsWhole);
        Assert.Equal("reference collected: 9 windows, 3750 rows", told[^1]);

        Columns.At(static row => row.Seen).Reference(new Doubling(), rows).Save(folder["rows.reference"]);
        Assert.Equal(File.ReadAllBytes(folder["rows.reference"]), File.ReadAllBytes(folder["Doubling.reference"]));
        Assert.Equal(13, Columns.Load(folder["Doubling.reference"]).Profile.Blocks.Length);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.window"));
        Assert.Empty(problems);
        monitor.Dispose();
    }

    [Fact]
    public void WhatCameLaterIsComparedWithIt()
    {
        using ModelMonitor<Doubling, Reading, float> monitor = Started(First(windows: 6), new AlarmOptions { WindowsPerWeek = 7 });
        // What would be an alarm is usual, while it is collected.
        for (int day = 0; day < 6; day++) Window(monitor, day, shift: 5 * (day % 2));
        Assert.Empty(monitor.Alarms);
        Assert.Empty(monitor.Windows);
        Window(monitor, 6, shift: 0);
        Assert.Empty(monitor.Alarms);
        Window(monitor, 7, shift: 100);
        Assert.Contains(monitor.Alarms, static alarm => alarm.Column == "Value");
        Assert.Equal(2, monitor.Windows.Count);

        // A restart compares with what was collected, and says so at once.
        told.Clear();
        using ModelMonitor<Doubling, Reading, float> again = Started(First(windows: 6));
        Assert.True(again.Collected!.IsWhole);
        Assert.StartsWith("reference collected", Assert.Single(told), StringComparison.Ordinal);
        Window(again, 8, shift: 0);
        Assert.Single(again.Windows);
        Assert.Contains("The reference is of the first windows of the service (3000 rows)", again.Report().ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReplicasCollectOneReference()
    {
        using ModelMonitor<Doubling, Reading, float> one = Started(First(windows: 4)), other = Started(First(windows: 4));
        for (int day = 0; day < 4; day++)
        {
            Ask(one, Reading.Made(200, seed: day, clock.Now));
            Ask(other, Reading.Made(200, seed: 50 + day, clock.Now));
            clock.Now += TimeSpan.FromDays(1);
            one.Close();
            if (day < 3) other.Close();
        }
        // Side by side they collect as many windows as one of them, and the rows of both; of the last window those of the first that is done.
        Assert.Equal(1_400, Columns.Load(folder["Doubling.reference"]).Profile.Rows);
        Assert.False(other.Collected!.IsWhole);
        other.Close();
        Assert.Equal(one.Collected!.Rows, other.Collected!.Rows);
        Assert.Equal(200, other.RowsWithoutReference);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.window"));
        Window(one, 9, 0);
        Window(other, 10, 0);
        Assert.Equal(one.Windows[0].Reference.Hash, other.Windows[0].Reference.Hash);
        Assert.Empty(problems);
    }

    [Fact]
    public void EveryPartitionGivesTheSameBytes()
    {
        // More texts than are counted one by one, and more rows than the sample holds.
        Reading[] rows = [.. Reading.Made(30_000, seed: 7, clock.Now).Select(static (row, i) => i % 3 == 0 ? row with { Site = $"site {i}" } : row)];
        float[] said = [.. rows.Select(static row => 2 * row.Value)];
        byte[]? first = null;
        foreach (int parts in (int[])[1, 2, 13])
        {
            FirstWindow[] windows = [.. Enumerable.Range(0, parts).Select(part =>
            {
                int from = rows.Length * part / parts, to = rows.Length * (part + 1) / parts;
                var sketch = new ScorerSketch<Reading, float>(Columns, isTimed: false, first: from);
                sketch.Add(rows.AsSpan(from..to), said.AsSpan(from..to));
                FirstWindow window = sketch.ToWindow(Schema(), new FirstSpan(Guid.NewGuid(), part, 0, true, clock.Now, clock.Now, clock.Now));
                return FirstWindowFile.Read(FirstWindowFile.Write(window, key: default), key: default);
            })];
            ReferenceProfile profile = FirstWindow.Reference(Schema(), [.. windows.Select(static window => window.Span)], windows);
            Assert.Equal((30_000, 8_192), (profile.Rows, profile.SampleRows));
            Assert.Equal(profile.Columns[1].ToCells(), profile.Blocks.Single().Counts.TakeLast(profile.Columns[1].Cells));
            Assert.True(ReferenceFile.Write(profile).AsSpan().SequenceEqual(first ??= ReferenceFile.Write(profile)), $"{parts} parts");
        }
    }

    [Fact]
    public void FilesThatAreCutOrChangedAreNamedAndPutAside()
    {
        byte[] bytes = Written([]);
        for (int length = 0; length < bytes.Length; length += 1 + (length / 9))
            Assert.Throws<ModelFileException>(() => FirstWindowFile.Read(bytes.AsSpan(0, length), key: default));
        for (int place = 0; place < bytes.Length; place += 1 + (place / 9))
        {
            byte[] changed = [.. bytes];
            changed[place] ^= 4;
            Assert.ThrowsAny<Exception>(() => FirstWindowFile.Read(changed, key: default));
        }
        string path = Assert.Single(Directory.GetFiles(folder.Path, "*.window"));
        File.WriteAllBytes(path, bytes[..^9]);
        using ModelMonitor<Doubling, Reading, float> monitor = Started(First(windows: 3));
        Assert.Contains("its rows are not in the reference", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal((0, 0), (monitor.Collected!.Windows, monitor.Collected.Rows));
        Assert.True(File.Exists(path + ".damaged"));
        File.WriteAllText(folder["Doubling.reference"], "none");
        Assert.Contains("Doubling.reference", Assert.Throws<ModelFileException>(() => Started(First(windows: 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsOfOthersAreNamedAndLeftOut()
    {
        Written([]);
        using (Started(First(windows: 1) with { Version = "2" })) Assert.Contains("is of version '' of the model, not '2'", problems[^1], StringComparison.Ordinal);
        using (new ModelMonitor<Doubling, Reading, float>(Columns.Number("More", static row => row.Value), First(windows: 1), Options()))
            Assert.Contains("has as column 3 none, not 'More' (Number)", problems[^1], StringComparison.Ordinal);
        using (Started(First(windows: 2))) Assert.Equal("collecting reference: 1 of 2 windows, 500 of 1000 rows", told[^1]);
        Assert.Single(Directory.GetFiles(folder.Path, "*.window"));
        Assert.Equal(2, problems.Count);
    }

    // The day that is over is written by another thread, which may come to write the end of the window as well.
    [Fact]
    public void AWindowOverMidnightCountsWhenItEnds()
    {
        for (int run = 0; run < 60; run++)
        {
            using ModelMonitor<Doubling, Reading, float> monitor = Started(First(windows: 1) with { Folder = folder[$"run {run}"] });
            Ask(monitor, Reading.Made(1_199, seed: 1, clock.Now));
            clock.Now += TimeSpan.FromHours(24);
            Ask(monitor, Reading.Made(1, seed: 2, clock.Now));
            monitor.Close();
            Assert.Equal((true, 1_200), (monitor.Collected!.IsWhole, monitor.Collected.Rows));
        }
        Assert.Empty(problems);
    }

    [Fact]
    public void ACopyOfAWindowCountsOnce()
    {
        Written([]);
        string window = Assert.Single(Directory.GetFiles(folder.Path, "*.window"));
        File.Copy(window, Path.ChangeExtension(window, " (copy).window"));
        using (Started(First(windows: 2))) Assert.Equal("collecting reference: 1 of 2 windows, 500 of 1000 rows", told[^1]);
        Assert.Contains("its rows are counted once", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.window").Length);
    }

    [Fact]
    public void SensitiveValuesAreSealed()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
        WatchedColumns<Reading, float> sensitive = WatchedColumns<Reading, float>.None.Category("Site", static row => row.Site, isSensitive: true);
        Assert.Contains("'Site' is sensitive", Assert.Throws<ArgumentException>(() => new ModelMonitor<Doubling, Reading, float>(sensitive, First(windows: 2))).Message, StringComparison.Ordinal);
        Assert.Contains("Basel", Encoding.UTF8.GetString(Written([])), StringComparison.Ordinal);
        foreach (string window in Directory.GetFiles(folder.Path, "*.window")) File.Delete(window);
        byte[] bytes = Written(key);
        Assert.DoesNotContain("Basel", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(500, FirstWindowFile.Read(bytes, key).Rows);
        Assert.Contains("sealed by another key", Assert.Throws<DriftException>(() => FirstWindowFile.Read(bytes, new byte[16])).Message, StringComparison.Ordinal);
        Assert.Contains("give the key", Assert.Throws<DriftException>(() => FirstWindowFile.Read(bytes, key: default)).Message, StringComparison.Ordinal);
        // It may be whole, and stays.
        using (Started(First(windows: 2))) Assert.Contains("it is left out of the reference", problems[^1], StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path, "*.window"));
        Assert.Throws<ArgumentException>(() => First(windows: 2) with { Key = new byte[15] });
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsTriedAgain()
    {
        File.WriteAllText(folder["taken"], "");
        FirstWindows first = First(windows: 2) with { Folder = folder["taken/first"] };
        using ModelMonitor<Doubling, Reading, float> monitor = Started(first);
        for (int day = 0; day < 3; day++) Window(monitor, day, 0);
        Assert.Equal(3, problems.Count);
        Assert.All(problems, problem => Assert.Contains("could not be written", problem, StringComparison.Ordinal));
        Assert.Equal(0, monitor.Collected!.Windows);
        File.Delete(folder["taken"]);
        Window(monitor, 3, 0);
        Assert.Equal((true, 2_000), (monitor.Collected!.IsWhole, monitor.Collected.Rows));
    }

    [Fact]
    public void RowsAreCountedOnceByAnyNumberOfThreads()
    {
        using ModelMonitor<Doubling, Reading, float> monitor = Started(First(windows: 3));
        Reading[] rows = Reading.Made(1_000, seed: 1, clock.Now);
        for (int window = 0; window < 3; window++)
        {
            Parallel.For(0, 8, _ => Ask(monitor, rows));
            clock.Now += TimeSpan.FromHours(1);
            monitor.Close();
        }
        Assert.Equal(24_000, Columns.Load(folder["Doubling.reference"]).Profile.Rows);
        Assert.Throws<ArgumentException>(() => monitor.Observe(new Doubling(), rows, []));
    }

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => First(windows: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => First(windows: 100_001));
        Assert.Throws<ArgumentOutOfRangeException>(() => First(windows: 1) with { Rows = 999 });
        Assert.Throws<ArgumentException>(() => First(windows: 1) with { Folder = "" });
        Assert.Equal(0.5, new CollectedWindows(3, 4, 500, 1_000, IsWhole: false).Share);
    }

    // The bytes of a window that a process left behind.
    private byte[] Written(byte[] key)
    {
        using (ModelMonitor<Doubling, Reading, float> monitor = Started(First(windows: 2) with { Key = key })) Window(monitor, 0, 0);
        return File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Path, "*.window")));
    }

    private void Window(ModelMonitor<Doubling, Reading, float> monitor, int seed, float shift)
    {
        Ask(monitor, [.. Reading.Made(500, seed, clock.Now).Select(row => row with { Value = row.Value + shift })]);
        clock.Now += TimeSpan.FromDays(1);
        monitor.Close();
    }

    private static void Ask(ModelMonitor<Doubling, Reading, float> monitor, Reading[] rows) => monitor.Watching(new Doubling()).Run(rows, new float[rows.Length]);

    private ModelMonitor<Doubling, Reading, float> Started(FirstWindows first, AlarmOptions? alarms = null) => new(Columns, first, Options() with { Alarms = alarms }, clock);

    private MonitoringOptions Options() => new() { Every = Timeout.InfiniteTimeSpan, Alarms = null, OnProblem = problem => problems.Add(problem.Message) };

    private FirstWindows First(int windows) => new() { Folder = folder.Path, Windows = windows, OnCollected = now => told.Add(now.ToString()) };

    private static FirstSchema Schema() => new("", [.. Columns.Inputs.Select(static input => input.Column)], [.. Columns.Scores.Select(static score => score.Column)], 0);

    private sealed record Reading(float Value, string? Site, DateTimeOffset Seen)
    {
        public static Reading[] Made(int rows, int seed, DateTimeOffset seen)
        {
            var random = new Random(seed);
            string?[] sites = ["Basel", "Chur", "Genf", null];
            return [.. Enumerable.Range(0, rows).Select(_ => new Reading(random.Next(20) == 0 ? float.NaN : 100 * (float)(random.NextDouble() + random.NextDouble()), sites[random.Next(4)], seen))];
        }
    }

    private sealed class Doubling : IScorer<Reading, float>
    {
        public void Run(in Reading input, out float output) => output = 2 * input.Value;

        public void Run(ReadOnlySpan<Reading> inputs, Span<float> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) outputs[i] = 2 * inputs[i].Value;
        }

        public ValueTask<float> RunAsync(Reading input, CancellationToken cancellation = default) => new(2 * input.Value);
    }
}
