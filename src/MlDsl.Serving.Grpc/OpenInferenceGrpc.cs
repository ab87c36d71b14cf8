using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlDsl.Serving;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the Open Inference Protocol over gRPC.</summary>
public static class OpenInferenceGrpc
{
    /// <summary>
    /// Answers for every model that was added by the Open Inference Protocol, version 2, over gRPC (<c>inference.GRPCInferenceService</c>). Without TLS it needs a port
    /// that speaks HTTP/2 only, beside the one for HTTP/1.1.
    /// </summary>
    /// <param name="endpoints">The application, to whose services <c>AddGrpc()</c> and a model were added.</param>
    /// <exception cref="InvalidOperationException">No model was added, or not <c>AddGrpc()</c>.</exception>
    public static IEndpointConventionBuilder MapOpenInferenceGrpc(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        InferenceModels models = endpoints.ServiceProvider.GetService<InferenceModels>() ?? throw new InvalidOperationException(AddedModels.None);
        // What no model takes is not read either. The service is made of these options below.
        int? allowed = endpoints.ServiceProvider.GetRequiredService<IOptions<GrpcServiceOptions>>().Value.MaxReceiveMessageSize;
        GrpcServiceOptions<GrpcInferenceService> options = endpoints.ServiceProvider.GetRequiredService<IOptions<GrpcServiceOptions<GrpcInferenceService>>>().Value;
        options.MaxReceiveMessageSize = Math.Min(allowed ?? int.MaxValue, models.MaxBodyBytes);
        return endpoints.MapGrpcService<GrpcInferenceService>();
    }
}
