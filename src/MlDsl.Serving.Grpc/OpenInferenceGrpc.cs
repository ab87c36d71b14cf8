using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
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
        if (endpoints.ServiceProvider.GetService<InferenceModels>() is null) throw new InvalidOperationException("No model was added; write services.AddModel<…>(o => o.File = \"…\")");
        return endpoints.MapGrpcService<GrpcInferenceService>();
    }
}
