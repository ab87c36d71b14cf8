using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MlDsl.Conformance;

/// <summary>Requests of the protocol over HTTP.</summary>
internal sealed class Rest(Target target)
{
    public const string JsonLength = "Inference-Header-Content-Length";

    public string Model => $"/v2/models/{target.Model}";

    public async Task<(int Status, JsonNode? Body)> GetAsync(string route)
    {
        using HttpResponseMessage answer = await target.Client.GetAsync(new Uri(route, UriKind.Relative));
        string body = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body));
    }

    public Task<(int Status, JsonNode? Body)> InferAsync(JsonNode request, string? route = null) => PostAsync(request.ToJsonString(), "application/json", route);

    public async Task<(int Status, JsonNode? Body)> PostAsync(string body, string type = "application/json", string? route = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using HttpResponseMessage answer = await target.Client.PostAsync(new Uri(route ?? Model + "/infer", UriKind.Relative), content);
        string text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>A request whose inputs, all or those that are named, are binary; the answer with its binary outputs by name.</summary>
    public async Task<(int Status, JsonNode Body, Dictionary<string, byte[]> Outputs)> BinaryAsync(JsonObject request, Func<string, bool>? isBinary = null)
    {
        var behind = new List<byte>();
        foreach (JsonNode? input in request["inputs"]!.AsArray())
        {
            if (isBinary?.Invoke(input!["name"]!.GetValue<string>()) == false) continue;
            byte[] bytes = Elements.ToBytes(input!["datatype"]!.GetValue<string>(), input["data"]!.AsArray());
            input.AsObject().Remove("data");
            input["parameters"] = new JsonObject { ["binary_data_size"] = bytes.Length };
            behind.AddRange(bytes);
        }
        return await RawAsync(request.ToJsonString(), [.. behind]);
    }

    public async Task<(int Status, JsonNode Body, Dictionary<string, byte[]> Outputs)> RawAsync(string json, byte[] behind, string? length = null)
    {
        byte[] head = Encoding.UTF8.GetBytes(json);
        using var content = new ByteArrayContent([.. head, .. behind]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add(JsonLength, length ?? head.Length.ToString(CultureInfo.InvariantCulture));
        using HttpResponseMessage answer = await target.Client.PostAsync(new Uri(Model + "/infer", UriKind.Relative), content);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        int start = Header(answer) is { } said ? int.Parse(said, CultureInfo.InvariantCulture) : bytes.Length;
        JsonNode body = JsonNode.Parse(bytes.AsSpan(0, start))!;
        var outputs = new Dictionary<string, byte[]>();
        foreach (JsonNode? output in body["outputs"]?.AsArray() ?? [])
        {
            if (output!["parameters"]?["binary_data_size"] is not { } size) continue;
            outputs[output["name"]!.GetValue<string>()] = bytes[start..(start + size.GetValue<int>())];
            start += size.GetValue<int>();
        }
        Assert.Equal(bytes.Length, start);
        return ((int)answer.StatusCode, body, outputs);
    }

    /// <summary>A valid request.</summary>
    public JsonObject Request() => new() { ["inputs"] = target.Inputs };

    private static string? Header(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(JsonLength, out var values) || answer.Content.Headers.TryGetValues(JsonLength, out values) ? values.Single() : null;
}
