using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Uploads the model files of a run, each as a logged model that is an output of it.</summary>
internal sealed class MlflowModels(MlflowApi api, RunRecord run, MlflowRun target)
{
    private const string Create = "logged-models", HashTag = "mldsl.sha256", Ready = "LOGGED_MODEL_READY";

    /// <summary>Uploads a file, unless the server has it.</summary>
    /// <exception cref="MlflowException">The server refused, failed or is not there.</exception>
    public async Task UploadAsync(RunArtifact artifact, CancellationToken cancellation)
    {
        (StoredModel model, _) = await api.FindOrMakeAsync(() => FindAsync(artifact, cancellation), () => CreateAsync(artifact, cancellation), cancellation).ConfigureAwait(false);
        if (model.IsReady) return;
        // A second output of one run and model is refused: it is looked for as what else is made.
        await api.FindOrMakeAsync(() => OutputAsync(model, cancellation), () => GiveAsync(model, cancellation), cancellation).ConfigureAwait(false);
        try
        {
            await PutAsync(artifact, model, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.IsRefusal && !problem.CanPass)
        {
            await StateAsync(model, "LOGGED_MODEL_UPLOAD_FAILED", cancellation).ConfigureAwait(false);
            throw;
        }
        await StateAsync(model, Ready, cancellation).ConfigureAwait(false);
    }

    private async Task StateAsync(StoredModel model, string state, CancellationToken cancellation) => await api.AskAsync(HttpMethod.Patch, $"{Create}/{Uri.EscapeDataString(model.Id)}", json =>
    {
        json.WriteString("model_id", model.Id);
        json.WriteString("status", state);
    }, cancellation).ConfigureAwait(false);

    private async Task<StoredModel?> OutputAsync(StoredModel model, CancellationToken cancellation)
    {
        const string Get = "runs/get";
        JsonElement answer = await api.AskAsync(HttpMethod.Get, $"{Get}?run_id={Uri.EscapeDataString(target.Id)}", null, cancellation).ConfigureAwait(false);
        JsonElement found = MlflowAnswer.Member(api, answer, Get, "run");
        // A run that has none leaves the list out.
        return found.TryGetProperty("outputs", out JsonElement outputs) && outputs.ValueKind == JsonValueKind.Object
            && outputs.TryGetProperty("model_outputs", out JsonElement models) && models.ValueKind == JsonValueKind.Array
            && models.EnumerateArray().Any(given => MlflowAnswer.TextOrNull(given, "model_id") == model.Id)
            ? model
            : null;
    }

    private async Task<StoredModel> GiveAsync(StoredModel model, CancellationToken cancellation)
    {
        await api.MakeAsync("runs/outputs", json =>
        {
            json.WriteString("run_id", target.Id);
            json.WriteStartArray("models");
            json.WriteStartObject();
            json.WriteString("model_id", model.Id);
            json.WriteNumber("step", 0);
            json.WriteEndObject();
            json.WriteEndArray();
        }, cancellation).ConfigureAwait(false);
        return model;
    }

    // A sending that was cut off may have made it.
    private async Task<StoredModel?> FindAsync(RunArtifact artifact, CancellationToken cancellation)
    {
        const string Search = $"{Create}/search";
        string? page = null;
        do
        {
            string? from = page;
            JsonElement answer = await api.AskAsync(HttpMethod.Post, Search, json =>
            {
                json.WriteStartArray("experiment_ids");
                json.WriteStringValue(target.Experiment);
                json.WriteEndArray();
                json.WriteString("filter", $"source_run_id = '{target.Id}'");
                json.WriteNumber("max_results", 50);
                if (from is not null) json.WriteString("page_token", from);
            }, cancellation).ConfigureAwait(false);
            if (!answer.TryGetProperty("models", out JsonElement models) || models.ValueKind != JsonValueKind.Array) return null;
            foreach (JsonElement model in models.EnumerateArray())
            {
                JsonElement info = MlflowAnswer.Member(api, model, Create, "info");
                if (!info.TryGetProperty("tags", out JsonElement tags) || tags.ValueKind != JsonValueKind.Array) continue;
                if (tags.EnumerateArray().Any(tag => MlflowAnswer.TextOrNull(tag, "key") == HashTag && MlflowAnswer.TextOrNull(tag, "value") == artifact.Sha256)) return Read(info);
            }
            page = MlflowAnswer.TextOrNull(answer, "next_page_token");
            if (page is { Length: > 0 } && page == from) throw api.Nonsense(Search, "one page after itself");
        }
        while (!string.IsNullOrEmpty(page));
        return null;
    }

    private async Task<StoredModel> CreateAsync(RunArtifact artifact, CancellationToken cancellation)
    {
        JsonElement answer = await api.MakeAsync(Create, json =>
        {
            json.WriteString("experiment_id", target.Experiment);
            json.WriteString("name", MlflowNames.Model(Path.GetFileNameWithoutExtension(artifact.Name)));
            json.WriteString("model_type", "mldsl");
            json.WriteString("source_run_id", target.Id);
            MlflowBatch.Pairs(json, "params", [new("name", run.Name), new("version", run.Version)]);
            MlflowBatch.Pairs(json, "tags", [new(HashTag, artifact.Sha256), new("mldsl.file", artifact.Name)]);
        }, cancellation).ConfigureAwait(false);
        return Read(MlflowAnswer.Member(api, MlflowAnswer.Member(api, answer, Create, "model"), Create, "info"));
    }

    private StoredModel Read(JsonElement info) => new(
        MlflowAnswer.Text(api, info, Create, "model_id"), MlflowAnswer.Text(api, info, Create, "artifact_uri"), MlflowAnswer.TextOrNull(info, "status") == Ready);

    // Either the server takes artefacts itself, under an address of its own, or it signs an address of the store behind it.
    private async Task PutAsync(RunArtifact artifact, StoredModel model, CancellationToken cancellation)
    {
        const string Proxied = "mlflow-artifacts:", Signed = "artifacts/presigned-upload-url";
        string place = model.Place;
        if (place.StartsWith(Proxied, StringComparison.Ordinal))
        {
            string path = place[Proxied.Length..];
            // With two strokes a host comes first, which is the server's.
            if (path.StartsWith("//", StringComparison.Ordinal)) path = path.IndexOf('/', 2) is > 0 and var root ? path[root..] : "/";
            string target = string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Append(artifact.Name).Select(Uri.EscapeDataString));
            await api.UploadAsync(new Uri($"api/2.0/mlflow-artifacts/artifacts/{target}", UriKind.Relative), [], artifact.Path!, cancellation).ConfigureAwait(false);
            return;
        }
        JsonElement answer = await api.AskAsync(HttpMethod.Post, Signed, json =>
        {
            json.WriteString("model_id", model.Id);
            json.WriteString("path", artifact.Name);
        }, cancellation).ConfigureAwait(false);
        if (!Uri.TryCreate(MlflowAnswer.Text(api, answer, Signed, "presigned_url"), UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw api.Nonsense(Signed, "an address that is none of HTTP");
        var headers = new List<KeyValuePair<string, string>>();
        if (answer.TryGetProperty("headers", out JsonElement told) && told.ValueKind == JsonValueKind.Object)
            headers.AddRange(told.EnumerateObject().Where(h => MlflowAnswer.TextOrNull(told, h.Name) is not null).Select(h => new KeyValuePair<string, string>(h.Name, MlflowAnswer.TextOrNull(told, h.Name)!)));
        await api.UploadAsync(address, headers, artifact.Path!, cancellation).ConfigureAwait(false);
    }

    /// <summary>A logged model as the server has it.</summary>
    private sealed record StoredModel(string Id, string Place, bool IsReady);
}
