using System.Text;
using System.Text.Json.Nodes;

namespace MlDsl.Conformance;

/// <summary>What a caller sends wrong: an error of the caller's with a message, and never one of the server's.</summary>
[Collection("server")]
public sealed class RestRefusalTests(Target target)
{
    private readonly Rest rest = new(target);

    [Fact]
    public async Task AModelThatIsNotThereIsNotFound()
    {
        foreach (string path in (string[])["", "/ready"])
        {
            var (status, body) = await rest.GetAsync("/v2/models/no-such-model" + path);
            Assert.Equal(404, status);
            Assert.NotEmpty(body!["error"]!.GetValue<string>());
        }
        var (infer, problem) = await rest.InferAsync(rest.Request(), "/v2/models/no-such-model/infer");
        Assert.Equal(404, infer);
        Assert.NotEmpty(problem!["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"inputs\":[")]
    [InlineData("{\"inputs\":7}")]
    [InlineData("{\"inputs\":[7]}")]
    [InlineData("{\"inputs\":[{}]}")]
    [InlineData("{}")]
    [InlineData("{\"inputs\":[]}")]
    [InlineData("{\"inputs\":[{\"name\":\"no such input\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[1]}]}")]
    public Task ABodyThatIsNoInferenceIsRefused(string body) => RefusedAsync(body);

    // Each is a request that is answered but for the one thing that is added.
    [Theory]
    [InlineData("", ",\"inputs\":[]}")]
    [InlineData("\"id\":7,", "}")]
    [InlineData("", "} {}")]
    public async Task AValidRequestWithOneFaultIsRefused(string before, string after)
    {
        string valid = rest.Request().ToJsonString();
        Assert.Equal(200, (await rest.PostAsync(valid)).Status);
        await RefusedAsync("{" + before + valid[1..^1] + after);
    }

    [Fact]
    public Task DeepNestingIsRefused()
    {
        JsonObject request = rest.Request();
        request["inputs"]!.AsArray()[^1]!["data"] = "deep";
        return RefusedAsync(request.ToJsonString().Replace("\"deep\"", new string('[', 5000) + new string(']', 5000), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("shape")]
    [InlineData("datatype")]
    [InlineData("data")]
    public Task AnInputWithoutAFieldIsRefused(string field) => ChangedAsync(input => input.AsObject().Remove(field));

    [Theory]
    [InlineData("shape", "[]")]
    [InlineData("shape", "[-2,1]")]
    [InlineData("shape", "[-1]")]
    [InlineData("shape", "[2,1,1]")]
    [InlineData("shape", "[3,1]")]
    [InlineData("shape", "[9223372036854775807,9223372036854775807]")]
    [InlineData("shape", "[4294967296,4294967296]")]
    [InlineData("shape", "[99999999999999999999,1]")]
    [InlineData("shape", "[1.5]")]
    [InlineData("shape", "\"2\"")]
    [InlineData("shape", "[1,1,1,1,1,1,1,1,1,1,1,1]")]
    [InlineData("datatype", "\"FLOAT\"")]
    [InlineData("datatype", "7")]
    [InlineData("datatype", "\"a datatype that is longer than all of them together\"")]
    [InlineData("name", "7")]
    [InlineData("name", "\"no such input\"")]
    [InlineData("data", "7")]
    [InlineData("data", "[]")]
    [InlineData("data", "[{}]")]
    [InlineData("data", "[[],[]]")]
    [InlineData("data", "[[[1]],[[1]]]")]
    [InlineData("parameters", "7")]
    [InlineData("parameters", "{\"binary_data_size\":\"a\"}")]
    [InlineData("parameters", "{\"binary_data_size\":4}")]
    public Task AFieldThatIsNoneOfItsKindIsRefused(string field, string value) => ChangedAsync(input => input[field] = JsonNode.Parse(value));

    [Fact]
    public Task ElementsOfAnotherTypeAreRefused() => ChangedAsync(static input =>
        input["data"] = new JsonArray([.. input["data"]!.AsArray().Select(static e => e!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (JsonNode)"a" : 7)]));

    [Fact]
    public async Task AnInputThatIsThereTwiceIsRefused()
    {
        JsonObject request = rest.Request();
        request["inputs"]!.AsArray().Add(target.Inputs[0]!.DeepClone());
        await RefusedAsync(request.ToJsonString());
    }

    [Fact]
    public async Task ABodyOfAnotherTypeIsRefused()
    {
        var (status, body) = await rest.PostAsync("<inputs/>", "application/xml");
        Assert.InRange(status, 400, 499);
        Assert.NotEmpty(body!["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnyCutOfABodyIsRefused()
    {
        string body = rest.Request().ToJsonString();
        for (int length = 0; length < body.Length; length += 7) await RefusedAsync(body[..length]);
    }

    // A byte of a valid body is another one: answered or refused, never failed.
    [Fact]
    public async Task NoChangedByteIsAFaultOfTheServer()
    {
        byte[] body = Encoding.UTF8.GetBytes(rest.Request().ToJsonString());
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] changed = [.. body];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            using var content = new ByteArrayContent(changed);
            content.Headers.ContentType = new("application/json");
            using HttpResponseMessage answer = await target.Client.PostAsync(new Uri(rest.Model + "/infer", UriKind.Relative), content);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }
    }

    private async Task ChangedAsync(Action<JsonNode> change)
    {
        JsonObject request = rest.Request();
        change(request["inputs"]!.AsArray()[^1]!);
        await RefusedAsync(request.ToJsonString());
    }

    private async Task RefusedAsync(string request)
    {
        var (status, body) = await rest.PostAsync(request);
        Assert.InRange(status, 400, 499);
        Assert.NotEmpty(body!["error"]!.GetValue<string>());
    }
}
