using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using MlDsl.Serving.Protocol;

namespace MlDsl.Conformance;

/// <summary>What the protocol promises over gRPC: each method and each field of it.</summary>
[Collection("server")]
public sealed class GrpcTests(Target target)
{
    private readonly Rest rest = new(target);

    private GRPCInferenceService.GRPCInferenceServiceClient Client => new(target.Channel!);

    [GrpcFact]
    public async Task TheServerIsLiveAndReadyAndTellsWhatItIs()
    {
        Assert.True((await Client.ServerLiveAsync(new())).Live);
        Assert.True((await Client.ServerReadyAsync(new())).Ready);
        ServerMetadataResponse server = await Client.ServerMetadataAsync(new());
        Assert.NotEmpty(server.Name);
        Assert.NotEmpty(server.Version);
    }

    [GrpcFact]
    public async Task TheModelIsReadyAndTellsItsTensorsAsOverHttp()
    {
        Assert.True((await Client.ModelReadyAsync(new() { Name = target.Model })).Ready);
        ModelMetadataResponse model = await Client.ModelMetadataAsync(new() { Name = target.Model });
        Assert.Equal(target.Model, model.Name);
        Assert.NotEmpty(model.Platform);
        var (_, told) = await rest.GetAsync(rest.Model);
        Assert.Equal(Tensors(told!["inputs"]!), model.Inputs.Select(Tensor));
        Assert.Equal(Tensors(told["outputs"]!), model.Outputs.Select(Tensor));
        Assert.Equal(told["versions"]?.AsArray().Select(static v => v!.GetValue<string>()) ?? [], model.Versions);
        foreach (string version in model.Versions)
        {
            Assert.True((await Client.ModelReadyAsync(new() { Name = target.Model, Version = version })).Ready);
            Assert.Equal(target.Model, (await Client.ModelMetadataAsync(new() { Name = target.Model, Version = version })).Name);
        }
    }

    [GrpcFact]
    public async Task TypedContentsAreAnsweredAsOverHttp()
    {
        ModelInferRequest request = Request(isRaw: false);
        request.Id = "42";
        ModelInferResponse answer = await Client.ModelInferAsync(request);
        Assert.Equal((target.Model, "42"), (answer.ModelName, answer.Id));
        Assert.Empty(answer.RawOutputContents);
        await CheckAsync(answer, static (output, _) => Texts(output.Contents));
    }

    [GrpcFact]
    public async Task RawContentsAreAnsweredAsOverHttp()
    {
        ModelInferResponse answer = await Client.ModelInferAsync(Request(isRaw: true));
        if (answer.RawOutputContents.Count == 0) await CheckAsync(answer, static (output, _) => Texts(output.Contents));
        else await CheckAsync(answer, (output, i) => Elements.Texts(output.Datatype, answer.RawOutputContents[i].Span));
    }

    [GrpcFact]
    public async Task OutputsAreThoseThatAreAskedFor()
    {
        string name = (await Client.ModelMetadataAsync(new() { Name = target.Model })).Outputs[^1].Name;
        ModelInferRequest request = Request(isRaw: true);
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = name });
        Assert.Equal(name, Assert.Single((await Client.ModelInferAsync(request)).Outputs).Name);
        request.Outputs[0].Name = "no such output";
        await RefusedAsync(StatusCode.InvalidArgument, request);
    }

    [GrpcFact]
    public async Task AModelOrVersionThatIsNotThereIsNotFound()
    {
        foreach (Action<ModelInferRequest> change in (Action<ModelInferRequest>[])[static r => r.ModelName = "no such model", static r => r.ModelVersion = "no such version"])
        {
            ModelInferRequest request = Request(isRaw: false);
            change(request);
            await RefusedAsync(StatusCode.NotFound, request);
        }
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ModelReadyAsync(new() { Name = "no such model" }))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ModelMetadataAsync(new() { Name = "no such model" }))).StatusCode);
    }

    [GrpcFact]
    public async Task RawAndTypedContentsDoNotMix()
    {
        ModelInferRequest request = Request(isRaw: true);
        request.Inputs[0].Contents = Request(isRaw: false).Inputs[0].Contents;
        await RefusedAsync(StatusCode.InvalidArgument, request);
    }

    [GrpcFact]
    public async Task WhatTheCallerSendsWrongIsAnInvalidArgument()
    {
        Action<ModelInferRequest>[] changes =
        [
            static r => r.RawInputContents[0] = ByteString.CopyFrom([.. r.RawInputContents[0], 0]),
            static r => r.RawInputContents[^1] = ByteString.Empty,
            static r => r.RawInputContents.RemoveAt(0),
            static r => r.RawInputContents.Add(ByteString.Empty),
            static r => r.Inputs[^1].Shape[0] = -1,
            static r => r.Inputs[^1].Shape[0] = long.MaxValue,
            static r => r.Inputs[^1].Shape.Clear(),
            static r => r.Inputs[^1].Shape.Add(Enumerable.Repeat(1L, 100)),
            static r => r.Inputs[^1].Datatype = "FLOAT",
            static r => r.Inputs[^1].Name = "no such input",
            static r => r.Inputs[^1].Name = r.Inputs[0].Name,
            static r => { r.Inputs.Clear(); r.RawInputContents.Clear(); },
        ];
        foreach (Action<ModelInferRequest> change in changes)
        {
            ModelInferRequest request = Request(isRaw: true);
            change(request);
            await RefusedAsync(StatusCode.InvalidArgument, request);
        }
        ModelInferRequest typed = Request(isRaw: false);
        typed.Inputs[0].Contents = null;
        await RefusedAsync(StatusCode.InvalidArgument, typed);
    }

    private ModelInferRequest Request(bool isRaw)
    {
        var request = new ModelInferRequest { ModelName = target.Model };
        foreach (JsonNode? sent in target.Inputs)
        {
            string datatype = sent!["datatype"]!.GetValue<string>();
            JsonArray data = sent["data"]!.AsArray();
            var input = new ModelInferRequest.Types.InferInputTensor { Name = sent["name"]!.GetValue<string>(), Datatype = datatype };
            input.Shape.Add(sent["shape"]!.AsArray().Select(static size => size!.GetValue<long>()));
            if (isRaw) request.RawInputContents.Add(ByteString.CopyFrom(Elements.ToBytes(datatype, data)));
            else input.Contents = Contents(datatype, data);
            request.Inputs.Add(input);
        }
        return request;
    }

    private static InferTensorContents Contents(string datatype, JsonArray data)
    {
        var contents = new InferTensorContents();
        foreach (JsonNode? element in data)
        {
            switch (datatype)
            {
                case "BOOL": contents.BoolContents.Add(element!.GetValue<bool>()); break;
                case "INT8" or "INT16" or "INT32": contents.IntContents.Add(element!.GetValue<int>()); break;
                case "INT64": contents.Int64Contents.Add(element!.GetValue<long>()); break;
                case "UINT8" or "UINT16" or "UINT32": contents.UintContents.Add(element!.GetValue<uint>()); break;
                case "UINT64": contents.Uint64Contents.Add(element!.GetValue<ulong>()); break;
                case "FP32": contents.Fp32Contents.Add((float)element!.GetValue<double>()); break;
                case "FP64": contents.Fp64Contents.Add(element!.GetValue<double>()); break;
                default: contents.BytesContents.Add(ByteString.CopyFromUtf8(element!.GetValue<string>())); break;
            }
        }
        return contents;
    }

    private static List<string> Texts(InferTensorContents contents) =>
    [
        .. contents.BoolContents.Select(static e => e ? "true" : "false"),
        .. contents.Int64Contents.Select(static e => System.Text.Json.JsonSerializer.Serialize(e)),
        .. contents.Fp32Contents.Select(static e => System.Text.Json.JsonSerializer.Serialize(e)),
        .. contents.Fp64Contents.Select(static e => System.Text.Json.JsonSerializer.Serialize(e)),
        .. contents.BytesContents.Select(static e => e.ToStringUtf8()),
    ];

    private async Task CheckAsync(ModelInferResponse answer, Func<ModelInferResponse.Types.InferOutputTensor, int, List<string>> texts)
    {
        var (_, expected) = await rest.InferAsync(rest.Request());
        Assert.Equal(expected!["model_version"]?.GetValue<string>() ?? "", answer.ModelVersion);
        Assert.Equal(expected["outputs"]!.AsArray().Count, answer.Outputs.Count);
        for (int i = 0; i < answer.Outputs.Count; i++)
        {
            JsonNode told = expected["outputs"]!.AsArray()[i]!;
            ModelInferResponse.Types.InferOutputTensor output = answer.Outputs[i];
            Assert.Equal((told["name"]!.GetValue<string>(), told["datatype"]!.GetValue<string>()), (output.Name, output.Datatype));
            Assert.Equal(told["shape"]!.AsArray().Select(static size => size!.GetValue<long>()), output.Shape);
            Assert.Equal(Elements.Texts(told), texts(output, i));
        }
    }

    private async Task RefusedAsync(StatusCode status, ModelInferRequest request)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.ModelInferAsync(request));
        Assert.Equal(status, refused.StatusCode);
        Assert.NotEmpty(refused.Status.Detail);
    }

    private static IEnumerable<string> Tensors(JsonNode tensors) =>
        tensors.AsArray().Select(static t => $"{t!["name"]!.GetValue<string>()} {t["datatype"]!.GetValue<string>()} {string.Join(",", t["shape"]!.AsArray().Select(static s => s!.ToJsonString()))}");

    private static string Tensor(ModelMetadataResponse.Types.TensorMetadata tensor) => $"{tensor.Name} {tensor.Datatype} {string.Join(",", tensor.Shape)}";
}
