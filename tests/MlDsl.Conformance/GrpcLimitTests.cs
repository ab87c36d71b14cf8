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
}

/// <summary>A test of our own server; skipped where another one is asked.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnFactAttribute : FactAttribute
{
    public OwnFactAttribute()
    {
        if (!Target.IsOwn) Skip = "MLDSL_CONFORMANCE_URL names another server";
    }
}
