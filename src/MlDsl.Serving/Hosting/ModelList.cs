using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>What there is to say of models themselves: which answer, and what came of a change.</summary>
internal static class ModelList
{
    public static Task WriteAsync(HttpContext context, IReadOnlyList<ServedModel> models) => WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartArray();
        foreach (ServedModel model in models) Write(json, model);
        json.WriteEndArray();
    });

    /// <summary>200 with what answers now; 409 where the files were refused.</summary>
    public static async Task ReloadAsync(HttpContext context, ServedModel model)
    {
        ReloadResult result = await model.ReloadAsync(context.RequestAborted).ConfigureAwait(false);
        int status = result.Status == ReloadStatus.Refused ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        string said = result.Status switch { ReloadStatus.Loaded => "loaded", ReloadStatus.Unchanged => "unchanged", _ => "refused" };
        await WriteAsync(context, status, json => Write(json, model, said)).ConfigureAwait(false);
    }

    /// <summary>200 with what answers now; 409 where there is nothing to go back to.</summary>
    public static Task RollbackAsync(HttpContext context, ServedModel model) => model.Rollback()
        ? WriteAsync(context, StatusCodes.Status200OK, json => Write(json, model, "rolled-back"))
        : WriteAsync(context, StatusCodes.Status409Conflict, json => Write(json, model, "nothing-before"));

    private static void Write(Utf8JsonWriter json, ServedModel model, string? result = null)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        if (result is not null) json.WriteString("result", result);
        json.WriteBoolean("ready", model.IsReady);
        Write(json, "current", model.Current);
        Write(json, "previous", model.Previous);
        if (model.Problem is { } problem) json.WriteString("problem", problem);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ModelGeneration? generation)
    {
        if (generation is null) return;
        json.WriteStartObject(name);
        json.WriteNumber("generation", generation.Number);
        json.WriteString("model", generation.Model);
        json.WriteString("version", generation.Version);
        json.WriteString("hash", generation.Hash);
        json.WriteString("loadedAt", generation.LoadedAt);
        json.WriteNumber("goldenRows", generation.GoldenRows);
        json.WriteEndObject();
    }

    private static Task<FlushResult> WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.WrittenCount;
        return context.Response.BodyWriter.WriteAsync(bytes.WrittenMemory, context.RequestAborted).AsTask();
    }
}
