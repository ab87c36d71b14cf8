using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Primitives;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving.Tests.Fuzz;

/// <summary>What is wrong with an answer, whatever was asked: a status that is none of those documented, a problem that does not say what it must, an answer that is not well-formed.</summary>
internal static class AnswerCheck
{
    private static readonly int[] Refusals = [400, 413, 415];

    private static readonly string[] Kinds = ["malformed", "shape", "member", "missing", "value", "refused", "too-large", "not-json"];

    // INVALID_ARGUMENT, NOT_FOUND, RESOURCE_EXHAUSTED.
    private static readonly string[] GrpcRefusals = ["3", "5", "8"];

    public static bool IsAnswered(FuzzedRequest request, FuzzedAnswer answer) => answer.Status == 200 && (!request.IsGrpc || answer.Grpc == "0");

    /// <summary>What is wrong; null where nothing is.</summary>
    public static string? WrongOf(FuzzedRequest request, FuzzedAnswer answer)
    {
        try
        {
            if (request.IsGrpc) return Grpc(request, answer);
            if (answer.Status == 200) return request.Model is null ? Outputs(answer) : Inference(answer);
            if (!Refusals.Contains(answer.Status)) return $"status {answer.Status}";
            return request.Model is null ? Problem(answer) : Error(answer);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidProtocolBufferException)
        {
            return $"the answer cannot be read: {problem.Message}: {Encoding.UTF8.GetString(answer.Body)}";
        }
    }

    private static string? Outputs(FuzzedAnswer answer)
    {
        using JsonDocument json = JsonDocument.Parse(answer.Body);
        return StringValues.IsNullOrEmpty(answer.Headers["Model-Version"]) ? "an answer without Model-Version" : null;
    }

    private static string? Problem(FuzzedAnswer answer)
    {
        using JsonDocument json = JsonDocument.Parse(answer.Body);
        JsonElement problem = json.RootElement;
        if (answer.Headers.ContentType != "application/problem+json") return $"a problem called {answer.Headers.ContentType}";
        if (problem.GetProperty("status").GetInt32() != answer.Status) return "a problem of another status";
        string type = problem.GetProperty("type").GetString()!;
        if (!Array.Exists(Kinds, kind => type == "urn:mldsl:problem:" + kind)) return $"a problem of the type {type}";
        if (problem.GetProperty("title").GetString() is not { Length: > 0 }) return "a problem without title";
        if (problem.TryGetProperty("row", out JsonElement row) && row.GetInt32() < 0) return "a row below 0";
        return Said(problem.GetProperty("detail").GetString());
    }

    private static string? Inference(FuzzedAnswer answer)
    {
        int length = answer.Headers["Inference-Header-Content-Length"] is { Count: 1 } said ? int.Parse(said.ToString(), CultureInfo.InvariantCulture) : answer.Body.Length;
        using JsonDocument json = JsonDocument.Parse(answer.Body.AsMemory(0, length));
        long binary = 0;
        foreach (JsonElement tensor in json.RootElement.GetProperty("outputs").EnumerateArray())
        {
            long count = tensor.GetProperty("shape").EnumerateArray().Aggregate(1L, static (product, size) => product * size.GetInt64());
            if (tensor.TryGetProperty("data", out JsonElement data))
            {
                if (data.GetArrayLength() != count) return "a tensor of another length than its shape's";
            }
            else binary += tensor.GetProperty("parameters").GetProperty("binary_data_size").GetInt64();
        }
        return length + binary == answer.Body.Length ? null : "bytes that are of no tensor";
    }

    private static string? Error(FuzzedAnswer answer)
    {
        using JsonDocument json = JsonDocument.Parse(answer.Body);
        return Said(json.RootElement.GetProperty("error").GetString());
    }

    private static string? Grpc(FuzzedRequest request, FuzzedAnswer answer)
    {
        if (answer.Status != 200) return $"status {answer.Status} of gRPC";
        if (answer.Grpc == "0")
        {
            ModelInferResponse response = ModelInferResponse.Parser.ParseFrom(answer.Body.AsSpan(5).ToArray());
            return response.Outputs.Count > 0 && response.ModelName == "ride" ? null : "an answer without outputs";
        }
        // A length beyond that of any array is the one thing that gRPC's host itself takes for an error of the service: it reads frames before any code of ours runs.
        if (answer.Grpc == "2" && request.Body.Length >= 5 && BinaryPrimitives.ReadUInt32BigEndian(request.Body.AsSpan(1)) > int.MaxValue) return null;
        if (!IsMessage(request.Body)) return answer.Grpc is "13" or "3" or "8" or "12" ? null : $"gRPC's status {answer.Grpc} to what is no message: {answer.GrpcMessage}";
        return GrpcRefusals.Contains(answer.Grpc) ? Said(answer.GrpcMessage) : $"gRPC's status {answer.Grpc}: {answer.GrpcMessage}";
    }

    // What gRPC itself refuses, before any service sees it.
    private static bool IsMessage(byte[] body)
    {
        if (body.Length < 5 || body[0] != 0 || BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)) != body.Length - 5) return false;
        try
        {
            ModelInferRequest.Parser.ParseFrom(body, 5, body.Length - 5);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    // It says something, and nothing of how the service is made.
    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? "a problem that says nothing"
        : text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) ? $"a problem that tells of the code: {text}"
        : null;
}
