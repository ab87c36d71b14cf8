using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Files whose hashes are right and whose content is not: refused as model files, never anything else.</summary>
public sealed class ForgedFileTests
{
    private static readonly byte[] Claim = Saved(Old.ClaimModel.Fit(Dataset<Old.Claim>.FromRows(Rows()).SplitRandom(0.2, 0.2, seed: 1).Train).Save);

    private static IEnumerable<Old.Claim> Rows() => Enumerable.Range(0, 60).Select(static i => new Old.Claim { Amount = i, Outcome = i * 7 % 10 > i / 12 ? "paid" : "refused" });

    private static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    [Fact]
    public void TheForgeryItselfIsNoFault() => Assert.Empty(Old.ClaimModel.Load(Forged(static _ => { })).Card.Warnings);

    // Each member of the manifest in turn is taken away, or given a value of another kind.
    [Fact]
    public void AManifestThatLacksOrMistakesAMemberIsRefused()
    {
        string[] optional = ["/code", "/positive", "/link", "/warnings"];
        string[] paths = [.. Paths(Manifest(), "")];
        Assert.True(paths.Length > 40, $"only {paths.Length} members");
        int refused = 0;
        foreach (string path in paths)
        {
            refused += Try(manifest => At(manifest, path, static (parent, name) => parent.Remove(name)), path);
            foreach (JsonNode? value in new JsonNode?[] { null, "x", -1, 1e300, new JsonArray(), new JsonArray(1, "a"), new JsonObject() })
                Try(manifest => At(manifest, path, (parent, name) => parent[name] = value?.DeepClone()), path);
        }
        Assert.True(refused > paths.Length / 2, $"{refused} of {paths.Length} members are needed");
        Assert.All(optional, name => Assert.Contains(paths, path => path.EndsWith(name, StringComparison.Ordinal) || name == "/warnings"));
    }

    [Theory]
    [InlineData("hash", "1:0000000000000000", "the feature 'Tax'")]
    [InlineData("hash", "version 2", "the feature 'Tax'")]
    public void OtherCodeIsRefused(string member, string value, string named) =>
        Assert.Contains(named, Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(Forged(m => m["schema"]!["code"]![0]![member] = value))).Message, StringComparison.Ordinal);

    [Fact]
    public void CodeHashedInAnotherWayIsSaid() =>
        Assert.Contains("'Tax' is hashed in another way", Assert.Single(Old.ClaimModel.Load(Forged(static m => m["schema"]!["code"]![0]!["hash"] = "9:0000000000000000")).Card.Warnings), StringComparison.Ordinal);

    [Fact]
    public void CodeThatTheFileLeavesOutIsSaid() =>
        Assert.Contains("nothing of the code of the feature 'Tax'", Assert.Single(Old.ClaimModel.Load(Forged(static m => m["schema"]!["code"] = new JsonArray())).Card.Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnEntryThatIsThereTwiceOrManyAreRefused(bool twice)
    {
        using var stream = new MemoryStream();
        stream.Write(Claim);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            for (int i = 0; i < (twice ? 1 : 70); i++) archive.CreateEntry(twice ? "weights.bin" : $"extra{i}");
        Assert.Contains(twice ? "weights.bin twice" : "entries", Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(stream.ToArray())).Message, StringComparison.Ordinal);
    }

    // A directory that promises much for little asks for no memory.
    [Fact]
    public void ABombIsRefusedBeforeItExpands()
    {
        byte[] bomb = [.. Claim];
        int at = bomb.AsSpan().LastIndexOf("weights.bin"u8) - 46;
        BitConverter.TryWriteBytes(bomb.AsSpan(at + 24), 900_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("weights.bin", Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(bomb)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    private static int Try(Action<JsonObject> forge, string path)
    {
        try
        {
            Old.ClaimModel.Load(Forged(forge));
            return 0;
        }
        catch (ModelFileException problem)
        {
            Assert.NotEmpty(problem.Message);
            return 1;
        }
        catch (Exception problem) when (problem is not ModelFileException)
        {
            throw new InvalidOperationException($"{path}: {problem.GetType().Name}", problem);
        }
    }

    private static JsonObject Manifest()
    {
        using var archive = new ZipArchive(new MemoryStream(Claim));
        using Stream stream = archive.GetEntry("manifest.json")!.Open();
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static byte[] Forged(Action<JsonObject> forge)
    {
        JsonObject manifest = Manifest();
        forge(manifest);
        byte[] text = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        using var stream = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(Claim)))
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using Stream source = entry.Name == "manifest.json" ? new MemoryStream(text) : entry.Open();
                using Stream target = to.CreateEntry(entry.Name).Open();
                source.CopyTo(target);
            }
            to.Comment = Convert.ToHexString(SHA256.HashData(text)).ToLowerInvariant();
        }
        return stream.ToArray();
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(m => Paths(m.Value, $"{path}/{m.Key}").Prepend($"{path}/{m.Key}")),
        JsonArray { Count: > 0 } items when items[0] is JsonObject => Paths(items[0], $"{path}/0"),
        _ => [],
    };

    private static void At(JsonObject manifest, string path, Action<JsonObject, string> change)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonNode node = manifest;
        foreach (string part in parts[..^1]) node = part == "0" ? node[0]! : node[part]!;
        change(node.AsObject(), parts[^1]);
    }
}
