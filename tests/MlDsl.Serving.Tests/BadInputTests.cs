using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>Whatever is sent has a documented status and a message, and the service answers afterwards as before.</summary>
public sealed class BadInputTests
{
    private static Task<Service> RideAsync() => Service.StartAsync(
        static (builder, service) => builder.Services.AddModel<RideModel>(o => (o.Name, o.File, o.Watch, o.PollEvery) = ("ride", service["ride.mldsl"], false, TimeSpan.Zero)),
        static app =>
        {
            app.MapModel<RideModel>("/fare");
            app.MapOpenInference();
        },
        static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));

    private static async Task AnswersAsync(Service service)
    {
        Assert.Equal(Made.Ride.Predict(Made.Input), float.Parse((await service.AskAsync("/fare", Made.Json)).Body, CultureInfo.InvariantCulture));
        Assert.DoesNotContain(service.Log, static line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string> Bodies { get; } = new()
    {
        { Made.Json[..40], "malformed", "line 1" },
        { "[" + Made.Json, "malformed", "line 1" },
        { Made.Json.Replace("\"seconds\":600", "\"seconds\":600,\"seconds\":600", StringComparison.Ordinal), "member", "'seconds' is there twice" },
        { Made.Json.Replace("\"vendor\"", "\"fendor\"", StringComparison.Ordinal), "member", "'fendor'" },
        { Made.Json.Replace("600", new string('[', 100_000), StringComparison.Ordinal), "value", "'seconds' is an array" },
        { new string('[', 100_000), "shape", "an array is given in row 0" },
        { string.Concat(Enumerable.Repeat("{\"vendor\":", 100_000)), "value", "'vendor' is an object" },
        { "\"a text\"", "shape", "a text is given" },
        { Made.Json.Replace("600", "6e999", StringComparison.Ordinal), "value", "'seconds'" },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task ABodyThatIsNoRowIsTold(string body, string kind, string detail)
    {
        await using Service service = await RideAsync();
        var (status, problem) = await service.RefusedAsync("/fare", body);
        Assert.Equal((400, "urn:mldsl:problem:" + kind), (status, problem["type"]!.GetValue<string>()));
        Assert.Contains(detail, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await AnswersAsync(service);
    }

    // Neither is waited for: the length says it, or the first megabyte.
    [Theory]
    [InlineData("/fare", true)]
    [InlineData("/fare", false)]
    [InlineData("/v2/models/ride/infer", true)]
    [InlineData("/v2/models/ride/infer", false)]
    public async Task AHundredMegabytesAreNotRead(string route, bool isAnnounced)
    {
        await using Service service = await RideAsync();
        using var socket = new TcpClient(service.Client.BaseAddress!.Host, service.Client.BaseAddress.Port);
        NetworkStream stream = socket.GetStream();
        string length = isAnnounced ? "Content-Length: 104857600" : "Transfer-Encoding: chunked";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {route} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{length}\r\n\r\n"));
        if (!isAnnounced)
        {
            byte[] chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");
            for (int i = 0; i < 17; i++) await stream.WriteAsync(chunk);
        }
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
        // What it closes the connection with is its own affair.
        var said = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line) said.AppendLine(line);
        Assert.Contains(route == "/fare" ? "application/problem+json" : "application/json", said.ToString(), StringComparison.Ordinal);
        await AnswersAsync(service);
    }

    [Fact]
    public async Task ABodyWithoutATypeIsNotTaken()
    {
        await using Service service = await RideAsync();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Made.Json));
        using HttpResponseMessage answer = await service.Client.PostAsync(new Uri("/fare", UriKind.Relative), body);
        Assert.Equal((415, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        await AnswersAsync(service);
    }

    // A text of a tensor that is none: as bytes behind the JSON.
    [Fact]
    public async Task BytesThatAreNoTextAreRefused()
    {
        await using Service service = await RideAsync();
        byte[] vendor = [3, 0, 0, 0, 0x43, 0xFF, 0xFE];
        JsonObject Input(string name, string type, JsonNode value) => new() { ["name"] = name, ["datatype"] = type, ["shape"] = new JsonArray(1, 1), ["data"] = new JsonArray(value) };
        var inputs = new JsonArray(
            new JsonObject { ["name"] = "vendor", ["datatype"] = "BYTES", ["shape"] = new JsonArray(1, 1), ["parameters"] = new JsonObject { ["binary_data_size"] = vendor.Length } },
            Input("seconds", "FP32", 600), Input("payment", "BYTES", "Card"), Input("riders", "INT32", 2), Input("at", "BYTES", "2024-05-01T13:45:00"), Input("toll", "BOOL", true));
        byte[] head = Encoding.UTF8.GetBytes(new JsonObject { ["inputs"] = inputs }.ToJsonString());
        async Task<(int, string)> AskAsync()
        {
            using var body = new ByteArrayContent([.. head, .. vendor]);
            body.Headers.ContentType = new("application/octet-stream");
            body.Headers.Add("Inference-Header-Content-Length", head.Length.ToString(CultureInfo.InvariantCulture));
            using HttpResponseMessage answer = await service.Client.PostAsync(new Uri("/v2/models/ride/infer", UriKind.Relative), body);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        var (status, said) = await AskAsync();
        Assert.Equal(400, status);
        Assert.Contains("vendor", JsonNode.Parse(said)!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        // Lengths of texts that lie.
        foreach (int length in (int[])[-1, int.MaxValue, 4, 2])
        {
            BinaryPrimitives.WriteInt32LittleEndian(vendor, length);
            Assert.Equal(400, (await AskAsync()).Item1);
        }
        vendor = [3, 0, 0, 0, (byte)'C', (byte)'M', (byte)'T'];
        Assert.Equal(200, (await AskAsync()).Item1);
        await AnswersAsync(service);
    }

    // Each holds a connection with a request that it has only begun.
    [Fact]
    public async Task ManyConnectionsHoldNobodyUp()
    {
        await using Service service = await RideAsync();
        Uri address = service.Client.BaseAddress!;
        byte[] request = Encoding.ASCII.GetBytes($"POST /fare HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Made.Json.Length}\r\n\r\n{Made.Json}");
        var open = new List<TcpClient>();
        try
        {
            for (int i = 0; i < 500; i++)
            {
                var socket = new TcpClient(address.Host, address.Port);
                open.Add(socket);
                await socket.GetStream().WriteAsync(request.AsMemory(0, request.Length - 1 - i % 100));
            }
            await AnswersAsync(service);
            for (int i = 0; i < open.Count; i++)
            {
                NetworkStream stream = open[i].GetStream();
                await stream.WriteAsync(request.AsMemory(request.Length - 1 - i % 100));
                using var reader = new StreamReader(stream, leaveOpen: true);
                Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
            }
        }
        finally
        {
            foreach (TcpClient socket in open) socket.Dispose();
        }
    }
}
