using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests.Mlflow;

/// <summary>What one part of a run, one reading of it or one answer of the server does to the others.</summary>
[Collection(Alone.Name)]
public sealed class MlflowSendingTests : IAsyncLifetime, IDisposable
{
    private static readonly MlflowOptions Quick = new() { Retries = 0, RetryDelay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(20) };

    private readonly TemporaryFolder folder = new();
    private FakeMlflow server = null!;

    private StoredRun Run => Assert.Single(server.Store.Runs.Values);

    public async Task InitializeAsync() => server = await FakeMlflow.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    private async Task<MlflowReplay> Replay(MlflowOptions? options = null, string? runs = null)
    {
        using var tracker = new MlflowTracker(server.Address, options ?? Quick);
        return await tracker.ReplayAsync(runs ?? folder.Runs);
    }

    // What stands behind the file's line, and the end, come without it; once the server takes it, it comes too.
    [Theory]
    [InlineData(413)]
    [InlineData(404)]
    public async Task AFileThatIsNotTakenKeepsNothingBack(int status)
    {
        server.Store.UploadStatus = status;
        MadeRun.Write(folder.Runs, """{"at":1795780808000,"step":1,"metrics":{"validation/RMSE":[3]}}""");
        MlflowReplay replay = await Replay();
        Assert.Empty(replay.Failed);
        Assert.Contains($"'fare.mldsl' was not taken: {server.Address} refuses 'PUT ", Assert.Single(Assert.Single(replay.Sent).NotSent), StringComparison.Ordinal);
        Assert.Equal("FINISHED", Run.Status);
        Assert.Contains(Run.Metrics, static m => m is { Key: "validation/RMSE", Step: 1, Value: 3 });
        Assert.Equal("LOGGED_MODEL_UPLOAD_FAILED", Assert.Single(server.Store.Models.Values).Status);
        server.Store.UploadStatus = 0;
        Assert.Empty(Assert.Single((await Replay()).Sent).NotSent);
        Assert.Equal("LOGGED_MODEL_READY", Assert.Single(server.Store.Models.Values).Status);
        Assert.Equal("the model", server.Store.Models.Values.First().Files["fare.mldsl"]);
    }

    [Fact]
    public async Task AnOlderReadingTakesNothingBack()
    {
        string run = MadeRun.Write(folder.Runs), path = Path.Combine(run, RunJson.Lines);
        await Replay();
        string whole = Run.Contents(server.Store);
        File.WriteAllLines(path, File.ReadLines(path).Take(3).ToArray());
        Assert.Equal(RunState.CutOff, RunRecord.Read(run).State);
        Assert.Single((await Replay()).Sent);
        Assert.Equal(whole, Run.Contents(server.Store));
    }

    [Fact]
    public async Task ARunIsReadWhenItIsSent()
    {
        string run = MadeRun.Write(folder.Runs), path = Path.Combine(run, RunJson.Lines);
        string[] lines = File.ReadAllLines(path);
        File.WriteAllLines(path, lines.Take(3));
        RunRecord old = RunRecord.Read(run);
        File.WriteAllLines(path, lines);
        using var tracker = new MlflowTracker(server.Address, Quick);
        await tracker.SendAsync(old);
        Assert.Equal(("FINISHED", "8"), (Run.Status, Run.Tags["mldsl.sent"]));
    }

    // What the server makes after nobody waits for it any more is found.
    [Theory]
    [InlineData("runs/create")]
    [InlineData("logged-models")]
    [InlineData("runs/outputs")]
    public async Task ASlowServerMakesNothingTwice(string path)
    {
        MadeRun.Write(folder.Runs);
        int late = 0;
        server.Faults = _ => late == 0 && server.Next.EndsWith($"/{path}", StringComparison.Ordinal) && late++ == 0 ? Fault.Late : Fault.None;
        MlflowReplay replay = await Replay(Quick with { Timeout = TimeSpan.FromSeconds(3), Retries = 3 });
        await server.LateDone.Task;
        Assert.Empty(replay.Failed);
        Assert.Equal(1, late);
        Assert.Equal("FINISHED", Run.Status);
        Assert.Single(server.Store.Models);
    }

    [Fact]
    public async Task AHeaderThatComesLaterIsSentThen()
    {
        string run = MadeRun.Write(folder.Runs), header = Path.Combine(run, RunJson.Header);
        string whole = File.ReadAllText(header);
        File.WriteAllText(header, whole[..40]);
        await Replay();
        Assert.DoesNotContain("trainer", Run.Parameters.Keys);
        Assert.Equal("FINISHED", Run.Status);
        // Where the folder lies is told to nobody.
        Assert.StartsWith("'run.json' is not whole", Run.Tags["mldsl.problems"], StringComparison.Ordinal);
        File.WriteAllText(header, whole);
        await Replay();
        Assert.Equal(("PoissonRegression", "3"), (Run.Parameters["trainer"], Run.Tags["mldsl.version"]));
        Assert.Contains(Run.Inputs, static i => i.Use == "training");
    }

    [Fact]
    public async Task ASignedAddressMayWantAnyHeader()
    {
        server.Store.Signs = true;
        foreach (var (name, value) in new Dictionary<string, string> { ["Host"] = "localhost", ["If-None-Match"] = "*", ["Content-Type"] = "text/plain", ["no name"] = "a", [""] = "b" })
            server.Store.SignedHeaders[name] = value;
        MadeRun.Write(folder.Runs);
        Assert.Empty((await Replay()).Failed);
        Assert.Equal("the model", Assert.Single(server.Store.Models.Values).Files["fare.mldsl"]);
    }

    // What a run or its folder lacks, whatever it is, is no reason not to send the next one.
    [Fact]
    public async Task OneRunThatFailsKeepsNoOtherBack()
    {
        MadeRun.Write(folder.Runs);
        string gone = Path.Combine(folder.Runs, "20200101-gone");
        TemporaryFolder.Copy(Directory.GetDirectories(folder.Runs)[0], gone);
        foreach (string file in Directory.GetFiles(gone)) File.WriteAllText(file, File.ReadAllText(file).Replace(MadeRun.Id, new string('f', 32), StringComparison.Ordinal).Replace("2026-11-27", "2020-01-01", StringComparison.Ordinal));
        // The first run's file goes away behind the look at its hash.
        server.Faults = _ =>
        {
            if (server.Next.EndsWith("/logged-models/search", StringComparison.Ordinal)) File.Delete(Path.Combine(gone, RunJson.Artifacts, "fare.mldsl"));
            return Fault.None;
        };
        MlflowReplay replay = await Replay();
        Assert.Contains(replay.Sent, static s => s.Run == MadeRun.Id);
        Assert.StartsWith(gone, Assert.Single(replay.Failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreModelsThanAPageAreFound()
    {
        string run = MadeRun.Write(folder.Runs), lines = Path.Combine(run, RunJson.Lines), artifact = File.ReadLines(lines).Last();
        for (int i = 0; i < 60; i++)
        {
            string text = $"model {i}", name = $"fare.{i}.mldsl";
            File.WriteAllText(Path.Combine(run, RunJson.Artifacts, name), text);
            string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            File.AppendAllText(lines, artifact.Replace("fare.mldsl", name, StringComparison.Ordinal).Replace("36cc7e3d6f6200756c81e18470827e9dac1c602fcd87761cbb0b8f015611c098", hash, StringComparison.Ordinal) + "\n");
        }
        await Replay();
        Assert.Equal(61, server.Store.Models.Count);
        Run.Tags.Remove("mldsl.files");
        await Replay();
        Assert.Equal(61, server.Store.Models.Count);
    }

    // A folder in which no lock can be made is only read.
    [Fact]
    public async Task AFolderWithoutRoomForALockIsSent()
    {
        if (OperatingSystem.IsWindows()) return;
        string run = MadeRun.Write(folder.Runs);
        File.CreateSymbolicLink(Path.Combine(run, "send.lock"), Path.Combine(folder.Path, "no", "where"));
        Assert.Single((await Replay()).Sent);
    }

    // A program that leaves the scope of its tracker has sent what it recorded.
    [Fact]
    public async Task ATrackerThatIsDisposedHasSentWhatWasRecorded()
    {
        var problems = new List<TrackingProblem>();
        using (var tracker = new MlflowTracker(server.Address, Quick))
        {
            Training.Tracking.UseFolder(folder.Runs, new() { Tracker = tracker, ExitWait = TimeSpan.FromMinutes(2), OnProblem = problem => { lock (problems) problems.Add(problem); } });
            TripModel.Fit(Trip.Split().Train);
        }
        Assert.Equal("FINISHED", Run.Status);
        Assert.Empty(problems);
        using var closed = new MlflowTracker(server.Address, Quick);
        closed.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.SendAsync(RunFolder.Read(folder.Runs).Runs[0]));
    }

    // Neither another folder nor none lets what is under way be forgotten.
    [Fact]
    public void FlushWaitsForFoldersBefore()
    {
        var slow = new SlowTracker();
        Training.Tracking.UseFolder(folder.Runs, new() { Tracker = slow });
        TripModel.Fit(Trip.Split().Train);
        Training.Tracking.Off();
        Assert.False(Training.Tracking.Flush(TimeSpan.FromMilliseconds(20)));
        slow.Go.SetResult();
        Assert.True(Training.Tracking.Flush(Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Training.Tracking.Flush(TimeSpan.FromMilliseconds(-2)));
    }

    private sealed class SlowTracker : IRunTracker
    {
        public TaskCompletionSource Go { get; } = new();

        public Task SendAsync(RunRecord run, CancellationToken cancellation) => Go.Task;
    }
}
