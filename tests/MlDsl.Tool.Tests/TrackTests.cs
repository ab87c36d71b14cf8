using System.Text.Json;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl track</c>: what a folder of runs holds, and refusals of a command line. What is sent, tests of the library tell.</summary>
public sealed class TrackTests : IDisposable
{
    private const string Header = """{"format":1,"run":"0123456789abcdef0123456789abcdef","kind":"Fit","name":"fare","version":"2","started":"2026-11-27T12:00:00+00:00","parameters":{},"schema":[],"data":[],"versions":{}}""";
    private const string Lines = """
        {"at":1795780800000,"run":"0123456789abcdef0123456789abcdef","kind":"Fit","name":"fare"}
        {"at":1795780801000,"step":0,"metrics":{"validation/RMSE":[9,8,10]}}
        {"at":1795780802000,"step":1,"metrics":{"validation/RMSE":[3.5,3.25,3.75],"validation/rows":[80],"training/gradient":[null]}}
        {"at":1795780803000,"end":"Finished"}

        """;

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheListTellsRunsAndTheirLastMetrics()
    {
        Write();
        Answer answer = await Track("list", folder["runs"]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal("2026-11-27 12:00:00Z Fit fare 2 Finished first\n  validation/RMSE 3.500 [3.250, 3.750]", answer.Output.Trim().ReplaceLineEndings("\n"));
        using JsonDocument json = JsonDocument.Parse((await Track("list", folder["runs"], "--json")).Output);
        JsonElement metrics = json.RootElement.GetProperty("metrics");
        Assert.Equal((3.5, 3, JsonValueKind.Null), (metrics.GetProperty("validation/RMSE")[0].GetDouble(), metrics.GetProperty("validation/RMSE").GetArrayLength(), metrics.GetProperty("training/gradient")[0].ValueKind));
    }

    [Fact]
    public async Task WhatCannotBeReadIsToldAndTheRestIsRead()
    {
        Write(Lines + """{"at":179578""");
        Answer answer = await Track("list", folder["runs"]);
        Assert.Equal(1, answer.Code);
        Assert.Contains("Fit fare 2 Finished", answer.Output, StringComparison.Ordinal);
        Assert.Contains("is cut off in line 5, 12 bytes behind the last whole line", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineageIsALineForEachStartAndEnd()
    {
        Write();
        Answer answer = await Track("lineage", folder["runs"], "--namespace", "fares");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        string[] types = [.. answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return $"{json.RootElement.GetProperty("eventType")} {json.RootElement.GetProperty("job").GetProperty("namespace")}";
        })];
        Assert.Equal(["START fares", "COMPLETE fares"], types);
    }

    [Fact]
    public async Task AServerThatIsNotThereIsNamed()
    {
        Write();
        Answer answer = await Track("replay", folder["runs"], "--to", "http://127.0.0.1:1", "--retries", "0");
        Assert.Equal(1, answer.Code);
        Assert.Contains("http://127.0.0.1:1/ could not be asked", answer.Error, StringComparison.Ordinal);
        Assert.Contains("0 of 1 runs are on the server", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mldsl: 'mldsl track --help' lists the verbs")]
    [InlineData("mldsl: 'mldsl track replay --help' lists the options", "replay", "runs")]
    [InlineData("--retries 'many' is no number of retries; it is 0 to 100", "replay", "runs", "--to", "http://localhost", "--retries", "many")]
    [InlineData("--timeout '0' is no number of seconds; it is 1 to 86400", "replay", "runs", "--to", "http://localhost", "--timeout", "0")]
    [InlineData("--to is no address of a server", "replay", "runs", "--to", "localhost:5000")]
    [InlineData("is no folder; name the one that Tracking.UseFolder", "replay", "/nowhere/runs", "--to", "http://127.0.0.1:1")]
    [InlineData("is no folder; name the one that Tracking.UseFolder", "list", "/nowhere/runs")]
    [InlineData("--namespace is empty", "lineage", "/nowhere/runs", "--namespace", "")]
    public async Task AWrongQuestionIsNamed(string message, params string[] arguments)
    {
        Answer answer = await Track(arguments);
        Assert.Equal(2, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    private void Write(string lines = Lines)
    {
        folder.Write("runs/first/run.json", Header + "\n");
        folder.Write("runs/first/metrics.jsonl", lines);
    }

    private static async Task<Answer> Track(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = await ToolCommand.RunAsync(["track", .. arguments], output, error);
        return new Answer(code, output.ToString(), error.ToString());
    }
}
