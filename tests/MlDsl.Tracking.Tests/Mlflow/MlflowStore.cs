using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlDsl.Tracking.Tests.Mlflow;

/// <summary>A run as the server holds it. A metric that comes twice with one key, value, time and step is one, as in the server's database.</summary>
internal sealed class StoredRun(string id, string experiment)
{
    public string Id => id;
    public string Experiment => experiment;
    public string Name { get; set; } = "";
    public string Status { get; set; } = "RUNNING";
    public bool IsDeleted { get; set; }
    public long Started { get; set; }
    public long? Ended { get; set; }
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);
    public SortedSet<(string Key, long Step, long At, double Value)> Metrics { get; } = [];
    public SortedSet<(string Use, string Name, string Digest)> Inputs { get; } = [];
    public SortedSet<string> Models { get; } = [];

    /// <summary>All of it but numbers that the server gives, to compare.</summary>
    public string Contents(MlflowStore store) => string.Join('\n',
    [
        $"{Name} {Status} {Started} {Ended}",
        .. Tags.Select(static t => $"tag {t.Key} = {t.Value}"),
        .. Parameters.Select(static p => $"param {p.Key} = {p.Value}"),
        .. Metrics.Select(static m => string.Create(CultureInfo.InvariantCulture, $"metric {m.Key} {m.Step} {m.At} {m.Value:R}")),
        .. Inputs.Select(static i => $"input {i}"),
        .. Models.Select(m => $"model {store.Models[m].Name} {store.Models[m].Status} {string.Join(' ', store.Models[m].Files.Select(static f => $"{f.Key}:{f.Value.Length}"))}"),
    ]);
}

/// <summary>A logged model.</summary>
internal sealed record StoredModel(string Id, string Experiment, string Name, string Run, JsonArray Tags)
{
    public string Status { get; set; } = "LOGGED_MODEL_PENDING";
    public Dictionary<string, string> Files { get; } = [];
}

/// <summary>What a tracking server holds, and how it answers: written from service.proto.</summary>
internal sealed partial class MlflowStore
{
    private const string Prefix = "/api/2.0/mlflow/", Proxy = "/api/2.0/mlflow-artifacts/artifacts/", Signed = "/store/";

    private readonly object gate = new();
    private int number;

    public Dictionary<string, string> Experiments { get; } = [];
    public HashSet<string> DeletedExperiments { get; } = [];
    public Dictionary<string, StoredRun> Runs { get; } = [];
    public Dictionary<string, StoredModel> Models { get; } = [];

    /// <summary>What answers an upload in the place of the server, a proxy's limit for one; 0 for nothing.</summary>
    public int UploadStatus { get; set; }

    /// <summary>Headers that a signed address wants.</summary>
    public Dictionary<string, string> SignedHeaders { get; } = new() { ["x-store-class"] = "STANDARD" };

    /// <summary>Where artefacts go: through the server, or to a store whose addresses it signs.</summary>
    public bool Signs { get; set; }

    public Func<Uri> Base { get; set; } = null!;

    public (int Status, JsonNode Answer) Answer(string method, string path, IReadOnlyDictionary<string, string> query, string body)
    {
        lock (gate)
        {
            try
            {
                if (path.StartsWith(Signed, StringComparison.Ordinal)) return method == "PUT" && query.GetValueOrDefault("signature") == "42" ? Put(path[Signed.Length..], body) : (403, new JsonObject());
                if (path.StartsWith(Proxy + Registry, StringComparison.Ordinal)) return Artifact(method, path[Proxy.Length..], body);
                if (path.StartsWith(Proxy, StringComparison.Ordinal)) return method == "PUT" && !Signs ? Put(path[Proxy.Length..], body) : (404, new JsonObject());
                if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return (404, new JsonObject());
                return (200, Call(method, path[Prefix.Length..], query, body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject()));
            }
            catch (Refused refused)
            {
                return (refused.Status, new JsonObject { ["error_code"] = refused.Code, ["message"] = refused.Message });
            }
        }
    }

    private JsonObject Call(string method, string path, IReadOnlyDictionary<string, string> query, JsonObject body)
    {
        if (method == "PATCH" && path.StartsWith("logged-models/", StringComparison.Ordinal)) return Finalize(path["logged-models/".Length..], Named(body, "model_id", "status"));
        return (method, path) switch
        {
            ("GET", "experiments/get-by-name") => Experiment(query["experiment_name"]),
            ("POST", "experiments/create") => CreateExperiment(Named(body, "name", "artifact_location", "tags")),
            ("POST", "runs/search") => Search(Named(body, "experiment_ids", "filter", "run_view_type", "max_results", "order_by", "page_token")),
            ("GET", "runs/get") => new JsonObject { ["run"] = Told(RunOf(new JsonObject { ["run_id"] = query["run_id"] })) },
            ("POST", "runs/create") => CreateRun(Named(body, "experiment_id", "user_id", "run_name", "start_time", "tags")),
            ("POST", "runs/update") => Update(Named(body, "run_id", "status", "end_time", "run_name")),
            ("POST", "runs/log-batch") => LogBatch(Named(body, "run_id", "metrics", "params", "tags"), body.ToJsonString()),
            ("POST", "runs/log-inputs") => LogInputs(Named(body, "run_id", "datasets", "models")),
            ("POST", "runs/outputs") => LogOutputs(Named(body, "run_id", "models")),
            ("POST", "logged-models") => CreateModel(Named(body, "experiment_id", "name", "model_type", "source_run_id", "params", "tags")),
            ("POST", "logged-models/search") => SearchModels(Named(body, "experiment_ids", "filter", "datasets", "max_results", "order_by", "page_token")),
            ("POST", "artifacts/presigned-upload-url") when Signs => Sign(Named(body, "run_id", "path", "expiration", "model_id")),
            _ => Registered(method, path, query, body) ?? throw new Refused(404, "ENDPOINT_NOT_FOUND", $"{method} {path}"),
        };
    }

    private JsonObject Experiment(string name) => !Experiments.TryGetValue(name, out string? id)
        ? throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", $"No Experiment with name={name} exists")
        : new JsonObject { ["experiment"] = new JsonObject { ["experiment_id"] = id, ["name"] = name, ["lifecycle_stage"] = DeletedExperiments.Contains(name) ? "deleted" : "active" } };

    private JsonObject CreateExperiment(JsonObject body)
    {
        string name = Text(body, "name");
        if (!Experiments.TryAdd(name, $"{++number}")) throw new Refused(400, "RESOURCE_ALREADY_EXISTS", $"Experiment(name={name}) already exists");
        return new JsonObject { ["experiment_id"] = Experiments[name] };
    }

    private JsonObject Search(JsonObject body)
    {
        Match filter = TagFilter().Match(Text(body, "filter"));
        if (!filter.Success) throw new Refused(400, "INVALID_PARAMETER_VALUE", "filter");
        HashSet<string> experiments = [.. body["experiment_ids"]!.AsArray().Select(static e => e!.GetValue<string>())];
        bool withDeleted = Text(body, "run_view_type") == "ALL";
        StoredRun[] found = [.. Runs.Values.Where(r => experiments.Contains(r.Experiment) && (withDeleted || !r.IsDeleted) && r.Tags.GetValueOrDefault(filter.Groups["key"].Value) == filter.Groups["value"].Value)];
        // The proto's JSON leaves an empty list out.
        return found.Length == 0 ? [] : new JsonObject { ["runs"] = new JsonArray([.. found.Select(Told)]) };
    }

    private JsonObject CreateRun(JsonObject body)
    {
        string experiment = Text(body, "experiment_id");
        if (!Experiments.ContainsValue(experiment)) throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", experiment);
        var run = new StoredRun($"run{++number}", experiment) { Name = Text(body, "run_name"), Started = body["start_time"]!.GetValue<long>() };
        Tags(run, body);
        Runs.Add(run.Id, run);
        return new JsonObject { ["run"] = Told(run) };
    }

    private JsonObject Update(JsonObject body)
    {
        StoredRun run = RunOf(body);
        run.Status = Text(body, "status") is ("RUNNING" or "FINISHED" or "FAILED" or "KILLED") and var status ? status : throw new Refused(400, "INVALID_PARAMETER_VALUE", "status");
        if (body["end_time"] is { } end) run.Ended = end.GetValue<long>();
        return new JsonObject { ["run_info"] = Info(run) };
    }

    private JsonObject LogBatch(JsonObject body, string text)
    {
        StoredRun run = RunOf(body);
        JsonArray metrics = Array(body, "metrics"), parameters = Array(body, "params"), tags = Array(body, "tags");
        if (Encoding.UTF8.GetByteCount(text) > 1_000_000) throw new Refused(400, "INVALID_PARAMETER_VALUE", "more than a megabyte");
        if (metrics.Count > 1000 || parameters.Count > 100 || tags.Count > 100 || metrics.Count + parameters.Count + tags.Count > 1000) throw new Refused(400, "INVALID_PARAMETER_VALUE", "too many");
        foreach (JsonNode? node in parameters)
        {
            JsonObject parameter = Named(node!.AsObject(), "key", "value");
            string key = Key(parameter), value = Text(parameter, "value");
            if (Encoding.UTF8.GetByteCount(value) > 6000) throw new Refused(400, "INVALID_PARAMETER_VALUE", key);
            if (run.Parameters.TryGetValue(key, out string? before) && before != value) throw new Refused(400, "INVALID_PARAMETER_VALUE", $"Changing param values is not allowed: {key}");
            run.Parameters[key] = value;
        }
        foreach (JsonNode? node in metrics)
        {
            JsonObject metric = Named(node!.AsObject(), "key", "value", "timestamp", "step", "model_id", "dataset_name", "dataset_digest");
            run.Metrics.Add((Key(metric), metric["step"]!.GetValue<long>(), metric["timestamp"]!.GetValue<long>(), metric["value"]!.GetValue<double>()));
        }
        Tags(run, body);
        return [];
    }

    private JsonObject LogInputs(JsonObject body)
    {
        StoredRun run = RunOf(body);
        foreach (JsonNode? node in Array(body, "datasets"))
        {
            JsonObject input = Named(node!.AsObject(), "tags", "dataset"), dataset = Named(input["dataset"]!.AsObject(), "name", "digest", "source_type", "source", "schema", "profile");
            JsonObject tag = Named(Array(input, "tags")[0]!.AsObject(), "key", "value");
            if (Text(tag, "key") != "mlflow.data.context" || Text(dataset, "digest").Length > 36 || Text(dataset, "source").Length == 0) throw new Refused(400, "INVALID_PARAMETER_VALUE", "dataset");
            run.Inputs.Add((Text(tag, "value"), Text(dataset, "name"), Text(dataset, "digest")));
        }
        return [];
    }

    private JsonObject LogOutputs(JsonObject body)
    {
        StoredRun run = RunOf(body);
        foreach (JsonNode? node in Array(body, "models"))
        {
            // The server's table has one row for each pair, and knows no second.
            string id = Models[Text(Named(node!.AsObject(), "model_id", "step"), "model_id")].Id;
            if (!run.Models.Add(id)) throw new Refused(400, "BAD_REQUEST", $"UNIQUE constraint failed: {run.Id} {id}");
        }
        return [];
    }

    private StoredRun RunOf(JsonObject body) =>
        Runs.GetValueOrDefault(Text(body, "run_id")) is { IsDeleted: false } run ? run : throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", $"Run {body["run_id"]} not found");

    private static void Tags(StoredRun run, JsonObject body)
    {
        foreach (JsonNode? node in Array(body, "tags"))
        {
            JsonObject tag = Named(node!.AsObject(), "key", "value");
            if (Encoding.UTF8.GetByteCount(Text(tag, "value")) > 5000) throw new Refused(400, "INVALID_PARAMETER_VALUE", Key(tag));
            run.Tags[Key(tag)] = Text(tag, "value");
        }
    }

    private JsonNode Told(StoredRun run)
    {
        var told = new JsonObject
        {
            ["info"] = Info(run),
            ["data"] = new JsonObject { ["tags"] = new JsonArray([.. run.Tags.Select(static t => (JsonNode)new JsonObject { ["key"] = t.Key, ["value"] = t.Value })]) },
        };
        if (run.Models.Count > 0) told["outputs"] = new JsonObject { ["model_outputs"] = new JsonArray([.. run.Models.Select(static id => (JsonNode)new JsonObject { ["model_id"] = id, ["step"] = "0" })]) };
        return told;
    }

    // Whole numbers of 64 bits come as texts.
    private static JsonObject Info(StoredRun run) => new()
    {
        ["run_id"] = run.Id,
        ["experiment_id"] = run.Experiment,
        ["status"] = run.Status,
        ["start_time"] = $"{run.Started}",
        ["artifact_uri"] = $"mlflow-artifacts:/{run.Experiment}/{run.Id}/artifacts",
        ["lifecycle_stage"] = run.IsDeleted ? "deleted" : "active",
    };

    private static string Key(JsonObject item)
    {
        string key = Text(item, "key");
        return KeyNames().IsMatch(key) && key.Length <= 250 ? key : throw new Refused(400, "INVALID_PARAMETER_VALUE", $"Invalid name: {key}");
    }

    private static JsonArray Array(JsonObject body, string name) => body[name]?.AsArray() ?? [];

    private static string Text(JsonObject body, string name) =>
        body[name]?.GetValue<string>() is { } text ? text : throw new Refused(400, "INVALID_PARAMETER_VALUE", $"Missing value for required parameter '{name}'");

    private static JsonObject Named(JsonObject body, params string[] names) => body.FirstOrDefault(m => !names.Contains(m.Key)).Key is { } other
        ? throw new Refused(400, "INVALID_PARAMETER_VALUE", $"the proto names no '{other}'")
        : body;

    [GeneratedRegex("""^tags\."(?<key>[^"]+)" = '(?<value>[^']+)'$""")]
    private static partial Regex TagFilter();

    [GeneratedRegex("^[A-Za-z0-9_./: -]+$")]
    private static partial Regex KeyNames();

    private sealed class Refused(int status, string code, string message) : Exception(message)
    {
        public int Status => status;
        public string Code => code;
    }
}
