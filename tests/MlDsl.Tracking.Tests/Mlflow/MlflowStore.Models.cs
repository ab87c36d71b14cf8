using System.Text.Json.Nodes;

namespace MlDsl.Tracking.Tests.Mlflow;

// Logged models and their artefacts.
internal sealed partial class MlflowStore
{
    private JsonObject CreateModel(JsonObject body)
    {
        string name = Text(body, "name");
        if (name.IndexOfAny(['/', ':', '.', '%', '"', '\'']) >= 0) throw new Refused(400, "INVALID_PARAMETER_VALUE", name);
        var model = new StoredModel($"m-{++number}", Text(body, "experiment_id"), name, Text(body, "source_run_id"), (JsonArray)Array(body, "tags").DeepClone());
        Models.Add(model.Id, model);
        return new JsonObject { ["model"] = Told(model) };
    }

    private JsonObject SearchModels(JsonObject body)
    {
        const string Filter = "source_run_id = '";
        string filter = Text(body, "filter");
        if (!filter.StartsWith(Filter, StringComparison.Ordinal) || Array(body, "experiment_ids").Count != 1 || body["max_results"]!.GetValue<int>() > 50) throw new Refused(400, "INVALID_PARAMETER_VALUE", filter);
        string run = filter[Filter.Length..^1];
        int most = body["max_results"]!.GetValue<int>(), from = body["page_token"] is { } page ? int.Parse(page.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) : 0;
        StoredModel[] found = [.. Models.Values.Where(m => m.Run == run).Skip(from)];
        if (found.Length == 0) return [];
        var answer = new JsonObject { ["models"] = new JsonArray([.. found.Take(most).Select(Told)]) };
        if (found.Length > most) answer["next_page_token"] = $"{from + most}";
        return answer;
    }

    private JsonObject Finalize(string id, JsonObject body)
    {
        if (Text(body, "model_id") != id || !Models.TryGetValue(id, out StoredModel? model)) throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", id);
        model.Status = Text(body, "status") is ("LOGGED_MODEL_READY" or "LOGGED_MODEL_UPLOAD_FAILED") and var status ? status : throw new Refused(400, "INVALID_PARAMETER_VALUE", "status");
        return new JsonObject { ["model"] = Told(model) };
    }

    private JsonObject Sign(JsonObject body)
    {
        if (body["run_id"] is not null) throw new Refused(400, "INVALID_PARAMETER_VALUE", "Exactly one of run_id and model_id");
        StoredModel model = Models[Text(body, "model_id")];
        return new JsonObject
        {
            ["presigned_url"] = $"{Base()}store/models/{model.Id}/artifacts/{Uri.EscapeDataString(Text(body, "path"))}?signature=42",
            ["headers"] = new JsonObject(SignedHeaders.Select(static h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value))),
        };
    }

    private (int Status, JsonNode Answer) Put(string path, string body)
    {
        if (UploadStatus > 0) return (UploadStatus, new JsonObject());
        string[] parts = Uri.UnescapeDataString(path).Split('/');
        if (parts is not [.., "models", var id, "artifacts", var file] || !Models.TryGetValue(id, out StoredModel? model)) return (404, new JsonObject());
        model.Files[file] = body;
        return (200, new JsonObject());
    }

    private JsonNode Told(StoredModel model) => new JsonObject
    {
        ["info"] = new JsonObject
        {
            ["model_id"] = model.Id,
            ["experiment_id"] = model.Experiment,
            ["name"] = model.Name,
            ["artifact_uri"] = Signs ? $"s3://bucket/models/{model.Id}/artifacts" : $"mlflow-artifacts:/models/{model.Id}/artifacts",
            ["status"] = model.Status,
            ["source_run_id"] = model.Run,
            ["tags"] = model.Tags.DeepClone(),
        },
    };
}
