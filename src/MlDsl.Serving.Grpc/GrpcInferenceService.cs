using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using MlDsl.Json;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving;

/// <summary>The Open Inference Protocol over gRPC. Answers have raw contents where the request has them, else typed ones.</summary>
internal sealed class GrpcInferenceService(InferenceModels models) : InferenceServiceBase
{
    public override Task<ServerLiveResponse> ServerLive(ServerLiveRequest request, ServerCallContext context) => Task.FromResult(new ServerLiveResponse { Live = true });

    public override Task<ServerReadyResponse> ServerReady(ServerReadyRequest request, ServerCallContext context) => Task.FromResult(new ServerReadyResponse { Ready = models.IsReady });

    public override Task<ServerMetadataResponse> ServerMetadata(ServerMetadataRequest request, ServerCallContext context) =>
        Task.FromResult(new ServerMetadataResponse { Name = InferenceMetadata.Server, Version = InferenceMetadata.Version });

    public override Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context)
    {
        ServedModel model = Find(request.Name);
        ModelGeneration? current = model.Current;
        if (request.Version.Length > 0 && current is not null && current.Version != request.Version) throw Refused(RequestProblem.NoVersion(model.Name, request.Version));
        return Task.FromResult(new ModelReadyResponse { Ready = current is not null && !models.IsStopping });
    }

    public override Task<ModelMetadataResponse> ModelMetadata(ModelMetadataRequest request, ServerCallContext context)
    {
        ServedModel model = Find(request.Name);
        ModelTensors tensors = model.Tensors ?? throw Refused(RequestProblem.NotReady(model.Name));
        string version = tensors.Generation.Version;
        if (request.Version.Length > 0 && version != request.Version) throw Refused(RequestProblem.NoVersion(model.Name, request.Version));
        var answer = new ModelMetadataResponse { Name = model.Name, Platform = InferenceMetadata.Platform };
        if (version.Length > 0) answer.Versions.Add(version);
        answer.Inputs.AddRange(InferenceMetadata.InputsOf(tensors.Format).Select(Tensor));
        answer.Outputs.AddRange(tensors.Outputs.Select(Tensor));
        return Task.FromResult(answer);
    }

    public override Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context)
    {
        long started = Stopwatch.GetTimestamp();
        ServedModel model = Find(request.ModelName);
        using Activity? activity = ServingTelemetry.Start(model.Name);
        InferenceCall call = InferenceCall.Rent();
        try
        {
            string? version = request.ModelVersion.Length > 0 ? request.ModelVersion : null;
            RequestProblem? problem = request.CalculateSize() > model.Options.MaxBodyBytes
                ? RequestProblem.TooLong(model.Options.MaxBodyBytes)
                : model.Infer(new GrpcTensors(request), call, version, started, activity);
            if (problem is null) return Task.FromResult(Answer(request, model, call));
            model.Reject(problem, started, activity);
            throw Refused(problem);
        }
        finally
        {
            call.Return();
        }
    }

    private static ModelInferResponse Answer(ModelInferRequest request, ServedModel model, InferenceCall call)
    {
        var answer = new ModelInferResponse { ModelName = model.Name, ModelVersion = call.Generation!.Version, Id = request.Id };
        foreach ((int column, _) in call.Selected)
        {
            OutputColumn output = call.Outputs.Layout!.Columns[column];
            var tensor = new ModelInferResponse.Types.InferOutputTensor { Name = output.Name, Datatype = output.Type.Word() };
            tensor.Shape.Add(call.Outputs.Count);
            tensor.Shape.Add(output.Width);
            if (request.RawInputContents.Count > 0) answer.RawOutputContents.Add(ByteString.CopyFrom(call.Outputs[column]));
            else tensor.Contents = GrpcContents.Of(output.Type, call.Outputs[column]);
            answer.Outputs.Add(tensor);
        }
        return answer;
    }

    private static ModelMetadataResponse.Types.TensorMetadata Tensor(OutputColumn column)
    {
        var tensor = new ModelMetadataResponse.Types.TensorMetadata { Name = column.Name, Datatype = column.Type.Word() };
        tensor.Shape.Add(-1);
        tensor.Shape.Add(column.Width);
        return tensor;
    }

    private ServedModel Find(string name) => models.Find(name) ?? throw Refused(RequestProblem.NoModel(name));

    // What HTTP says by its status.
    private static RpcException Refused(RequestProblem problem) => new(new Status(
        problem.Status switch
        {
            StatusCodes.Status404NotFound => StatusCode.NotFound,
            StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
            >= 500 => StatusCode.Internal,
            _ => StatusCode.InvalidArgument,
        },
        problem.Detail));
}
