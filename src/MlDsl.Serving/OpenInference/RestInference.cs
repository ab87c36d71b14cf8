using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>An inference over HTTP: its body read, computed and answered as JSON, with the elements of binary tensors behind it.</summary>
internal static class RestInference
{
    /// <summary>The header that says how much of a body is JSON.</summary>
    public const string JsonLength = "Inference-Header-Content-Length";

    public static Task AnswerAsync(HttpContext context, ServedModel model, string? version)
    {
        RequestProblem? wrong = CheckHead(context.Request, out int? json);
        return ModelRequest.AnswerAsync(context, model, wrong, new InferenceAnswer(model, version, json));
    }

    // With the header the body is binary whatever it is called; clients call it nothing, octets or JSON.
    private static RequestProblem? CheckHead(HttpRequest request, out int? json)
    {
        json = null;
        StringValues said = request.Headers[JsonLength];
        if (said.Count == 0) return RequestBody.IsJson(request) ? null : RequestProblem.NotJson;
        if (request.Headers.ContentEncoding.Count > 0 || !(request.ContentType is null || RequestBody.IsJson(request) || request.ContentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)))
            return RequestProblem.NotInference;
        if (!int.TryParse(said.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int length)) return RequestProblem.WrongJsonLength;
        json = length;
        return null;
    }

    private static RequestProblem? Compute(HttpContext context, ServedModel model, string? version, in ReadOnlySequence<byte> body, int? json, long started, Activity? activity)
    {
        if (json > body.Length) return RequestProblem.WrongJsonLength;
        using var whole = new WholeBody(in body);
        InferenceCall call = InferenceCall.Rent();
        try
        {
            call.Body.Set(whole.Memory, json ?? whole.Memory.Length);
            RequestProblem? problem = model.Infer(call.Body, call, version, started, activity);
            if (problem is null) Write(context.Response, model, call);
            return problem;
        }
        finally
        {
            call.Return();
        }
    }

    private static void Write(HttpResponse response, ServedModel model, InferenceCall call)
    {
        Exchange exchange = Exchange.Rent(0);
        try
        {
            long binary = 0;
            WriteJson(exchange.Json, model, call, ref binary);
            exchange.Json.Flush();
            int length = exchange.Bytes.WrittenCount;
            bool isBinary = call.Selected.Exists(static s => s.IsBinary);
            response.Headers[ServedModel.VersionHeader] = call.Version;
            if (isBinary) response.Headers[JsonLength] = length.ToString(CultureInfo.InvariantCulture);
            response.ContentType = isBinary ? "application/octet-stream" : "application/json";
            response.ContentLength = length + binary;
            response.BodyWriter.Write(exchange.Bytes.WrittenSpan);
            foreach ((int column, bool isBehind) in call.Selected)
                if (isBehind) response.BodyWriter.Write(call.Outputs[column]);
        }
        finally
        {
            exchange.Return();
        }
    }

    private static void WriteJson(Utf8JsonWriter json, ServedModel model, InferenceCall call, ref long binary)
    {
        json.WriteStartObject();
        json.WriteString("model_name"u8, model.Name);
        if (call.Generation!.Version.Length > 0) json.WriteString("model_version"u8, call.Generation.Version);
        if (call.Id is not null) json.WriteString("id"u8, call.Id);
        json.WriteStartArray("outputs"u8);
        foreach ((int column, bool isBinary) in call.Selected)
        {
            OutputColumn output = call.Outputs.Layout!.Columns[column];
            ReadOnlySpan<byte> elements = call.Outputs[column];
            json.WriteStartObject();
            json.WriteString("name"u8, output.Name);
            json.WriteString("datatype"u8, output.Type.Word());
            json.WriteStartArray("shape"u8);
            json.WriteNumberValue(call.Outputs.Count);
            json.WriteNumberValue(output.Width);
            json.WriteEndArray();
            if (isBinary)
            {
                json.WriteStartObject("parameters"u8);
                json.WriteNumber("binary_data_size"u8, elements.Length);
                json.WriteEndObject();
                binary += elements.Length;
            }
            else
            {
                json.WritePropertyName("data"u8);
                TensorJson.Write(json, output.Type, elements);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private readonly struct InferenceAnswer(ServedModel model, string? version, int? json) : IBodyAnswer
    {
        public ValueTask<Refusal?> ComputeAsync(HttpContext context, ReadOnlySequence<byte> body, long started, Activity? activity) =>
            new(Compute(context, model, version, in body, json, started, activity) is { } problem ? new Refusal(problem, model) : null);

        public Task RefuseAsync(HttpContext context, RequestProblem problem) => InferenceMetadata.RefuseAsync(context, problem);
    }
}
