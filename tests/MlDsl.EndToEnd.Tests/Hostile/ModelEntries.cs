using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>The entries of a model file, to be changed and packed again with hashes that are right.</summary>
internal sealed class ModelEntries
{
    public List<(string Name, byte[] Content)> All { get; } = [];

    /// <summary>The comment, where it is not to be the hashes of what is packed.</summary>
    public string? Comment { get; set; }

    public static ModelEntries Of(byte[] file)
    {
        var entries = new ModelEntries();
        using var archive = new ZipArchive(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using Stream source = entry.Open();
            source.CopyTo(content);
            entries.All.Add((entry.Name, content.ToArray()));
        }
        return entries;
    }

    public int Find(string name) => All.FindIndex(e => e.Name == name);

    public void Set(string name, byte[] content) => All[Find(name)] = (name, content);

    /// <summary>Writes into the manifest what the other entries hash to, in the words of either format; a manifest that is no object stays as it is.</summary>
    public void Hash()
    {
        int place = Find("manifest.json");
        if (place < 0) return;
        try
        {
            if (JsonNode.Parse(All[place].Content) is not JsonObject manifest || manifest["sha256"] is not JsonObject hashes) return;
            foreach (var (name, content) in All)
            {
                string key = hashes.ContainsKey(name) ? name : Path.GetFileNameWithoutExtension(name);
                if (hashes.ContainsKey(key)) hashes[key] = Sha(content);
            }
            All[place] = ("manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            // A manifest that no tree holds.
        }
    }

    /// <summary>The file; stored, which is quicker than packed.</summary>
    public byte[] Pack()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in All)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
            archive.Comment = Comment ?? string.Join(' ', All.Where(static e => e.Name is "manifest.json").Take(1).Concat(All.Where(static e => e.Name is "evaluations.json").Take(1)).Select(static e => Sha(e.Content)));
        }
        return stream.ToArray();
    }

    private static string Sha(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
