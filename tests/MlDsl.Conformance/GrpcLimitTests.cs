using System.Buffers.Binary;
using System.Net;
using Grpc.Core;
using MlDsl.Serving.Protocol;

namespace MlDsl.Conformance;

/// <summary>Limits of our own server, which the protocol leaves to each.</summary>
[Collection("server")]
public sealed class GrpcLimitTests(Target target)
{
    [OwnFact]
    public async Task AMessageThatNoModelTakesIsNotRead()
    {
        var client = new GRPCInferenceService.GRPCInferenceServiceClient(target.Channel!);
        var request = new ModelInferRequest { ModelName = target.Model, Id = new string('a', 2 << 20) };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await client.ModelInferAsync(request));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    // A field of four bytes of which one is there; a field without a number; a text that is no UTF-8.
    [OwnTheory]
    [InlineData(new byte[] { 0x0D, 1 })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x0A, 1, 0xFF })]
    public async Task WhatIsNoMessageIsAnInvalidArgument(byte[] body)
    {
        (StatusCode status, string message) = await SentAsync((uint)body.Length, body);
        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.Contains("not well-formed", message, StringComparison.Ordinal);
    }

    // The host reads how long a message says it is before it asks for the service: what an array could hold is beyond its limit, what none could hold it takes for a fault.
    [OwnTheory]
    [InlineData(int.MaxValue, StatusCode.ResourceExhausted)]
    [InlineData(int.MaxValue + 1u, StatusCode.Unknown)]
    [InlineData(uint.MaxValue, StatusCode.Unknown)]
    public async Task AMessageThatSaysItIsLongerThanAnyIsNotRead(uint says, StatusCode expected)
    {
        (StatusCode status, _) = await SentAsync(says, [0x0D]);
        Assert.Equal(expected, status);
        // Whoever asks next is answered.
        var client = new GRPCInferenceService.GRPCInferenceServiceClient(target.Channel!);
        Assert.True((await client.ModelReadyAsync(new ModelReadyRequest { Name = target.Model })).Ready);
    }

    // A frame as no client of gRPC sends it.
    private async Task<(StatusCode Status, string Message)> SentAsync(uint says, byte[] body)
    {
        byte[] frame = [0, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), says);
        using var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{target.Channel!.Target}/inference.GRPCInferenceService/ModelInfer"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        using HttpResponseMessage answer = await target.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        return ((StatusCode)int.Parse(Said("grpc-status"), System.Globalization.CultureInfo.InvariantCulture), Said("grpc-message"));

        string Said(string name) => (answer.TrailingHeaders.TryGetValues(name, out IEnumerable<string>? said) || answer.Headers.TryGetValues(name, out said)) ? Uri.UnescapeDataString(said.Single()) : "";
    }
}

/// <summary>A test of our own server; skipped where another one is asked.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnFactAttribute : FactAttribute
{
    public OwnFactAttribute()
    {
        if (!Target.IsOwn) Skip = Target.Other;
    }
}

/// <summary>The same of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnTheoryAttribute : TheoryAttribute
{
    public OwnTheoryAttribute()
    {
        if (!Target.IsOwn) Skip = Target.Other;
    }
}
