using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tracking.Tests.Mlflow;

/// <summary>Runs that are sent to a server that speaks MLflow's protocol, once, twice, in parts and while it fails.</summary>
[Collection(Alone.Name)]
public sealed class MlflowTrackerTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private static readonly MlflowOptions Quick = new() { Retries = 0, RetryDelay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(20) };

    private readonly TemporaryFolder folder = new();
    private FakeMlflow server = null!;

    public async Task InitializeAsync() => server = await FakeMlflow.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    private async Task<MlflowReplay> Replay(MlflowOptions? options = null, Uri? address = null)
    {
        using var tracker = new MlflowTracker(address ?? server.Address, options ?? Quick);
        return await tracker.ReplayAsync(folder.Runs);
    }

    [Fact]
    public async Task TheRequestsHaveTheProtosNames()
    {
        MadeRun.Write(folder.Runs);
        MlflowResult result = Assert.Single((await Replay()).Sent);
        Assert.Equal((MadeRun.Id, true, 8), (result.Run, result.IsNew, result.Events));
        Assert.Empty(result.NotSent);
        Snapshot.MatchText(string.Concat(server.Requests.Select(static r => $"{r.Method} {r.Path}\n{r.Body}\n\n")), "MlflowRequests");
    }

    [Fact]
    public async Task ARunThatIsReplayedTwiceIsOne()
    {
        MadeRun.Write(folder.Runs);
        await Replay();
        StoredRun run = Assert.Single(server.Store.Runs.Values);
        string once = run.Contents(server.Store);
        Assert.Contains("FINISHED", once, StringComparison.Ordinal);
        Assert.Contains("metric validation/R2.low 0 1795780806000 0.25", once, StringComparison.Ordinal);
        Assert.DoesNotContain("gradient", once, StringComparison.Ordinal);
        Assert.Contains("model fare LOGGED_MODEL_READY fare.mldsl:9", once, StringComparison.Ordinal);
        int asked = server.Requests.Count;
        MlflowResult again = Assert.Single((await Replay()).Sent);
        Assert.Equal((false, 0), (again.IsNew, again.Events));
        Assert.Equal(once, Assert.Single(server.Store.Runs.Values).Contents(server.Store));
        // The experiment and the run are looked for, and that is all.
        Assert.Equal(asked + 2, server.Requests.Count);
    }

    // Wherever the sending is cut off, before or behind what a request does, the next one makes the same run of it.
    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.Loses))]
    [InlineData(nameof(Fault.Hangs))]
    [InlineData(nameof(Fault.Page))]
    public async Task ASendingThatIsCutOffAnywhereGoesOn(string name)
    {
        var fault = Enum.Parse<Fault>(name);
        MadeRun.Write(folder.Runs);
        await Replay();
        string whole = Assert.Single(server.Store.Runs.Values).Contents(server.Store);
        int requests = server.Requests.Count;
        Assert.InRange(requests, 8, 30);
        int most = 0;
        for (int at = 0; at < requests; at++)
        {
            await using FakeMlflow other = await FakeMlflow.StartAsync();
            int from = at;
            other.Faults = request => request >= from ? fault : Fault.None;
            Assert.NotEmpty(Assert.Single((await Replay(address: other.Address)).Failed));
            other.Faults = static _ => Fault.None;
            Assert.Single((await Replay(address: other.Address)).Sent);
            Assert.Equal(whole, Assert.Single(other.Store.Runs.Values).Contents(other.Store));
            Assert.Single(other.Store.Models);
            most = Math.Max(most, other.Store.Runs.Count);
        }
        output.WriteLine(FormattableString.Invariant($"tracking: fault={name} cuts={requests} mlflow_runs={most}"));
    }

    // A request whose answer is lost is tried again: neither run nor model is made twice by that.
    [Fact]
    public async Task AnAnswerThatIsLostMakesNothingTwice()
    {
        MadeRun.Write(folder.Runs);
        await Replay();
        string whole = Assert.Single(server.Store.Runs.Values).Contents(server.Store);
        for (int at = 0; at < server.Requests.Count; at++)
        {
            await using FakeMlflow other = await FakeMlflow.StartAsync();
            int lost = at;
            other.Faults = request => request == lost ? Fault.Loses : Fault.None;
            Assert.Single((await Replay(Quick with { Retries = 2 }, other.Address)).Sent);
            Assert.Equal(whole, Assert.Single(other.Store.Runs.Values).Contents(other.Store));
            Assert.Single(other.Store.Models);
        }
    }

    // What is sent while the run goes on is not sent again when it has ended.
    [Fact]
    public async Task WhatComesLaterIsSentAlone()
    {
        string run = MadeRun.Write(folder.Runs);
        string path = Path.Combine(run, RunJson.Lines);
        string[] lines = File.ReadAllLines(path);
        for (int count = 1; count <= lines.Length; count++)
        {
            File.WriteAllLines(path, lines.Take(count));
            Assert.Single((await Replay()).Sent);
        }
        string parts = Assert.Single(server.Store.Runs.Values).Contents(server.Store);
        Assert.Equal(2, server.Requests.Count(static r => r.Body.Contains("training/objective", StringComparison.Ordinal)));
        await using FakeMlflow other = await FakeMlflow.StartAsync();
        await Replay(address: other.Address);
        Assert.Equal(Assert.Single(other.Store.Runs.Values).Contents(other.Store), parts);
    }

    [Theory]
    [InlineData(nameof(Fault.Fails), "with 500: '<html>proxy error</html>', 3 times")]
    [InlineData(nameof(Fault.Hangs), "could not be asked 'GET /api/2.0/mlflow/experiments/get-by-name'")]
    [InlineData(nameof(Fault.Page), "what is no answer of MLflow's ('<html>Welcome</html>'); give the address of a tracking server")]
    [InlineData(nameof(Fault.Empty), "what is no answer of MLflow's (without 'experiment')")]
    [InlineData(nameof(Fault.Moved), "with 301: it is at https://mlflow.example/root; give the address from there")]
    [InlineData(nameof(Fault.Busy), "with 429: nothing, 3 times")]
    public async Task AServerThatFailsIsNamedWithTheRequest(string name, string message)
    {
        MadeRun.Write(folder.Runs);
        var fault = Enum.Parse<Fault>(name);
        server.Faults = _ => fault;
        MlflowReplay replay = await Replay(Quick with { Retries = 2 });
        string failed = Assert.Single(replay.Failed);
        Assert.StartsWith(Path.Combine(folder.Runs, "20261127-120000"), failed, StringComparison.Ordinal);
        Assert.Contains(message, failed, StringComparison.Ordinal);
        Assert.Equal(fault is Fault.Page or Fault.Empty or Fault.Moved ? 1 : 3, server.Requests.Count);
    }

    [Fact]
    public async Task AServerThatRecoversIsTriedAgain()
    {
        MadeRun.Write(folder.Runs);
        server.Faults = static request => (request % 5) switch { 0 => Fault.Fails, 3 => Fault.Busy, _ => Fault.None };
        Assert.Single((await Replay(Quick with { Retries = 4 })).Sent);
        Assert.Contains("FINISHED", Assert.Single(server.Store.Runs.Values).Contents(server.Store), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatIsNotThereOrTooSlowIsNamed()
    {
        MadeRun.Write(folder.Runs);
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        int port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        var address = new Uri($"http://ann:hush@127.0.0.1:{port}");
        string slow = Assert.Single((await Replay(Quick with { Timeout = TimeSpan.FromMilliseconds(50), Retries = 1 }, address)).Failed);
        Assert.Contains($"http://127.0.0.1:{port}/ did not answer 'GET /api/2.0/mlflow/experiments/get-by-name' within 0.05 s, 2 times", slow, StringComparison.Ordinal);
        silent.Stop();
        string gone = Assert.Single((await Replay(address: address)).Failed);
        Assert.Contains($"http://127.0.0.1:{port}/ could not be asked", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", slow + gone, StringComparison.Ordinal);
    }

    // More metrics than a request may carry, more parameters, a text that is too long, and names that no key may have.
    [Fact]
    public async Task LimitsAreKept()
    {
        const int Steps = 3500, Trials = 130;
        string many = string.Join(',', Enumerable.Range(0, 1300).Select(static m => $"\"class {m}/F1\":[0.5,0.25,0.75]"));
        MadeRun.Write(
            folder.Runs,
            [
                .. Enumerable.Range(0, Steps).Select(static s => $$$"""{"at":{{{1795780900000 + s}}},"step":{{{s}}},"metrics":{"training/objective":[{{{s}}}.5]}}"""),
                .. Enumerable.Range(0, Trials).Select(static t => $$$"""{"at":1795780900000,"step":{{{t}}},"options":{"L2":"0.5","Loss":"Huber"},"metrics":{"search/loss":[{{{t}}}]}}"""),
                .. Enumerable.Range(0, 150).Select(static p => $$"""{"at":1795780900000,"param":"more.{{p}}","value":"{{p}}"}"""),
                $$"""{"at":1795780900000,"param":"long","value":"{{new string('ü', 5000)}}"}""",
                $$$"""{"at":1795780900000,"step":9,"metrics":{ {{{many}}} }}""",
                """{"at":1795780900000,"step":9,"metrics":{"käse \"<b>\" λ?":[1]}}""",
            ]);
        MlflowReplay replay = await Replay();
        Assert.Empty(replay.Failed);
        MlflowResult result = Assert.Single(replay.Sent);
        Assert.Contains("the parameter 'long' of 5000 characters", Assert.Single(result.NotSent), StringComparison.Ordinal);
        StoredRun run = Assert.Single(server.Store.Runs.Values);
        Assert.Equal(Steps + 2, run.Metrics.Count(static m => m.Key == "training/objective"));
        Assert.Equal(Trials, run.Metrics.Count(static m => m.Key == "option/L2" && m.Value == 0.5));
        Assert.Equal("L2 = 0.5, Loss = Huber", run.Tags["mldsl.trial.7"]);
        Assert.Equal(1300 * 3, run.Metrics.Count(static m => m.Key.StartsWith("class ", StringComparison.Ordinal)));
        Assert.Contains(run.Metrics, static m => m.Key == "k_se __b__ __");
        Assert.Equal("149", run.Parameters["more.149"]);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(run.Parameters["long"]), 5900, 6000);
    }

    [Fact]
    public async Task ModelsGoToASignedAddressWithoutOurName()
    {
        server.Store.Signs = true;
        MadeRun.Write(folder.Runs);
        Assert.Single((await Replay(Quick with { Token = "t0ken" })).Sent);
        Assert.Equal("the model", Assert.Single(server.Store.Models.Values).Files["fare.mldsl"]);
        Assert.All(server.Requests, static r => Assert.Equal(r.Method == "PUT" ? null : "Bearer t0ken", r.Authorization));
        Assert.Single(server.Requests, static r => r.Method == "PUT");
    }

    [Fact]
    public async Task WhoIsInTheAddressIsToldInAHeader()
    {
        MadeRun.Write(folder.Runs);
        var address = new UriBuilder(server.Address) { UserName = "ann", Password = "p%40ss" }.Uri;
        await Replay(address: address);
        Assert.All(server.Requests, static r => Assert.Equal("Basic " + Convert.ToBase64String("ann:p@ss"u8), r.Authorization));
    }

    [Fact]
    public async Task ModelsThatAreNotToBeSentOrNotThereAreNamed()
    {
        string run = MadeRun.Write(folder.Runs);
        Assert.Contains("'fare.mldsl' was not to be uploaded", Assert.Single(Assert.Single((await Replay(Quick with { UploadModels = false, Experiment = "a" })).Sent).NotSent), StringComparison.Ordinal);
        File.Delete(Path.Combine(run, RunJson.Artifacts, "fare.mldsl"));
        MlflowReplay replay = await Replay(Quick with { Experiment = "b" });
        Assert.Contains("'fare.mldsl' was not kept", Assert.Single(Assert.Single(replay.Sent).NotSent), StringComparison.Ordinal);
        Assert.Contains("is not there any more", Assert.Single(replay.Problems), StringComparison.Ordinal);
        Assert.Empty(server.Store.Models);
        Assert.Equal(["a", "b"], server.Store.Experiments.Keys);
    }

    [Fact]
    public async Task AModelThatIsNotTheOneThatWasRecordedIsNotSent()
    {
        string run = MadeRun.Write(folder.Runs);
        File.WriteAllText(Path.Combine(run, RunJson.Artifacts, "fare.mldsl"), "another model");
        Assert.Contains("'fare.mldsl' has changed since it was recorded", Assert.Single(Assert.Single((await Replay()).Sent).NotSent), StringComparison.Ordinal);
        Assert.Empty(server.Store.Models);
    }

    [Fact]
    public async Task WhatIsDeletedOnTheServerStaysSo()
    {
        MadeRun.Write(folder.Runs);
        await Replay();
        Assert.Single(server.Store.Runs.Values).IsDeleted = true;
        Assert.Null(Assert.Single((await Replay()).Sent).RunId);
        Assert.Single(server.Store.Runs);
        server.Store.DeletedExperiments.Add("trip-fare");
        Assert.Contains("has deleted the experiment 'trip-fare'; restore it there", Assert.Single((await Replay()).Failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunIsSentByOneAtATime()
    {
        string run = MadeRun.Write(folder.Runs);
        using (new FileStream(Path.Combine(run, "send.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            using var impatient = new MlflowTracker(server.Address, Quick) { LockWait = TimeSpan.FromMilliseconds(50) };
            Assert.Contains("is being sent by another process", Assert.Single((await impatient.ReplayAsync(folder.Runs)).Failed), StringComparison.Ordinal);
        }
        Assert.Empty(server.Requests);
        MlflowReplay[] both = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Replay())));
        // Whoever comes second waits.
        Assert.All(both, static r => Assert.Single(r.Sent));
        Assert.Single(server.Store.Runs);
    }

    [Fact]
    public async Task WhatIsRecordedIsSentInTheBackground()
    {
        using var tracker = new MlflowTracker(server.Address, Quick);
        Training.Tracking.UseFolder(folder.Runs, new() { Tracker = tracker });
        Split<Trip> split = Trip.Split();
        TripModel model = TripModel.Fit(split.Train);
        RegressionMetrics metrics = model.Evaluate(split.Validation);
        model.Save(Path.Combine(folder.Path, "fare.mldsl"));
        Assert.True(Training.Tracking.Flush(TimeSpan.FromMinutes(2)));
        StoredRun run = Assert.Single(server.Store.Runs.Values);
        Assert.Equal(("FINISHED", "PoissonRegression"), (run.Status, run.Parameters["trainer"]));
        Assert.Contains(run.Metrics, m => m.Key == "validation/RMSE" && m.Value == metrics.Rmse.Value);
        Assert.Single(run.Models);
        int asked = server.Requests.Count;
        Assert.Equal(0, Assert.Single((await Replay()).Sent).Events);
        Assert.Equal(asked + 2, server.Requests.Count);
    }

    [Fact]
    public async Task ATrainingNeitherWaitsForNorFailsByAServer()
    {
        var problems = new List<TrackingProblem>();
        server.Faults = static _ => Fault.Fails;
        using var tracker = new MlflowTracker(server.Address, Quick);
        Training.Tracking.UseFolder(folder.Runs, new() { Tracker = tracker, OnProblem = problem => { lock (problems) problems.Add(problem); } });
        TripModel.Fit(Trip.Split().Train);
        Assert.True(Training.Tracking.Flush(TimeSpan.FromMinutes(2)));
        Assert.Contains("it stays in its folder, from where 'mldsl track replay' sends it", problems[0].Message, StringComparison.Ordinal);
        Training.Tracking.Off();
        server.Faults = static _ => Fault.None;
        Assert.Single((await Replay()).Sent);
    }

    [Fact]
    public void BadAddressesAndOptionsAreNamed()
    {
        Assert.Contains("must begin with http:// or https://", Assert.Throws<ArgumentException>(static () => new MlflowTracker(new Uri("file:///runs"))).Message, StringComparison.Ordinal);
        Assert.Contains("must begin with http:// or https://", Assert.Throws<ArgumentException>(static () => new MlflowTracker(new Uri("runs", UriKind.Relative))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", $"{new MlflowOptions { Token = "t0ken" }}", StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MlflowOptions { Retries = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MlflowOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MlflowOptions { RetryDelay = TimeSpan.FromSeconds(-1) });
    }
}
