using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Monitoring.Registry;

/// <summary>A version of a registered model that the key signed.</summary>
/// <param name="Number">Its number on the server.</param>
/// <param name="Model">What it is.</param>
internal sealed record MlflowVersion(string Number, RegisteredModel Model);

/// <summary>A registered model as the server has it.</summary>
/// <param name="Index">The tag that says what the aliases are; null where nobody changed one.</param>
/// <param name="Aliases">The version of each alias that the server has.</param>
/// <param name="Begun">The changes that somebody has begun and not ended.</param>
internal sealed record MlflowShelf(string? Index, IReadOnlyDictionary<string, string> Aliases, IReadOnlyList<MlflowChange> Begun);

/// <summary>One registered model of a server of MLflow: its versions, tags and aliases, and the files that lie behind the server's proxy of artefacts.</summary>
/// <param name="api">The server.</param>
/// <param name="name">The model's name.</param>
/// <param name="key">What versions are signed with.</param>
internal sealed class MlflowVersions(MlflowApi api, string name, RegistryKey key)
{
    /// <summary>The longest value of a tag that every server takes, in bytes.</summary>
    public const int MostTag = 5000;

    private const string HashTag = "mldsl.sha256", ModelTag = "mldsl.model", IndexTag = "mldsl.index", Artifacts = "api/2.0/mlflow-artifacts/artifacts/", Folder = "mldsl-registry", File = "model.mldsl";
    private const string Model = "registered-models", Version = "model-versions";

    // A version of another registered model is none of this one.
    private byte[] Domain => [.. "mldsl.mlflow.model.1\n"u8, .. System.Text.Encoding.UTF8.GetBytes(name), (byte)'\n'];

    /// <summary>The registered model; null where there is none.</summary>
    public async Task<MlflowShelf?> FindAsync(CancellationToken cancellation)
    {
        const string Get = $"{Model}/get";
        JsonElement answer;
        try
        {
            answer = await api.AskAsync(HttpMethod.Get, $"{Get}?name={Uri.EscapeDataString(name)}", null, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.ErrorCode == "RESOURCE_DOES_NOT_EXIST")
        {
            return null;
        }
        JsonElement found = MlflowAnswer.Member(api, answer, Get, "registered_model");
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonElement each in Items(found, "aliases"))
        {
            string alias = MlflowAnswer.Text(api, each, Get, "alias");
            if (!aliases.TryAdd(alias, MlflowAnswer.Text(api, each, Get, "version"))) throw api.Nonsense(Get, $"alias '{alias}' twice");
        }
        MlflowChange[] begun = [.. Items(found, "tags").Select(static tag => MlflowChange.Read(MlflowAnswer.TextOrNull(tag, "key") ?? "", MlflowAnswer.TextOrNull(tag, "value"))).OfType<MlflowChange>()];
        return new MlflowShelf(TagOf(found, IndexTag), aliases, begun);
    }

    /// <summary>Makes the registered model, where it is not there.</summary>
    public async Task MakeAsync(CancellationToken cancellation)
    {
        try
        {
            await api.AskAsync(HttpMethod.Post, $"{Model}/create", json =>
            {
                json.WriteString("name", name);
                json.WriteString("description", "Models of MlDsl; their aliases are changed by its registry alone, which signs them");
            }, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.ErrorCode == "RESOURCE_ALREADY_EXISTS")
        {
            // By whomever: it is there.
        }
    }

    /// <summary>An alias as the server takes it; what it would refuse is not signed.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static void CheckAlias(string alias)
    {
        if (alias.Length > 255 || !alias.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw new ArgumentException($"The alias '{alias}' is none that MLflow takes: up to 255 letters, digits, _ and -", nameof(alias));
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase) || (alias.Length > 1 && alias[0] is 'v' or 'V' && alias.Skip(1).All(char.IsAsciiDigit)))
            throw new ArgumentException($"The alias '{alias}' is MLflow's own name of a version; give another", nameof(alias));
    }

    /// <summary>The versions that the key signed, the first first, and what is wrong with those that it did not.</summary>
    public async Task<(IReadOnlyList<MlflowVersion> Signed, IReadOnlyList<string> Problems)> AllAsync(CancellationToken cancellation)
    {
        var (every, problems) = await EveryAsync(cancellation).ConfigureAwait(false);
        // One that was made twice, by two at once, is one: the first.
        return ([.. every.DistinctBy(static version => version.Model.Hash)], problems);
    }

    private async Task<(IReadOnlyList<MlflowVersion> Signed, IReadOnlyList<string> Problems)> EveryAsync(CancellationToken cancellation)
    {
        const string Search = $"{Version}/search";
        var (all, problems) = (new List<(int Number, MlflowVersion Version)>(), new List<string>());
        string? page = null;
        do
        {
            string? from = page;
            string query = $"{Search}?filter={Uri.EscapeDataString($"name='{name}'")}&max_results=200{(from is null ? "" : $"&page_token={Uri.EscapeDataString(from)}")}";
            JsonElement answer = await api.AskAsync(HttpMethod.Get, query, null, cancellation).ConfigureAwait(false);
            foreach (JsonElement found in Items(answer, "model_versions"))
            {
                string number = MlflowAnswer.Text(api, found, Search, "version");
                try
                {
                    if (!int.TryParse(number, out int order)) throw api.Nonsense(Search, $"version '{number}'");
                    if (Read(found) is { } model) all.Add((order, new MlflowVersion(number, model)));
                }
                catch (FormatException problem)
                {
                    problems.Add($"version {number} of '{name}' {problem.Message}, and is passed over");
                }
            }
            page = MlflowAnswer.TextOrNull(answer, "next_page_token");
            if (page is { Length: > 0 } && page == from) throw api.Nonsense(Search, "one page after itself");
        }
        while (!string.IsNullOrEmpty(page));
        return ([.. all.OrderBy(static v => v.Number).Select(static v => v.Version)], problems);
    }

    /// <summary>Uploads a model's file, and makes a version of it, unless there is one.</summary>
    public async Task<MlflowVersion> AddAsync(RegisteredModel model, ReadOnlyMemory<byte> file, string reason, CancellationToken cancellation)
    {
        string signed = System.Text.Encoding.UTF8.GetString(SignedText.Write(key, Domain, JsonLine.Readable(json => RegistryIndex.Write(json, model))));
        if (System.Text.Encoding.UTF8.GetByteCount(signed) > MostTag) throw new RegistryException(FormattableString.Invariant($"What the registry keeps of the model is longer than the {MostTag} bytes of a tag of MLflow's; give the model a shorter name or version"));
        // The file first: what a version names is there.
        await api.UploadAsync(AddressOf(model.Hash), file, cancellation).ConfigureAwait(false);
        const string Create = $"{Version}/create";
        return (await api.FindOrMakeAsync(() => FindAsync(model.Hash, cancellation), async () =>
        {
            JsonElement answer = await api.MakeAsync(Create, json =>
            {
                json.WriteString("name", name);
                json.WriteString("source", $"mlflow-artifacts:/{PathOf(model.Hash)}");
                json.WriteString("description", $"{model.Name} {model.Version}{(reason.Length == 0 ? "" : $": {reason}")}");
                json.WriteStartArray("tags");
                foreach (var (tag, value) in (ReadOnlySpan<(string, string)>)[(HashTag, model.Hash), (ModelTag, signed)])
                {
                    json.WriteStartObject();
                    json.WriteString("key", tag);
                    json.WriteString("value", value);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }, cancellation).ConfigureAwait(false);
            return new MlflowVersion(MlflowAnswer.Text(api, MlflowAnswer.Member(api, answer, Create, "model_version"), Create, "version"), model);
        }, cancellation).ConfigureAwait(false)).Found;
    }

    /// <summary>The bytes of a model's file, whose hash is that of its version.</summary>
    /// <exception cref="RegistryException">They are others.</exception>
    public async Task<byte[]> ReadAsync(string hash, string whose, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = await api.DownloadAsync(AddressOf(hash), cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.IsRefusal && !problem.CanPass)
        {
            throw new RegistryException($"The file of the model {hash} {whose} cannot be read: {problem.Message}; add it again, or roll back", problem);
        }
        return RegistryIndex.HashOf(bytes) == hash ? bytes : throw new RegistryException($"The file of the model {hash} {whose} was altered: its SHA-256 on {api.Server} is not that of its version; add it again, or roll back");
    }

    /// <summary>Says anew what the aliases are.</summary>
    public Task SetIndexAsync(string text, CancellationToken cancellation) => SetTagAsync(IndexTag, text, cancellation);

    /// <summary>Says that a change begins.</summary>
    public Task BeginAsync(MlflowChange change, CancellationToken cancellation) => SetTagAsync(change.Tag, change.Value, cancellation);

    /// <summary>Says that it has ended; where another makes the same change meanwhile, his stays begun.</summary>
    public async Task EndAsync(MlflowChange change, CancellationToken cancellation)
    {
        if ((await FindAsync(cancellation).ConfigureAwait(false))?.Begun.Any(other => other.Ticket == change.Ticket) != true) return;
        try
        {
            await api.AskAsync(HttpMethod.Delete, $"{Model}/delete-tag", json =>
            {
                json.WriteString("name", name);
                json.WriteString("key", change.Tag);
            }, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.ErrorCode == "RESOURCE_DOES_NOT_EXIST")
        {
            // Our own request before, whose answer was lost.
        }
    }

    private Task<JsonElement> SetTagAsync(string tag, string text, CancellationToken cancellation) => api.AskAsync(HttpMethod.Post, $"{Model}/set-tag", json =>
    {
        json.WriteString("name", name);
        json.WriteString("key", tag);
        json.WriteString("value", text);
    }, cancellation);

    /// <summary>Gives an alias to a version, or takes it from all of them.</summary>
    public Task SetAliasAsync(string alias, string? number, CancellationToken cancellation) => api.AskAsync(number is null ? HttpMethod.Delete : HttpMethod.Post, $"{Model}/alias", json =>
    {
        json.WriteString("name", name);
        json.WriteString("alias", alias);
        if (number is not null) json.WriteString("version", number);
    }, cancellation);

    /// <summary>Takes a model away: all versions of it, since two at once may have made two, and then its file.</summary>
    public async Task RemoveAsync(string hash, CancellationToken cancellation)
    {
        foreach (MlflowVersion version in (await EveryAsync(cancellation).ConfigureAwait(false)).Signed.Where(version => version.Model.Hash == hash).Reverse())
        {
            try
            {
                await api.AskAsync(HttpMethod.Delete, $"{Version}/delete", json =>
                {
                    json.WriteString("name", name);
                    json.WriteString("version", version.Number);
                }, cancellation).ConfigureAwait(false);
            }
            catch (MlflowException problem) when (problem.ErrorCode == "RESOURCE_DOES_NOT_EXIST")
            {
                // Our own request before, whose answer was lost, or another process.
            }
        }
        await api.DeleteFileAsync(AddressOf(hash), cancellation).ConfigureAwait(false);
    }

    private async Task<MlflowVersion?> FindAsync(string hash, CancellationToken cancellation) => (await AllAsync(cancellation).ConfigureAwait(false)).Signed.FirstOrDefault(version => version.Model.Hash == hash);

    // A version that somebody else registered by other means is none of ours, and no fault.
    private RegisteredModel? Read(JsonElement version)
    {
        if (TagOf(version, ModelTag) is not { } signed) return null;
        RegisteredModel model = RegistryIndex.Parse(SignedText.Read(System.Text.Encoding.UTF8.GetBytes(signed), key, Domain), "model", RegistryIndex.ReadModel);
        return MlflowAnswer.TextOrNull(version, "status") == "FAILED_REGISTRATION" ? throw new FormatException("could not be registered by the server") : model;
    }

    private static string? TagOf(JsonElement tagged, string tag) => Items(tagged, "tags").Where(each => MlflowAnswer.TextOrNull(each, "key") == tag).Select(static each => MlflowAnswer.TextOrNull(each, "value")).FirstOrDefault();

    // A list that is empty is left out.
    private static JsonElement[] Items(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    private string PathOf(string hash) => $"{Folder}/{Uri.EscapeDataString(name)}/{hash}";

    private Uri AddressOf(string hash) => new($"{Artifacts}{PathOf(hash)}/{File}", UriKind.Relative);
}
