using System.Diagnostics;
using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tracking.Tests;

/// <summary>A program that is killed while it records loses nothing of what was recorded. MLDSL_KILLS is how often, 20 times unless it says otherwise.</summary>
[Collection(Alone.Name)]
public sealed class KilledRunTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NothingThatWasRecordedIsLost()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("MLDSL_KILLS") ?? "20", CultureInfo.InvariantCulture);
        var random = new Random(20261127);
        var told = new Dictionary<string, int>();
        for (int kill = 0; kill < kills; kill++) Kill(random.Next(0, 400), random.Next(0, 3), told);
        RunFolder read = RunFolder.Read(folder.Runs);
        var found = read.Runs.ToDictionary(static run => Path.GetFileName(run.Folder));
        int finished = 0, lost = 0;
        foreach (var (name, lines) in told)
        {
            RunRecord run = found[name];
            // A step each, then the file, then the end: whole, as they were written, and at most one more that nobody was told of.
            int kept = run.Events.Count(static e => e.Line > 0);
            lost += Math.Max(0, lines - kept);
            Assert.InRange(kept, lines, Math.Min(lines + 2, 42));
            RunMetrics[] steps = [.. run.Events.OfType<RunMetrics>()];
            Assert.Equal(Enumerable.Range(0, steps.Length).Select(static s => (long)s), steps.Select(static s => s.Step));
            Assert.Equal(steps.Select(static s => (double)s.Step), steps.Select(static s => s.Metrics[0].Metric.Value));
            Assert.Equal(run.Events.Any(static e => e is RunEnd) ? RunState.Finished : RunState.CutOff, run.State);
            if (run.Events.OfType<RunArtifact>().SingleOrDefault() is { } file) Assert.Equal(file.Bytes, new FileInfo(file.Path!).Length);
            if (run.State == RunState.Finished) finished++;
        }
        Assert.InRange(told.Count - finished, 1, kills);
        // A kill within a line leaves a part of it, and one between the first folder and its first file nothing but a folder.
        Assert.All(read.Problems, static p => Assert.True(p.Contains("is cut off in line", StringComparison.Ordinal) || p.Contains("holds no run", StringComparison.Ordinal), p));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tracking: kills={kills} recorded={told.Count} lines={told.Values.Sum()} finished={finished} parts={read.Problems.Count} lost={lost}"));
    }

    // Once so many lines are told, and a moment later, the program is killed without a warning.
    private void Kill(int lines, int milliseconds, Dictionary<string, int> told)
    {
        using Process process = Recorder.Start(new Dictionary<string, string>(), "record", folder.Runs);
        for (int line = 0; line <= lines; line++) Tell(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(process.StandardError.ReadToEnd()), told);
        Thread.Sleep(milliseconds);
        process.Kill();
        // What stands in the pipe was told as well; the last line of it may be a part.
        string rest = process.StandardOutput.ReadToEnd();
        foreach (string line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)) Tell(line, told);
        process.WaitForExit();
    }

    private static void Tell(string line, Dictionary<string, int> told)
    {
        string[] parts = line.Split(' ');
        told[parts[0]] = int.Parse(parts[1], CultureInfo.InvariantCulture);
    }
}
