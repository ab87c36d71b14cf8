using Google.Protobuf;
using Grpc.Core;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving;

/// <summary>
/// The protocol's methods as the generated code has them, but for what is no message: gRPC's own host takes that for the service's fault, answers UNKNOWN and logs an error; whoever
/// sent it is told here.
/// </summary>
internal static class InferenceMethods
{
    /// <summary>Binds them to a service that is not there yet, as the host wants it.</summary>
    public static void Bind(ServiceBinderBase binder, InferenceServiceBase? service) => GRPCInferenceService.BindService(new Binder(binder), null);

    private sealed class Binder(ServiceBinderBase inner) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => inner.AddMethod(
            new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, Checked(method.RequestMarshaller), method.ResponseMarshaller), handler);
    }

    private static Marshaller<T> Checked<T>(Marshaller<T> marshaller) => new(marshaller.ContextualSerializer, context =>
    {
        try
        {
            return marshaller.ContextualDeserializer(context);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The message is not well-formed: it was cut short, or is none of the protocol's; send what inference.proto describes", problem));
        }
    });
}

/// <summary>The methods of the Open Inference Protocol, as the host finds them.</summary>
[BindServiceMethod(typeof(InferenceMethods), nameof(InferenceMethods.Bind))]
internal abstract class InferenceServiceBase
{
    public abstract Task<ServerLiveResponse> ServerLive(ServerLiveRequest request, ServerCallContext context);

    public abstract Task<ServerReadyResponse> ServerReady(ServerReadyRequest request, ServerCallContext context);

    public abstract Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context);

    public abstract Task<ServerMetadataResponse> ServerMetadata(ServerMetadataRequest request, ServerCallContext context);

    public abstract Task<ModelMetadataResponse> ModelMetadata(ModelMetadataRequest request, ServerCallContext context);

    public abstract Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context);
}
