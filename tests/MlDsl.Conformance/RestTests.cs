using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlDsl.Conformance;

/// <summary>What the protocol promises over HTTP: each path and each field of it.</summary>
[Collection("server")]
public sealed class RestTests(Target target)
{
    private readonly Rest rest = new(target);

    [Fact]
    public async Task TheServerIsLiveAndReady()
    {
        foreach (string path in (string[])["live", "ready"])
        {
            var (status, body) = await rest.GetAsync($"/v2/health/{path}");
            Assert.Equal(200, status);
            // Servers that say nothing say it by their status.
            Assert.True(body?["live"]?.GetValue<bool>() ?? body?["ready"]?.GetValue<bool>() ?? true);
        }
    }

    [Fact]
    public async Task TheServerTellsWhatItIs()
    {
        var (status, body) = await rest.GetAsync("/v2");
        Assert.Equal(200, status);
        Assert.NotEmpty(body!["name"]!.GetValue<string>());
        Assert.NotEmpty(body["version"]!.GetValue<string>());
        Assert.Contains(body["extensions"]!.AsArray(), static e => e!.GetValue<string>() == "binary_tensor_data");
    }

    [Fact]
    public async Task TheModelIsReady()
    {
        var (status, body) = await rest.GetAsync(rest.Model + "/ready");
        Assert.Equal(200, status);
        Assert.Equal(target.Model, body!["name"]!.GetValue<string>());
        Assert.True(body["ready"]!.GetValue<bool>());
    }

    [Fact]
    public async Task TheModelTellsItsTensors()
    {
        var (status, body) = await rest.GetAsync(rest.Model);
        Assert.Equal(200, status);
        Assert.Equal(target.Model, body!["name"]!.GetValue<string>());
        Assert.NotEmpty(body["platform"]!.GetValue<string>());
        foreach (string kind in (string[])["inputs", "outputs"])
        {
            Assert.NotEmpty(body[kind]!.AsArray());
            foreach (JsonNode? tensor in body[kind]!.AsArray())
            {
                Assert.NotEmpty(tensor!["name"]!.GetValue<string>());
                Assert.Contains(tensor["datatype"]!.GetValue<string>(), Datatypes);
                Assert.All(tensor["shape"]!.AsArray(), static size => Assert.True(size!.GetValue<long>() is -1 or >= 0));
            }
        }
        var names = body["inputs"]!.AsArray().Select(static t => t!["name"]!.GetValue<string>());
        Assert.All(target.Inputs, input => Assert.Contains(input!["name"]!.GetValue<string>(), names));
    }

    [Fact]
    public async Task EachVersionHasItsPaths()
    {
        var (_, model) = await rest.GetAsync(rest.Model);
        foreach (JsonNode? version in model!["versions"]?.AsArray() ?? [])
        {
            string path = $"{rest.Model}/versions/{version!.GetValue<string>()}";
            Assert.Equal(200, (await rest.GetAsync(path)).Status);
            Assert.True((await rest.GetAsync(path + "/ready")).Body!["ready"]!.GetValue<bool>());
            var (status, body) = await rest.InferAsync(rest.Request(), path + "/infer");
            Assert.Equal((200, version.GetValue<string>()), (status, body!["model_version"]!.GetValue<string>()));
        }
        Assert.InRange((await rest.GetAsync($"{rest.Model}/versions/no-such-version")).Status, 400, 499);
        Assert.InRange((await rest.InferAsync(rest.Request(), $"{rest.Model}/versions/no-such-version/infer")).Status, 400, 499);
    }

    [Fact]
    public async Task AnInferenceIsAnsweredWithEveryField()
    {
        JsonObject request = rest.Request();
        request["id"] = "ä \"42\"";
        request["parameters"] = new JsonObject { ["unknown"] = 7 };
        var (status, body) = await rest.InferAsync(request);
        Assert.Equal(200, status);
        Assert.Equal(target.Model, body!["model_name"]!.GetValue<string>());
        Assert.Equal("ä \"42\"", body["id"]!.GetValue<string>());
        var (_, metadata) = await rest.GetAsync(rest.Model);
        foreach (JsonNode? output in body["outputs"]!.AsArray())
        {
            JsonNode? told = metadata!["outputs"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == output!["name"]!.GetValue<string>());
            Assert.Equal(told!["datatype"]!.GetValue<string>(), output!["datatype"]!.GetValue<string>());
            long count = output["shape"]!.AsArray().Aggregate(1L, static (all, size) => all * size!.GetValue<long>());
            Assert.Equal(count, Elements.Texts(output).Count);
        }
        Assert.Equal(metadata!["outputs"]!.AsArray().Count, body["outputs"]!.AsArray().Count);
    }

    [Fact]
    public async Task WithoutAnIdThereIsNone()
    {
        var (status, body) = await rest.InferAsync(rest.Request());
        Assert.Equal(200, status);
        Assert.True(body!["id"] is null || body["id"]!.GetValue<string>().Length == 0);
    }

    [Fact]
    public async Task DataMayBeNestedAsTheShapeIs()
    {
        var (_, flat) = await rest.InferAsync(rest.Request());
        JsonObject request = rest.Request();
        foreach (JsonNode? input in request["inputs"]!.AsArray())
        {
            int[] shape = input!["shape"].Deserialize<int[]>()!;
            if (shape.Length != 2) continue;
            JsonNode[] elements = [.. input["data"]!.AsArray().Select(static e => e!.DeepClone())];
            input["data"] = new JsonArray([.. elements.Chunk(shape[1]).Select(static row => new JsonArray(row))]);
        }
        var (status, nested) = await rest.InferAsync(request);
        Assert.Equal(200, status);
        Assert.Equal(flat!["outputs"]!.ToJsonString(), nested!["outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task MembersAndInputsComeInAnyOrder()
    {
        var (_, expected) = await rest.InferAsync(rest.Request());
        JsonNode[] inputs = [.. target.Inputs.Reverse().Select(static input => (JsonNode)new JsonObject(input!.AsObject().Reverse().Select(static m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))))];
        var (status, body) = await rest.InferAsync(new JsonObject { ["inputs"] = new JsonArray(inputs) });
        Assert.Equal(200, status);
        Assert.Equal(expected!["outputs"]!.ToJsonString(), body!["outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task OutputsAreThoseThatAreAskedFor()
    {
        var (_, metadata) = await rest.GetAsync(rest.Model);
        string name = metadata!["outputs"]!.AsArray()[^1]!["name"]!.GetValue<string>();
        JsonObject request = rest.Request();
        request["outputs"] = new JsonArray(new JsonObject { ["name"] = name });
        var (status, body) = await rest.InferAsync(request);
        Assert.Equal(200, status);
        Assert.Equal(name, Assert.Single(body!["outputs"]!.AsArray())!["name"]!.GetValue<string>());
        request = rest.Request();
        request["outputs"] = new JsonArray(new JsonObject { ["name"] = "no such output" });
        Assert.InRange((await rest.InferAsync(request)).Status, 400, 499);
    }

    internal static readonly string[] Datatypes =
        ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES"];
}
