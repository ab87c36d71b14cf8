using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>What there is to say of models themselves: which answer, and what came of a change.</summary>
/// <param name="routes">The endpoints of models, whose canaries and shadows are listed; null for none.</param>
internal sealed class ModelList(ModelRoutes? routes)
{
    public Task WriteAsync(HttpContext context, IReadOnlyList<ServedModel> models) => WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartArray();
        foreach (ServedModel model in models) Write(json, model);
        json.WriteEndArray();
    });

    /// <summary>200 with what answers now; 409 where the files were refused.</summary>
    public async Task ReloadAsync(HttpContext context, ServedModel model)
    {
        ReloadResult result = await model.ReloadAsync(context.RequestAborted).ConfigureAwait(false);
        int status = result.Status == ReloadStatus.Refused ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        string said = result.Status switch { ReloadStatus.Loaded => "loaded", ReloadStatus.Unchanged => "unchanged", _ => "refused" };
        await WriteAsync(context, status, json => Write(json, model, said)).ConfigureAwait(false);
    }

    /// <summary>200 with what answers now; 409 where there is nothing to go back to.</summary>
    public Task RollbackAsync(HttpContext context, ServedModel model) => model.Rollback()
        ? WriteAsync(context, StatusCodes.Status200OK, json => Write(json, model, "rolled-back"))
        : WriteAsync(context, StatusCodes.Status409Conflict, json => Write(json, model, "nothing-before"));

    /// <summary>200 with the share that holds from now on at every endpoint of the model; 409 where none has a canary, or a shadow.</summary>
    public Task ShareAsync(HttpContext context, ServedModel model, bool isCanary)
    {
        if (!double.TryParse(context.Request.Query["share"], NumberStyles.Float, CultureInfo.InvariantCulture, out double share) || !TrafficShare.IsShare(share))
            return RequestProblem.NoShare.WriteAsync(context);
        ModelRoute[] all = [.. routes?.Of(model).Where(r => isCanary ? r.Canary is not null : r.Shadow is not null) ?? []];
        foreach (ModelRoute route in all)
        {
            if (isCanary) route.Canary!.Share = share;
            else route.Shadow!.Share = share;
        }
        return all.Length > 0
            ? WriteAsync(context, StatusCodes.Status200OK, json => Write(json, model, "share"))
            : WriteAsync(context, StatusCodes.Status409Conflict, json => Write(json, model, isCanary ? "no-canary" : "no-shadow"));
    }

    private void Write(Utf8JsonWriter json, ServedModel model, string? result = null)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        if (result is not null) json.WriteString("result", result);
        json.WriteBoolean("ready", model.IsReady);
        Write(json, "current", model.Current);
        Write(json, "previous", model.Previous);
        if (model.Problem is { } problem) json.WriteString("problem", problem);
        ModelRoute[] all = [.. routes?.Of(model) ?? []];
        if (Array.Exists(all, static r => r.Canary is not null))
        {
            json.WriteStartArray("canaries");
            foreach (ModelRoute route in all)
                if (route.Canary is { } canary) Write(json, canary.Name, canary.Share, null);
            json.WriteEndArray();
        }
        if (Array.Exists(all, static r => r.Shadow is not null))
        {
            json.WriteStartArray("shadows");
            foreach (ModelRoute route in all)
                if (route.Shadow is { } shadow) Write(json, shadow.Name, shadow.Share, shadow.Comparison);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double share, ShadowComparison? found)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("share", share);
        if (found is not null)
        {
            json.WriteString("version", found.Version);
            json.WriteString("shadowVersion", found.ShadowVersion);
            json.WriteNumber("requests", found.Requests);
            json.WriteNumber("rows", found.Rows);
            json.WriteNumber("differentRows", found.DifferentRows);
            if (double.IsFinite(found.LargestDifference)) json.WriteNumber("largestDifference", found.LargestDifference);
            else json.WriteString("largestDifference", "NaN");
            json.WriteNumber("refused", found.Refused);
            json.WriteNumber("failed", found.Failed);
            json.WriteNumber("dropped", found.Dropped);
            json.WriteNumber("seconds", found.Seconds);
            json.WriteNumber("shadowSeconds", found.ShadowSeconds);
        }
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
