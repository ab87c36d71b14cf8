using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Json;

namespace MlDsl.Serving.Tests;

/// <summary>Outputs whose form is not known before they are there, or is not the same for all.</summary>
public sealed class OutputFormTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("\"Infinity\"")]
    public async Task OutputsOfDifferentFormsAreTextsOfJsonFromThenOn(string first)
    {
        await using Service service = await StartAsync();
        Assert.Equal("text FP64", Kind(await InferAsync(service, [first])));
        JsonNode mixed = await InferAsync(service, [first, "\"odd\""]);
        Assert.Equal("json BYTES", Kind(mixed));
        Assert.Equal([$$"""{"text":{{first}}}""", """{"text":"odd"}"""], mixed[0]!["data"]!.AsArray().Select(static text => text!.GetValue<string>()));
        Assert.Equal("json BYTES", Kind(await InferAsync(service, [first])));
        Assert.Equal("json BYTES", Kind(await OutputsAsync(service)));
        Assert.Equal(400, (await service.AskAsync(Route, Request([first], ",\"outputs\":[{\"name\":\"text\"}]"))).Status);
    }

    [Theory]
    [InlineData("[1,2]", "[3]")]
    [InlineData("[1,2]", "[3,4,5]")]
    [InlineData("null", "true")]
    [InlineData("\"Infinity\"", "\"odd\"")]
    [InlineData("\"odd\"", "null")]
    [InlineData("{\"a\":1}", "{\"b\":1}")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":1}")]
    [InlineData("1", "{}")]
    public void AnOutputOfAnotherFormFitsNoLayoutButThatOfAllOfThem(string first, string other)
    {
        var outputs = new OutputTensors();
        byte[] both = Encoding.UTF8.GetBytes($"[{first},{other}]");
        Assert.False(outputs.TryRead(both, OutputLayout.Of(Encoding.UTF8.GetBytes(first), TensorType.Fp32)));
        Assert.True(outputs.TryRead(both, OutputLayout.Whole));
        Assert.Equal(2, outputs.Count);
        // Each text lies behind its length.
        Assert.Equal(4 + first.Length + 4 + other.Length, outputs[0].Length);
    }

    [Fact]
    public void TheMemoryOfALongAnswerIsNotKept()
    {
        var outputs = new OutputTensors();
        Assert.True(outputs.TryRead(Encoding.UTF8.GetBytes($"[\"{new string('a', 2 << 20)}\"]"), OutputLayout.Whole));
        outputs.Clear();
        Assert.Equal(0L, outputs.Kept);
        Assert.True(outputs.TryRead("[1]"u8, OutputLayout.Whole));
        outputs.Clear();
        Assert.InRange(outputs.Kept, 1L, 1L << 20);
    }

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 413)]
    public async Task ManyOutputsThatAreAskedForAreRefusedOnArrival(bool areKnown, int status)
    {
        await using Service service = await StartAsync();
        if (areKnown) await InferAsync(service, ["null"]);
        string names = string.Join(",", Enumerable.Range(0, 65_000).Select(static i => $$"""{"name":"n{{i}}"}"""));
        var (found, body) = await service.AskAsync(Route, Request(["null"], $",\"outputs\":[{names}]"));
        Assert.Equal(status, found);
        Assert.Contains("outputs", JsonNode.Parse(body)!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReloadedModelTellsTheOutputsOfTheOneBeforeUntilItsOwnAreThere()
    {
        await using Service service = await StartAsync(hasFile: true);
        Assert.Empty((await OutputsAsync(service)).AsArray());
        // No rows, and nothing to tell whether there is such an output.
        Assert.Equal(200, (await service.AskAsync(Route, Request([], ",\"outputs\":[{\"name\":\"text\"}]"))).Status);
        Assert.Equal("text BYTES", Kind(await InferAsync(service, ["\"odd\""])));
        service.Put("echo", [2]);
        Assert.Equal(ReloadStatus.Loaded, (await service.App.Services.GetRequiredService<ServedModel<Echo>>().ReloadAsync()).Status);
        Assert.Equal("text BYTES", Kind(await OutputsAsync(service)));
        Assert.Equal("text FP64", Kind(await InferAsync(service, ["null"])));
        Assert.Equal("text FP64", Kind(await OutputsAsync(service)));
    }

    private const string Route = "/v2/models/echo/infer";

    private static Task<Service> StartAsync(bool hasFile = false) => Service.StartAsync(
        (builder, service) => builder.Services.AddScorer(
            ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Word>(), JsonSerializerOptions.Web.GetTypeInfo<Word>()),
            static _ => new Echo(),
            o => (o.Name, o.File, o.Watch, o.PollEvery, o.MaxBodyBytes) = ("echo", hasFile ? service["echo"] : null, false, TimeSpan.Zero, 4 << 20)),
        static app => app.MapOpenInference(),
        static service => service.Put("echo", [1]));

    // Rows with texts that are JSON themselves.
    private static string Request(string[] texts, string more = "")
    {
        string[] rows = [.. texts.Select(static text => $$"""{"text":{{text}}}""")];
        return $$"""{"inputs":[{"name":"json","datatype":"BYTES","shape":[{{rows.Length}}],"data":{{JsonSerializer.Serialize(rows)}}}]{{more}}}""";
    }

    private static async Task<JsonNode> InferAsync(Service service, string[] texts)
    {
        var (status, body) = await service.AskAsync(Route, Request(texts));
        Assert.True(status == 200, body);
        return JsonNode.Parse(body)!["outputs"]!;
    }

    private static async Task<JsonNode> OutputsAsync(Service service) => JsonNode.Parse((await service.GetAsync("/v2/models/echo")).Body)!["outputs"]!;

    private static string Kind(JsonNode outputs)
    {
        JsonNode only = Assert.Single(outputs.AsArray())!;
        return $"{only["name"]} {only["datatype"]}";
    }

    public sealed record Word(string? Text);

    /// <summary>A scorer that says what it is asked.</summary>
    private sealed class Echo : IScorer<Word, Word>
    {
        public void Run(in Word input, out Word output) => output = input;

        public void Run(ReadOnlySpan<Word> inputs, Span<Word> outputs) => inputs.CopyTo(outputs);

        public ValueTask<Word> RunAsync(Word input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
