using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests;

/// <summary>A disk that fails ends no training and changes no byte of a model; what it did not take is counted.</summary>
[Collection(Alone.Name)]
public sealed class FailingDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<TrackingProblem> problems = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(2)]
    public void WhereverItFailsTheModelIsTheSame(int acts)
    {
        byte[] plain = Fitted();
        var whole = new FailingDisk(int.MaxValue);
        Assert.Equal(plain, Fitted(whole));
        Assert.Empty(problems);
        int tried = 0;
        for (int from = 0; from < whole.Acts; from++)
        {
            problems.Clear();
            Assert.Equal(plain, Fitted(new FailingDisk(from, acts)));
            Assert.NotEmpty(problems);
            Assert.All(problems, static p => Assert.Contains("No space left on device", p.Message, StringComparison.Ordinal));
            tried++;
        }
        Assert.InRange(tried, 15, 200);
        // Whatever is there can be read, and says what is not.
        RunFolder runs = RunFolder.Read(folder.Runs);
        Assert.NotEmpty(runs.Runs);
        Assert.All(runs.Runs, static run => Assert.Equal("trip-fare", run.Name));
    }

    // One line does not get through, and those behind it do.
    [Fact]
    public void ALineThatFailsIsTheOnlyOneThatIsMissing()
    {
        using var _ = new CountedProblems(1);
        Training.Tracking.UseFolder(folder.Runs, new() { Disk = new FailingDisk(8, 1), OnProblem = problems.Add });
        TrackedRun run = Training.Tracking.Session!.Begin(new RunFacts(RunKind.Fit, "a", "1", [], [], []));
        for (int step = 0; step < 10; step++) run.Metrics("training", step, [new("objective", Metric.Point(step))], isDurable: true);
        run.End(RunState.Finished);
        RunRecord read = RunRecord.Read(run.Folder);
        Assert.Empty(read.Problems);
        Assert.Equal(RunState.Finished, read.State);
        Assert.Equal(9, read.Events.OfType<RunMetrics>().Count());
        TrackingProblem problem = Assert.Single(problems);
        Assert.Equal(run.Folder, problem.Run);
        Assert.IsType<IOException>(problem.Cause);
        Assert.StartsWith("metrics could not be recorded: No space left on device; what is tracked goes on", problem.Message, StringComparison.Ordinal);
    }

    // Neither the write nor the cut behind it succeeds: half a line stays, and the next one begins a line of its own.
    [Fact]
    public void HalfALineThatStaysSpoilsNoOther()
    {
        string path = Path.Combine(folder.Path, RunJson.Lines);
        using (var log = new RunLog(path, new FailingDisk(2, 2)))
        {
            log.Add("{\"at\":1}\n"u8, isDurable: false);
            Assert.Throws<IOException>(() => log.Add("{\"at\":2}\n"u8, isDurable: false));
        }
        using (var log = new RunLog(path, RunDisk.Machine)) log.Add("{\"at\":3}\n"u8, isDurable: true);
        Assert.Equal(["{\"at\":1}", "{\"at", "{\"at\":3}"], File.ReadAllLines(path));
    }

    // Two processes: the second writes once the first has ended, and not before; readers are kept out by neither.
    [Fact]
    public void AFileOfLinesHasOneWriterAtATime()
    {
        string path = Path.Combine(folder.Path, RunJson.Lines);
        using System.Diagnostics.Process first = Recorder.Start(new Dictionary<string, string>(), "write", path);
        Assert.Equal("written", first.StandardOutput.ReadLine());
        using (System.Diagnostics.Process second = Recorder.Start(new Dictionary<string, string>(), "write", path))
        {
            Assert.Contains(OperatingSystem.IsWindows() ? "another process" : $"'{path}' is being written by another process", second.StandardOutput.ReadLine(), StringComparison.Ordinal);
            second.WaitForExit();
        }
        Assert.Throws<IOException>(() => new RunLog(path, RunDisk.Machine));
        using (FileStream reader = RunDisk.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)) Assert.Equal(9, reader.Length);
        first.StandardInput.Close();
        first.WaitForExit();
        using (var log = new RunLog(path, RunDisk.Machine)) log.Add("{\"at\":3}\n"u8, isDurable: true);
        Assert.Equal(["{\"at\":2}", "{\"at\":3}"], File.ReadAllLines(path));
    }

    [Fact]
    public void WhoeverHearsOfProblemsEndsNothing()
    {
        using var _ = new CountedProblems(1);
        Training.Tracking.UseFolder(folder.Runs, new() { Disk = new FailingDisk(0), OnProblem = static _ => throw new InvalidOperationException("not mine") });
        TripModel.Fit(Trip.Split().Train);
    }

    [Fact]
    public void BadOptionsAreNamed()
    {
        Assert.Throws<ArgumentException>(static () => Training.Tracking.UseFolder(" "));
        Assert.Throws<ArgumentNullException>(static () => Training.Tracking.UseFolder(null!));
        Assert.Contains("ExitWait must be 0 or more", Assert.Throws<ArgumentOutOfRangeException>(static () => new TrackingOptions { ExitWait = TimeSpan.FromSeconds(-1) }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new TrackingOptions { MaxArtifactBytes = -1 });
    }

    private byte[] Fitted(FailingDisk? disk = null)
    {
        if (disk is null) Training.Tracking.Off();
        else Training.Tracking.UseFolder(folder.Runs, new() { Disk = disk, OnProblem = problems.Add });
        Split<Trip> split = Trip.Split(120);
        TripModel model = TripModel.Fit(split.Train);
        model.Evaluate(split.Validation);
        string path = Path.Combine(folder.Path, "fare.mldsl");
        model.Save(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Asserts how many more problems the process has at the end, at least.</summary>
    private sealed class CountedProblems(int least) : IDisposable
    {
        private readonly long before = Training.Tracking.Problems;

        public void Dispose() => Assert.InRange(Training.Tracking.Problems - before, least, long.MaxValue);
    }
}
