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
        string id = model.Id;
        if (!model.IsReady)
        {
            await PutAsync(artifact, model, cancellation).ConfigureAwait(false);
            await api.AskAsync(HttpMethod.Patch, $"{Create}/{Uri.EscapeDataString(id)}", json =>
            {
                json.WriteString("model_id", id);
                json.WriteString("status", Ready);
            }, cancellation).ConfigureAwait(false);
        }
        await api.AskAsync(HttpMethod.Post, "runs/outputs", json =>
        {
            json.WriteString("run_id", target.Id);
            json.WriteStartArray("models");
            json.WriteStartObject();
            json.WriteString("model_id", id);
            json.WriteNumber("step", 0);
            json.WriteEndObject();
            json.WriteEndArray();
        }, cancellation).ConfigureAwait(false);
    }

    // A sending that was cut off may have made it.
    private async Task<StoredModel?> FindAsync(RunArtifact artifact, CancellationToken cancellation)
    {
        JsonElement answer = await api.AskAsync(HttpMethod.Post, $"{Create}/search", json =>
        {
            json.WriteStartArray("experiment_ids");
            json.WriteStringValue(target.Experiment);
            json.WriteEndArray();
            json.WriteString("filter", $"source_run_id = '{target.Id}'");
            json.WriteNumber("max_results", 50);
        }, cancellation).ConfigureAwait(false);
        if (!answer.TryGetProperty("models", out JsonElement models) || models.ValueKind != JsonValueKind.Array) return null;
        foreach (JsonElement model in models.EnumerateArray())
        {
            JsonElement info = MlflowAnswer.Member(api, model, Create, "info");
            if (!info.TryGetProperty("tags", out JsonElement tags) || tags.ValueKind != JsonValueKind.Array) continue;
            if (tags.EnumerateArray().Any(tag => MlflowAnswer.Text(api, tag, Create, "key") == HashTag && MlflowAnswer.Text(api, tag, Create, "value") == artifact.Sha256)) return Read(info);
        }
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
        MlflowAnswer.Text(api, info, Create, "model_id"), MlflowAnswer.Text(api, info, Create, "artifact_uri"), info.TryGetProperty("status", out JsonElement status) && status.ToString() == Ready);

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
            headers.AddRange(told.EnumerateObject().Select(static h => new KeyValuePair<string, string>(h.Name, h.Value.ToString())));
        await api.UploadAsync(address, headers, artifact.Path!, cancellation).ConfigureAwait(false);
    }

    /// <summary>A logged model as the server has it.</summary>
    private sealed record StoredModel(string Id, string Place, bool IsReady);
}
