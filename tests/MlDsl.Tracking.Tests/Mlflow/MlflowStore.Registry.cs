using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlDsl.Tracking.Tests.Mlflow;

/// <summary>A version of a registered model.</summary>
internal sealed record StoredVersion(int Number, string Source, string Description, SortedDictionary<string, string> Tags)
{
    public string Status { get; set; } = "READY";
}

/// <summary>A registered model.</summary>
internal sealed class StoredShelf
{
    public List<StoredVersion> Versions { get; } = [];
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of the last version; that of one that was deleted is not given again.</summary>
    public int Last { get; set; }
}

// Registered models, their versions and aliases, and files behind the proxy.
internal sealed partial class MlflowStore
{
    private const string Registry = "mldsl-registry/";

    public Dictionary<string, StoredShelf> Shelves { get; } = [];

    /// <summary>Files that were put behind the proxy under a path of the client's own, as bytes.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>How many versions a page has.</summary>
    public int Page { get; set; } = 200;

    /// <summary>A file, by its path behind the proxy; null where there is none.</summary>
    public byte[]? File(string path)
    {
        lock (gate) return path.StartsWith(Proxy, StringComparison.Ordinal) ? Files.GetValueOrDefault(path[Proxy.Length..]) : null;
    }

    private JsonObject? Registered(string method, string path, IReadOnlyDictionary<string, string> query, JsonObject body) => (method, path) switch
    {
        ("GET", "registered-models/get") => new JsonObject { ["registered_model"] = Told(query["name"], ShelfOf(query["name"])) },
        ("POST", "registered-models/create") => CreateShelf(Named(body, "name", "tags", "description", "deployment_job_id")),
        ("POST", "registered-models/set-tag") => SetTag(Named(body, "name", "key", "value")),
        ("DELETE", "registered-models/delete-tag") => DeleteTag(Named(body, "name", "key")),
        ("POST", "registered-models/alias") => SetAlias(Named(body, "name", "alias", "version")),
        ("DELETE", "registered-models/alias") => DeleteAlias(Named(body, "name", "alias")),
        ("GET", "model-versions/search") => SearchVersions(query),
        ("POST", "model-versions/create") => CreateVersion(Named(body, "name", "source", "run_id", "tags", "run_link", "description", "model_id")),
        ("DELETE", "model-versions/delete") => DeleteVersion(Named(body, "name", "version")),
        _ => null,
    };

    private (int Status, JsonNode Answer) Artifact(string method, string path, string body)
    {
        if (method == "PUT") Files[path] = [.. body.Select(static c => (byte)c)];
        else if (method != "DELETE" || !Files.Remove(path)) return (404, new JsonObject { ["error_code"] = "RESOURCE_DOES_NOT_EXIST", ["message"] = path });
        return (200, new JsonObject());
    }

    private StoredShelf ShelfOf(string name) => Shelves.GetValueOrDefault(name) ?? throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", $"Registered Model with name={name} not found");

    private JsonObject CreateShelf(JsonObject body)
    {
        string name = Text(body, "name");
        if (name.IndexOfAny(['/', ':']) >= 0) throw new Refused(400, "INVALID_PARAMETER_VALUE", name);
        return Shelves.TryAdd(name, new StoredShelf())
            ? new JsonObject { ["registered_model"] = Told(name, Shelves[name]) }
            : throw new Refused(400, "RESOURCE_ALREADY_EXISTS", $"Registered Model (name={name}) already exists");
    }

    private JsonObject SetTag(JsonObject body)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(Text(body, "value")) > 5000) throw new Refused(400, "INVALID_PARAMETER_VALUE", Text(body, "key"));
        ShelfOf(Text(body, "name")).Tags[Text(body, "key")] = Text(body, "value");
        return [];
    }

    private JsonObject DeleteTag(JsonObject body)
    {
        ShelfOf(Text(body, "name")).Tags.Remove(Text(body, "key"));
        return [];
    }

    private JsonObject SetAlias(JsonObject body)
    {
        StoredShelf shelf = ShelfOf(Text(body, "name"));
        int number = int.Parse(Text(body, "version"), System.Globalization.CultureInfo.InvariantCulture);
        if (shelf.Versions.All(version => version.Number != number)) throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", $"Model Version (version={number}) not found");
        string alias = Text(body, "alias");
        if (!AliasName().IsMatch(alias) || ReservedAlias().IsMatch(alias)) throw new Refused(400, "INVALID_PARAMETER_VALUE", $"Invalid alias name: '{alias}'");
        shelf.Aliases[alias] = number;
        return [];
    }

    private JsonObject DeleteAlias(JsonObject body)
    {
        ShelfOf(Text(body, "name")).Aliases.Remove(Text(body, "alias"));
        return [];
    }

    private JsonObject CreateVersion(JsonObject body)
    {
        string name = Text(body, "name");
        StoredShelf shelf = ShelfOf(name);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonNode? node in Array(body, "tags"))
        {
            JsonObject tag = Named(node!.AsObject(), "key", "value");
            if (System.Text.Encoding.UTF8.GetByteCount(Text(tag, "value")) > 5000) throw new Refused(400, "INVALID_PARAMETER_VALUE", Key(tag));
            tags[Key(tag)] = Text(tag, "value");
        }
        var version = new StoredVersion(++shelf.Last, Text(body, "source"), body["description"]?.GetValue<string>() ?? "", tags);
        shelf.Versions.Add(version);
        return new JsonObject { ["model_version"] = Told(name, version) };
    }

    private JsonObject DeleteVersion(JsonObject body)
    {
        StoredShelf shelf = ShelfOf(Text(body, "name"));
        string number = Text(body, "version");
        if (shelf.Versions.RemoveAll(version => $"{version.Number}" == number) == 0) throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", $"Model Version (version={number}) not found");
        foreach (string alias in shelf.Aliases.Where(alias => $"{alias.Value}" == number).Select(static alias => alias.Key).ToList()) shelf.Aliases.Remove(alias);
        return [];
    }

    // The newest first, as the server orders them.
    private JsonObject SearchVersions(IReadOnlyDictionary<string, string> query)
    {
        Match filter = NameFilter().Match(query["filter"]);
        if (!filter.Success || int.Parse(query["max_results"], System.Globalization.CultureInfo.InvariantCulture) > 200_000) throw new Refused(400, "INVALID_PARAMETER_VALUE", "filter");
        string name = filter.Groups["name"].Value;
        if (!Shelves.TryGetValue(name, out StoredShelf? shelf) || shelf.Versions.Count == 0) return [];
        int from = query.TryGetValue("page_token", out string? page) ? int.Parse(page, System.Globalization.CultureInfo.InvariantCulture) : 0;
        StoredVersion[] found = [.. shelf.Versions.AsEnumerable().Reverse().Skip(from)];
        var answer = new JsonObject { ["model_versions"] = new JsonArray([.. found.Take(Page).Select(version => Told(name, version))]) };
        if (found.Length > Page) answer["next_page_token"] = $"{from + Page}";
        return answer;
    }

    private static JsonObject Told(string name, StoredShelf shelf)
    {
        var told = new JsonObject { ["name"] = name, ["creation_timestamp"] = "1795780800000" };
        if (shelf.Tags.Count > 0) told["tags"] = Told(shelf.Tags);
        if (shelf.Aliases.Count > 0) told["aliases"] = new JsonArray([.. shelf.Aliases.Select(static a => (JsonNode)new JsonObject { ["alias"] = a.Key, ["version"] = $"{a.Value}" })]);
        return told;
    }

    private static JsonObject Told(string name, StoredVersion version)
    {
        var told = new JsonObject { ["name"] = name, ["version"] = $"{version.Number}", ["source"] = version.Source, ["description"] = version.Description, ["status"] = version.Status, ["current_stage"] = "None" };
        if (version.Tags.Count > 0) told["tags"] = Told(version.Tags);
        return told;
    }

    private static JsonArray Told(SortedDictionary<string, string> tags) => [.. tags.Select(static t => (JsonNode)new JsonObject { ["key"] = t.Key, ["value"] = t.Value })];

    [GeneratedRegex("^name='(?<name>[^']+)'$")]
    private static partial Regex NameFilter();

    [GeneratedRegex("^[\\w\\-]{1,255}$")]
    private static partial Regex AliasName();

    [GeneratedRegex("^(latest|v\\d+)$", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedAlias();
}
