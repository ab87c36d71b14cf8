using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Training;

namespace MlDsl.Monitoring.Registry;

/// <summary>All that a registry says at one time, with the change that made it: one file, signed, that names the one before by its hash.</summary>
internal sealed record RegistryIndex(RegistryChange Change, string Previous, IReadOnlyList<RegisteredModel> Models, IReadOnlyDictionary<string, string> Aliases, IReadOnlyList<string> Champions)
{
    private const int Format = 1;

    private static ReadOnlySpan<byte> OfFolder => "mldsl.registry.1\n"u8;

    /// <summary>A registry in which nothing is.</summary>
    public static RegistryIndex Empty { get; } = new(new(0, default, "", "", "", null, ""), "", [], new Dictionary<string, string>(), []);

    /// <summary>The file of a folder: a line of JSON, and a line of its signature.</summary>
    public byte[] Write(RegistryKey key) => Write(key, OfFolder);

    /// <summary>The same for another place than a folder.</summary>
    public byte[] Write(RegistryKey key, ReadOnlySpan<byte> domain) => SignedText.Write(key, domain, JsonLine.Readable(json =>
    {
        json.WriteNumber("format", Format);
        json.WriteNumber("generation", Change.Generation);
        json.WriteString("at", Change.At);
        json.WriteString("by", Change.By);
        json.WriteString("action", Change.Action);
        json.WriteString("model", Change.Model);
        json.WriteString("alias", Change.Alias);
        json.WriteString("reason", Change.Reason);
        json.WriteString("previous", Previous);
        json.WriteStartArray("models");
        foreach (RegisteredModel model in Models)
        {
            json.WriteStartObject();
            Write(json, model);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("aliases");
        foreach (var (alias, hash) in Aliases.OrderBy(static a => a.Key, StringComparer.Ordinal)) json.WriteString(alias, hash);
        json.WriteEndObject();
        json.WriteTexts("champions", Champions);
    }));

    /// <summary>Reads a file of a folder.</summary>
    /// <exception cref="FormatException">It is cut off, altered, signed with another key or of another format; the message is the rest of a sentence.</exception>
    public static RegistryIndex Read(byte[] file, RegistryKey key) => Read(file, key, OfFolder);

    /// <summary>The same of another place than a folder.</summary>
    /// <exception cref="FormatException">As there.</exception>
    public static RegistryIndex Read(byte[] file, RegistryKey key, ReadOnlySpan<byte> domain) => Parse(SignedText.Read(file, key, domain), "index", Read);

    /// <summary>Reads what is signed.</summary>
    /// <exception cref="FormatException">It is not what it should be; the message is the rest of a sentence.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> text, string what, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return read(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"is signed and yet no {what} ({problem.Message})", problem);
        }
    }

    /// <summary>The same with a model as the champion, the one before remembered; where it was the challenger, it no longer is.</summary>
    public RegistryIndex Promoted(string hash)
    {
        RegistryIndex next = With(ModelRegistry.Champion, hash);
        if (next.Aliases.TryGetValue(ModelRegistry.Challenger, out string? challenger) && challenger == hash)
            next = next with { Aliases = next.Aliases.Where(static a => a.Key != ModelRegistry.Challenger).ToDictionary(StringComparer.Ordinal) };
        return next with { Champions = [.. Champions, hash] };
    }

    /// <summary>The same with the champion before the present one, of which there must be one, as the champion.</summary>
    public RegistryIndex RolledBack() => With(ModelRegistry.Champion, Champions[^2]) with { Champions = [.. Champions.SkipLast(1)] };

    /// <summary>The same with an alias.</summary>
    public RegistryIndex With(string alias, string hash) => this with { Aliases = new Dictionary<string, string>(Aliases, StringComparer.Ordinal) { [alias] = hash } };

    /// <summary>Why a model cannot be taken away, as the rest of a sentence; null where it can.</summary>
    public string? Needs(string hash) => Aliases.FirstOrDefault(a => a.Value == hash).Key is { } alias ? $"is the {alias}; promote another, or give the alias to another, first"
        : Champions.Count > 1 && Champions[^2] == hash ? "is the one that a rollback goes to; promote another first"
        : null;

    /// <summary>Who makes a change.</summary>
    public static string Author => string.Create(CultureInfo.InvariantCulture, $"{Environment.UserName}@{Environment.MachineName} process {Environment.ProcessId}");

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    private static RegistryIndex Read(JsonElement json)
    {
        int format = json.GetProperty("format").GetInt32();
        if (format != Format) throw new FormatException($"has format {format}, and this version reads {Format}");
        var change = new RegistryChange(
            json.GetProperty("generation").GetInt64(), json.GetProperty("at").GetDateTimeOffset(), Text("by"), Text("action"), Text("model"), json.GetProperty("alias").GetString(), Text("reason"));
        return new RegistryIndex(
            change,
            Text("previous"),
            [.. json.GetProperty("models").EnumerateArray().Select(ReadModel)],
            json.GetProperty("aliases").EnumerateObject().ToDictionary(static a => a.Name, static a => a.Value.GetString()!, StringComparer.Ordinal),
            [.. json.GetProperty("champions").EnumerateArray().Select(static h => h.GetString()!)]);

        string Text(string name) => json.GetProperty(name).GetString()!;
    }

    /// <summary>Writes the members of a model.</summary>
    public static void Write(Utf8JsonWriter json, RegisteredModel model)
    {
        json.WriteString("hash", model.Hash);
        json.WriteString("name", model.Name);
        json.WriteString("version", model.Version);
        json.WriteString("identity", model.Identity);
        json.WriteString("parent", model.Parent);
        json.WriteString("added", model.Added);
        if (model.TrainedUntil is { } until) json.WriteString("trainedUntil", until);
        else json.WriteNull("trainedUntil");
    }

    /// <summary>Reads them.</summary>
    public static RegisteredModel ReadModel(JsonElement json) => new(
        json.GetProperty("hash").GetString()!,
        json.GetProperty("name").GetString()!,
        json.GetProperty("version").GetString()!,
        json.GetProperty("identity").GetString()!,
        json.GetProperty("parent").GetString(),
        json.GetProperty("added").GetDateTimeOffset(),
        json.GetProperty("trainedUntil") is { ValueKind: JsonValueKind.String } until ? until.GetDateTimeOffset() : null);
}
