using System.CommandLine;
using System.Runtime.CompilerServices;

namespace MlDsl.Tool.Tests;

/// <summary>How the tool ends where it is stopped, or where something fails that no one thought of: by a code and a line, never by an exception.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task AnAnalysisThatIsStoppedSaysSo()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        using StringWriter output = new(), error = new();
        int ended = await ToolCommand.RunAsync(["analyze", code.Path], output, error, new CancellationToken(canceled: true));
        Assert.Equal((130, "", "mldsl: stopped"), (ended, output.ToString(), error.ToString().TrimEnd()));
    }

    [Fact]
    public async Task AScoringThatIsStoppedSaysThatItGoesOn()
    {
        using var folder = new CodeFolder();
        string model = Path.GetFullPath(Path.Combine(Here(), "../Golden/choice-2.mldsl"));
        string[] args = ["score", model, folder.Write("in.csv", "Amount,Shop\n1,a\n"), folder["out.csv"], "--quiet"];
        using StringWriter output = new(), error = new();
        int ended = await ToolCommand.RunAsync(args, output, error, new CancellationToken(canceled: true));
        Assert.Equal((130, "", "mldsl: stopped; the same command goes on where it was"), (ended, output.ToString(), error.ToString().TrimEnd()));
        Assert.False(File.Exists(folder["out.csv"]));
        Assert.Equal(0, (await CodeFolder.Run(args)).Code);
    }

    [Fact]
    public async Task WhatNoOneThoughtOfIsAMessage()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        using var error = new StringWriter();
        int ended = await ToolCommand.RunAsync(["analyze", code.Path], new Broken(), error);
        Assert.Equal(2, ended);
        Assert.EndsWith("mldsl: the pipe is gone", error.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void AScoringHasTimeToEndItsPart()
    {
        TimeSpan? score = TimeOf("score", "m.mldsl", "in.csv", "out.csv"), analyze = TimeOf("analyze", ".");
        Assert.Equal((ScoreCommand.TimeToStop, new InvocationConfiguration().ProcessTerminationTimeout), (score, analyze));
        Assert.True(score > analyze);
    }

    private static TimeSpan? TimeOf(params string[] args) => ToolCommand.Configuration(ToolCommand.Parse(args), TextWriter.Null, TextWriter.Null).ProcessTerminationTimeout;

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>Where whoever reads the output has gone.</summary>
    private sealed class Broken : StringWriter
    {
        public override Task WriteLineAsync(string? value) => throw new IOException("the pipe is gone");
    }
}
