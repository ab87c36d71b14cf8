using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>What the protocol tells besides answers: of the server, of models, of problems.</summary>
internal static class InferenceMetadata
{
    /// <summary>What the server is called.</summary>
    public const string Server = "MlDsl.Serving";

    /// <summary>The server's version.</summary>
    public static string Version { get; } = typeof(InferenceMetadata).Assembly.GetName().Version?.ToString(3) ?? "";

    public static Task ServerAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, static json =>
    {
        json.WriteString("name", Server);
        json.WriteString("version", Version);
        json.WriteStartArray("extensions");
        json.WriteStringValue("binary_tensor_data");
        json.WriteEndArray();
    });

    /// <summary>The protocol's one member for both: <c>live</c>.</summary>
    public static Task HealthAsync(HttpContext context, bool isWell) =>
        WriteAsync(context, isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json => json.WriteBoolean("live", isWell));

    /// <param name="context">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">The version that is asked for; null for any.</param>
    /// <param name="isStopping">Whether the service is told to stop.</param>
    public static Task ReadyAsync(HttpContext context, ServedModel model, string? version, bool isStopping)
    {
        ModelGeneration? current = model.Current;
        if (version is not null && current is not null && current.Version != version) return RefuseAsync(context, RequestProblem.NoVersion(model.Name, version));
        bool isReady = current is not null && !isStopping;
        return WriteAsync(context, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteString("name", model.Name);
            json.WriteBoolean("ready", isReady);
        });
    }

    public static Task ModelAsync(HttpContext context, ServedModel model, string? version)
    {
        if (model.Tensors is not { } tensors) return RefuseAsync(context, RequestProblem.NotReady(model.Name));
        if (version is not null && tensors.Generation.Version != version) return RefuseAsync(context, RequestProblem.NoVersion(model.Name, version));
        return WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("name", model.Name);
            if (tensors.Generation.Version.Length > 0)
            {
                json.WriteStartArray("versions");
                json.WriteStringValue(tensors.Generation.Version);
                json.WriteEndArray();
            }
            json.WriteString("platform", Platform);
            json.WriteStartArray("inputs");
            foreach (OutputColumn input in InputsOf(tensors.Format)) Write(json, input);
            json.WriteEndArray();
            json.WriteStartArray("outputs");
            foreach (OutputColumn output in tensors.Outputs) Write(json, output);
            json.WriteEndArray();
        });
    }

    /// <summary>What models run on, as the protocol calls frameworks.</summary>
    public const string Platform = "mldsl_model";

    /// <summary>The input tensors of a model, in the order of its columns.</summary>
    public static IEnumerable<OutputColumn> InputsOf(JsonRowFormat format) => format.Columns.Count == 0
        ? [new OutputColumn(InputTensor.Json, TensorType.Bytes, 1)]
        : format.Columns.Select((column, i) => new OutputColumn(format.Name(i), format.Datatype(i), Math.Max(1, column.Length)));

    /// <summary>Answers with the protocol's one member of a refusal; nothing was written before.</summary>
    public static Task RefuseAsync(HttpContext context, RequestProblem problem) => WriteAsync(context, problem.Status, json => json.WriteString("error", problem.Detail));

    private static void Write(Utf8JsonWriter json, OutputColumn tensor)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteString("datatype", tensor.Type.Word());
        json.WriteStartArray("shape");
        json.WriteNumberValue(-1);
        json.WriteNumberValue(tensor.Width);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Task<FlushResult> WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        context.Response.StatusCode = status;
        if (RequestProblem.RetryAfterOf(status) is { } seconds) context.Response.Headers.RetryAfter = seconds;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.WrittenCount;
        return context.Response.BodyWriter.WriteAsync(bytes.WrittenMemory, context.RequestAborted).AsTask();
    }
}
