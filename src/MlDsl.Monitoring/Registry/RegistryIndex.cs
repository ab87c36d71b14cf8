using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Training;

namespace MlDsl.Monitoring.Registry;

/// <summary>All that a registry says at one time, with the change that made it: one file, signed, that names the one before by its hash.</summary>
internal sealed record RegistryIndex(RegistryChange Change, string Previous, IReadOnlyList<RegisteredModel> Models, IReadOnlyDictionary<string, string> Aliases, IReadOnlyList<string> Champions)
{
    private const int Format = 1;

    private static ReadOnlySpan<byte> Domain => "mldsl.registry.1\n"u8;

    /// <summary>A registry in which nothing is.</summary>
    public static RegistryIndex Empty { get; } = new(new(0, default, "", "", "", null, ""), "", [], new Dictionary<string, string>(), []);

    /// <summary>The file: a line of JSON, and a line of its signature.</summary>
    public byte[] Write(RegistryKey key)
    {
        byte[] text = JsonLine.Readable(json =>
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
            foreach (RegisteredModel model in Models) Write(json, model);
            json.WriteEndArray();
            json.WriteStartObject("aliases");
            foreach (var (alias, hash) in Aliases.OrderBy(static a => a.Key, StringComparer.Ordinal)) json.WriteString(alias, hash);
            json.WriteEndObject();
            json.WriteTexts("champions", Champions);
        });
        string signature = Convert.ToBase64String(key.Sign([.. Domain, .. text]));
        return [.. text, (byte)'\n', .. Encoding.ASCII.GetBytes($"{key.Kind} {signature}\n")];
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is cut off, altered, signed with another key or of another format; the message is the rest of a sentence.</exception>
    public static RegistryIndex Read(byte[] file, RegistryKey key)
    {
        int end = Array.IndexOf(file, (byte)'\n');
        if (end < 0 || file[^1] != '\n' || Array.IndexOf(file, (byte)'\n', end + 1) != file.Length - 1) throw new FormatException("is cut off");
        string[] signed = Encoding.ASCII.GetString(file, end + 1, file.Length - end - 2).Split(' ');
        if (signed.Length != 2) throw new FormatException("has no signature");
        if (signed[0] != key.Kind) throw new FormatException($"is signed by {signed[0]}, and the key given is one of {key.Kind}");
        byte[] signature = new byte[signed[1].Length];
        if (!Convert.TryFromBase64String(signed[1], signature, out int length) || !key.Verify([.. Domain, .. file.AsSpan(0, end)], signature.AsSpan(0, length)))
            throw new FormatException("was altered, or signed with another key");
        try
        {
            using JsonDocument json = JsonDocument.Parse(file.AsMemory(0, end));
            return Read(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"is signed and yet no index ({problem.Message})", problem);
        }
    }

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

    private static void Write(Utf8JsonWriter json, RegisteredModel model)
    {
        json.WriteStartObject();
        json.WriteString("hash", model.Hash);
        json.WriteString("name", model.Name);
        json.WriteString("version", model.Version);
        json.WriteString("identity", model.Identity);
        json.WriteString("parent", model.Parent);
        json.WriteString("added", model.Added);
        if (model.TrainedUntil is { } until) json.WriteString("trainedUntil", until);
        else json.WriteNull("trainedUntil");
        json.WriteEndObject();
    }

    private static RegisteredModel ReadModel(JsonElement json) => new(
        json.GetProperty("hash").GetString()!,
        json.GetProperty("name").GetString()!,
        json.GetProperty("version").GetString()!,
        json.GetProperty("identity").GetString()!,
        json.GetProperty("parent").GetString(),
        json.GetProperty("added").GetDateTimeOffset(),
        json.GetProperty("trainedUntil") is { ValueKind: JsonValueKind.String } until ? until.GetDateTimeOffset() : null);
}
