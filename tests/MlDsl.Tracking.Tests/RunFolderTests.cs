using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests;

/// <summary>Folders of runs that are cut off at any byte, damaged, foreign or still being written.</summary>
[Collection(Alone.Name)]
public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private RunRecord Whole()
    {
        Training.Tracking.UseFolder(folder.Runs);
        Split<Trip> split = Trip.Split(120);
        TripModel model = TripModel.Fit(split.Train, control: null);
        model.Evaluate(split.Validation);
        model.Save(Path.Combine(folder.Path, "fare.mldsl"));
        return Assert.Single(RunFolder.Read(folder.Runs).Runs);
    }

    [Fact]
    public void LinesThatAreCutOffAnywhereAreReadUpToTheLastWholeOne()
    {
        RunRecord whole = Whole();
        string path = Path.Combine(whole.Folder, RunJson.Lines);
        byte[] bytes = File.ReadAllBytes(path);
        int inside = 0;
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            RunRecord cut = RunRecord.Read(whole.Folder);
            // The first line tells the run; those of the header's rows have no line.
            int lines = bytes.AsSpan(0, length).Count((byte)'\n');
            Assert.Equal(whole.Events.Where(e => e.Line <= lines), cut.Events, Same);
            bool isInside = length > 0 && bytes[length - 1] != '\n';
            Assert.Equal(isInside ? 1 : 0, cut.Problems.Count);
            if (!isInside) continue;
            inside++;
            Assert.Contains($"is cut off in line {lines + 1}, ", cut.Problems[0], StringComparison.Ordinal);
        }
        Assert.True(inside > 1000);
    }

    [Fact]
    public void AHeaderThatIsCutOffAnywhereLeavesTheLines()
    {
        RunRecord whole = Whole();
        string path = Path.Combine(whole.Folder, RunJson.Header);
        byte[] bytes = File.ReadAllBytes(path);
        // Without its line break it is whole.
        for (int length = 0; length < bytes.Length - 1; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            RunFolder read = RunFolder.Read(folder.Runs);
            RunRecord cut = Assert.Single(read.Runs);
            Assert.Equal((whole.Id, whole.Name, whole.Kind, whole.State, whole.Ended), (cut.Id, cut.Name, cut.Kind, cut.State, cut.Ended));
            Assert.Equal(whole.Events.Where(static e => e.Line > 0), cut.Events, Same);
            Assert.Contains("is not whole", Assert.Single(read.Problems), StringComparison.Ordinal);
        }
        File.Delete(path);
        Assert.Contains("is not there: parameters, schema and versions of the run are not known", Assert.Single(RunRecord.Read(whole.Folder).Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("no JSON", "is damaged in line 2")]
    [InlineData("[]", "is damaged in line 2")]
    [InlineData("{}", "is damaged in line 2")]
    [InlineData("""{"at":1}""", "it tells nothing that is known")]
    [InlineData("""{"at":1,"step":0,"metrics":{"a":[1,2]}}""", "a metric has 2 numbers")]
    [InlineData("""{"at":1,"step":0,"metrics":{"a":["1"]}}""", "is damaged in line 2")]
    [InlineData("""{"at":99999999999999999,"step":0,"metrics":{}}""", "is damaged in line 2")]
    [InlineData("""{"at":1,"artifact":"../../run.json","bytes":1,"sha256":"0","kept":true}""", "'../../run.json' is no file's name")]
    [InlineData("""{"at":1,"artifact":"gone.mldsl","bytes":1,"sha256":"0","kept":true}""", "gone.mldsl' is not there any more")]
    [InlineData("""{"at":1,"end":"Somehow"}""", "'Somehow' is no RunState")]
    public void ALineThatIsDamagedIsNamedAndTheOthersAreRead(string line, string problem)
    {
        RunRecord whole = Whole();
        string path = Path.Combine(whole.Folder, RunJson.Lines);
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, string.Concat(lines.Take(1).Append(line).Concat(lines.Skip(1)).Select(static l => l + "\n")));
        RunRecord read = RunRecord.Read(whole.Folder);
        Assert.Equal(RunState.Finished, read.State);
        Assert.Equal(whole.Events.OfType<RunMetrics>().Count(), read.Events.OfType<RunMetrics>().Count());
        if (problem.Length == 0) Assert.Empty(read.Problems);
        else Assert.Contains(problem, Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoRunIsNamedAndTheOthersAreRead()
    {
        RunRecord whole = Whole();
        Directory.CreateDirectory(Path.Combine(folder.Runs, "empty"));
        Directory.CreateDirectory(Path.Combine(folder.Runs, "newer"));
        File.WriteAllText(Path.Combine(folder.Runs, "newer", RunJson.Header), """{"format":2}""");
        RunFolder read = RunFolder.Read(folder.Runs);
        Assert.Equal(whole.Id, Assert.Single(read.Runs).Id);
        Assert.Contains("empty' holds no run: neither run.json nor metrics.jsonl is there", read.Problems[0], StringComparison.Ordinal);
        Assert.Contains("it has format 2, and this version of MlDsl reads 1", read.Problems[1], StringComparison.Ordinal);
        Assert.Contains("is no folder; name the one that", Assert.Throws<RunFolderException>(() => RunFolder.Read(Path.Combine(folder.Path, "nowhere"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatIsBeingWrittenIsNotCutOff()
    {
        Training.Tracking.UseFolder(folder.Runs);
        TrackedRun run = Training.Tracking.Session!.Begin(new RunFacts(RunKind.Fit, "a/b: c", "1", [], [], []));
        Assert.Equal(RunState.Running, RunRecord.Read(run.Folder).State);
        Assert.EndsWith($"-a-b--c-{RunRecord.Read(run.Folder).Id[..8]}", run.Folder, StringComparison.Ordinal);
        run.End(RunState.Finished);
        Assert.Equal(RunState.Finished, RunRecord.Read(run.Folder).State);
    }

    // Programs that use one folder at the same time write runs of their own.
    [Fact]
    public async Task TwoProgramsOnOneFolderAreNamedApart()
    {
        string[] told = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            using var process = Recorder.Start(new Dictionary<string, string> { [Training.Tracking.FolderVariable] = folder.Runs }, "fit");
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text.Trim();
        })));
        Assert.All(told, static text => Assert.Equal("True 0", text));
        RunFolder read = RunFolder.Read(folder.Runs);
        Assert.Empty(read.Problems);
        Assert.Equal(3, read.Runs.Select(static r => r.Id).Distinct().Count());
        Assert.All(read.Runs, static run => Assert.Equal(RunState.Finished, run.State));
    }

    // Whoever asks whether a run is being written has its file alone for a moment: two readers of one folder do not disturb each other.
    [Fact]
    public async Task TwoReadersTellTheSame()
    {
        RunRecord whole = Whole();
        string path = Path.Combine(whole.Folder, RunJson.Lines);
        File.WriteAllLines(path, File.ReadAllLines(path).Where(static line => !line.Contains("\"end\"", StringComparison.Ordinal)));
        RunState[][] told = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Enumerable.Range(0, 150).Select(_ => RunRecord.Read(whole.Folder).State).ToArray())));
        Assert.All(told, static states => Assert.All(states, static state => Assert.Equal(RunState.CutOff, state)));
    }

    private static bool Same(RunEvent left, RunEvent right) => (left, right) switch
    {
        (RunMetrics a, RunMetrics b) => (a.Line, a.At, a.Step) == (b.Line, b.At, b.Step) && a.Metrics.SequenceEqual(b.Metrics) && a.Options.SequenceEqual(b.Options),
        _ => left == right,
    };
}
