using System.Text.Json.Nodes;

namespace MlDsl.Conformance;

/// <summary>The extension for binary tensors.</summary>
[Collection("server")]
public sealed class RestBinaryTests(Target target)
{
    private readonly Rest rest = new(target);

    [Fact]
    public async Task BinaryInputsSayWhatJsonSays()
    {
        var (_, expected) = await rest.InferAsync(rest.Request());
        var (status, body, outputs) = await rest.BinaryAsync(rest.Request());
        Assert.Equal(200, status);
        Assert.Empty(outputs);
        Assert.Equal(expected!["outputs"]!.ToJsonString(), body["outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task BinaryInputsAndThoseInJsonMix()
    {
        var (_, expected) = await rest.InferAsync(rest.Request());
        string first = target.Inputs[0]!["name"]!.GetValue<string>();
        var (status, body, _) = await rest.BinaryAsync(rest.Request(), name => name != first);
        Assert.Equal(200, status);
        Assert.Equal(expected!["outputs"]!.ToJsonString(), body["outputs"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OutputsAreBinaryWhereTheRequestSaysSo(bool areInputsBinary)
    {
        var (_, expected) = await rest.InferAsync(rest.Request());
        JsonObject request = rest.Request();
        request["parameters"] = new JsonObject { ["binary_data_output"] = true };
        var (status, body, outputs) = await rest.BinaryAsync(request, _ => areInputsBinary);
        Assert.Equal(200, status);
        Check(expected!, body, outputs, static _ => true);
    }

    [Fact]
    public async Task AnOutputIsBinaryWhereItSaysSo()
    {
        var (_, expected) = await rest.InferAsync(rest.Request());
        string[] names = [.. expected!["outputs"]!.AsArray().Select(static o => o!["name"]!.GetValue<string>())];
        JsonObject request = rest.Request();
        request["outputs"] = new JsonArray([.. names.Select(static (name, i) =>
            (JsonNode)new JsonObject { ["name"] = name, ["parameters"] = new JsonObject { ["binary_data"] = i == 0 } })]);
        request["parameters"] = new JsonObject { ["binary_data_output"] = true };
        var (status, body, outputs) = await rest.BinaryAsync(request);
        Assert.Equal(200, status);
        Check(expected, body, outputs, name => name == names[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData(long.MaxValue)]
    [InlineData(-5000000000)]
    public async Task TensorsThatLieAboutTheirSizeAreTheCallersFault(long more)
    {
        JsonObject request = rest.Request();
        var behind = new List<byte>();
        foreach (JsonNode? input in request["inputs"]!.AsArray())
        {
            byte[] bytes = Elements.ToBytes(input!["datatype"]!.GetValue<string>(), input["data"]!.AsArray());
            input.AsObject().Remove("data");
            long size = unchecked(bytes.Length + (behind.Count == 0 ? more : 0));
            input["parameters"] = new JsonObject { ["binary_data_size"] = size };
            behind.AddRange(bytes);
        }
        var (status, body, _) = await rest.RawAsync(request.ToJsonString(), [.. behind]);
        Assert.InRange(status, 400, 499);
        Assert.NotEmpty(body["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    [InlineData("a")]
    [InlineData("3")]
    [InlineData("0")]
    public async Task ALengthOfJsonThatIsNoneIsTheCallersFault(string length)
    {
        var (status, body, _) = await rest.RawAsync(rest.Request().ToJsonString(), [], length);
        Assert.InRange(status, 400, 499);
        Assert.NotEmpty(body["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task BytesBehindTheLastTensorAreTheCallersFault() => Assert.InRange((await rest.RawAsync(rest.Request().ToJsonString(), [1, 2, 3])).Status, 400, 499);

    private static void Check(JsonNode expected, JsonNode body, Dictionary<string, byte[]> outputs, Func<string, bool> isBinary)
    {
        foreach (JsonNode? output in expected["outputs"]!.AsArray())
        {
            string name = output!["name"]!.GetValue<string>(), datatype = output["datatype"]!.GetValue<string>();
            JsonNode found = body["outputs"]!.AsArray().Single(o => o!["name"]!.GetValue<string>() == name)!;
            Assert.Equal((datatype, output["shape"]!.ToJsonString()), (found["datatype"]!.GetValue<string>(), found["shape"]!.ToJsonString()));
            Assert.Equal(Elements.Texts(output), isBinary(name) ? Elements.Texts(datatype, outputs[name]) : Elements.Texts(found));
            Assert.Equal(isBinary(name), found["data"] is null);
        }
    }
}
