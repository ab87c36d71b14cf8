using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Files whose hashes are right and whose content is not: refused as model files, never anything else.</summary>
[Collection(Alone.Name)]
public sealed class ForgedFileTests
{
    private static readonly byte[] Claim = Saved(Fitted().Save);

    private static IEnumerable<Old.Claim> Rows() => Enumerable.Range(0, 60).Select(static i => new Old.Claim { Amount = i, Outcome = i * 7 % 10 > i / 12 ? "paid" : "refused" });

    private static Old.ClaimModel Fitted()
    {
        var split = Dataset<Old.Claim>.FromRows(Rows()).SplitRandom(0.2, 0.2, seed: 1);
        Old.ClaimModel model = Old.ClaimModel.Fit(split.Train);
        model.Evaluate(split.Validation);
        return model;
    }

    private static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    [Fact]
    public void TheForgeryItselfIsNoFault() => Assert.Empty(Old.ClaimModel.Load(Forged("manifest.json", static _ => { })).Card.Warnings);

    // Each member of each entry in turn is taken away, or given a value of another kind.
    [Theory]
    [InlineData("manifest.json", 25)]
    [InlineData("plan.json", 25)]
    [InlineData("outcome.json", 6)]
    [InlineData("evaluations.json", 6)]
    public void AnEntryThatLacksOrMistakesAMemberIsRefused(string entry, int least)
    {
        string[] paths = [.. Paths(Entry(entry), "")];
        Assert.True(paths.Length >= least, $"only {paths.Length} members");
        int refused = 0;
        foreach (string path in paths)
        {
            refused += Try(entry, json => At(json, path, static (parent, name) => parent.Remove(name)), path);
            foreach (JsonNode? value in new JsonNode?[] { null, "x", -1, 1e300, new JsonArray(), new JsonArray(1, "a"), new JsonObject() })
                Try(entry, json => At(json, path, (parent, name) => parent[name] = value?.DeepClone()), path);
        }
        Assert.True(refused > paths.Length / 4, $"{refused} of {paths.Length} members are needed");
    }

    [Theory]
    [InlineData("manifest.json", "'later'")]
    [InlineData("plan.json", "'later'")]
    [InlineData("outcome.json", "'later'")]
    public void AMemberOfALaterVersionIsNamed(string entry, string named) =>
        Assert.Contains(named, Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(Forged(entry, static json => json["later"] = 1))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("manifest.json", "predictor", "kind", "graph", "'graph'")]
    [InlineData("manifest.json", "", "task", "Ranking", "holds a model for Ranking, not BinaryClassification")]
    [InlineData("outcome.json", "", "positive", "refused", "the positive class of 'Outcome' was 'refused' and is 'paid'")]
    public void WhatThisVersionDoesNotKnowIsNamed(string entry, string parent, string member, string value, string named) => Assert.Contains(
        named,
        Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(Forged(entry, json => (parent.Length == 0 ? json : json[parent])![member] = value))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AnUnknownEncodingIsNamed() => Assert.Contains(
        "'Amount' is encoded by 'quantum'",
        Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(Forged("plan.json", static plan => plan["encodings"]![0]!["kind"] = "quantum"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("link", "Softmax")]
    [InlineData("link", "Identity")]
    public void AnOutcomeOfAnotherTaskIsRefused(string member, string value) => Assert.Contains(
        value, Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(Forged("outcome.json", json => json["steps"]![0]![member] = value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("code", "1:0000000000000000", "the feature 'Tax'")]
    [InlineData("code", "version 2", "the feature 'Tax'")]
    public void OtherCodeIsRefused(string member, string value, string named) =>
        Assert.Contains(named, Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(Forged("plan.json", p => p["schema"]!["features"]![0]![member] = value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("frobnicate 0", "the op 'frobnicate', which this version of MlDsl does not know")]
    [InlineData("add 0 1", "reads '1', which is no step before it")]
    [InlineData("add 0 -1", "reads '-1', which is no step before it")]
    [InlineData("add 0", "does not name 2 steps")]
    [InlineData("neg", "does not name 1 steps")]
    [InlineData("not 0", "works on steps of other types")]
    [InlineData("sin  0", "does not name 1 steps")]
    [InlineData("column Outcome", "computed from 'Outcome', which is no column of the input and no feature before it")]
    [InlineData("column Tax", "computed from 'Tax', which is no column of the input and no feature before it")]
    [InlineData("column ", "computed from '', which is no column")]
    [InlineData("constant float one", "is no constant of its type")]
    [InlineData("constant byte 300", "is no constant of its type")]
    [InlineData("constant Half 1", "is no constant of its type")]
    [InlineData("constant quad 1", "has the type 'quad', which no op has")]
    [InlineData("convert string 0", "converts from 'float'")]
    [InlineData("convert byte 0", "converts from 'float'")]
    [InlineData("constant int 1", "the ops of 'Tax' give 'int', and it is 'float'")]
    public void OpsThatCannotBeAreNamed(string last, string named)
    {
        ModelFileException problem = Assert.Throws<ModelFileException>(() => Training.DynamicModel.Load(Forged("plan.json", p => p["schema"]!["features"]![0]!["ops"] = new JsonArray("column Amount", last))));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains("'Tax'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpsWithoutEndAreRefused()
    {
        JsonArray many = [.. Enumerable.Range(0, 5000).Select(static i => JsonValue.Create(i == 0 ? "column Amount" : $"neg {i - 1}"))];
        Assert.Contains("'Tax' has 5000 ops", Assert.Throws<ModelFileException>(() => Training.DynamicModel.Load(Forged("plan.json", p => p["schema"]!["features"]![0]!["ops"] = many))).Message, StringComparison.Ordinal);
        JsonNode nested = "column Amount";
        for (int i = 0; i < 40; i++) nested = new JsonArray(nested);
        Assert.Contains("'ops' holds something that is not a string", Assert.Throws<ModelFileException>(() => Training.DynamicModel.Load(Forged("plan.json", p => p["schema"]!["features"]![0]!["ops"] = nested))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMethodWithoutOpsIsAColumn()
    {
        byte[] file = Forged("plan.json", static p => p["schema"]!["features"]![0]!.AsObject().Remove("ops"));
        Assert.Equal(["Amount", "Tax"], Training.DynamicModel.Load(file).Columns.Select(static c => c.Name));
        Assert.Equal(["Amount"], Training.DynamicModel.Load(Claim).Columns.Select(static c => c.Name));
        Assert.Empty(Old.ClaimModel.Load(file).Card.Warnings);
    }

    [Fact]
    public void CodeHashedInAnotherWayIsSaid() =>
        Assert.Contains("'Tax' is hashed in another way", Assert.Single(Old.ClaimModel.Load(Forged("plan.json", static p => p["schema"]!["features"]![0]!["code"] = "9:0000000000000000")).Card.Warnings), StringComparison.Ordinal);

    [Fact]
    public void CodeThatTheFileLeavesOutIsSaid() =>
        Assert.Contains("nothing of the code of the feature 'Tax'", Assert.Single(Old.ClaimModel.Load(Forged("plan.json", static p => p["schema"]!["features"]![0]!.AsObject().Remove("code"))).Card.Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnEntryThatIsThereTwiceOrManyAreRefused(bool twice)
    {
        using var stream = new MemoryStream();
        stream.Write(Claim);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            for (int i = 0; i < (twice ? 1 : 70); i++) archive.CreateEntry(twice ? "predictor.bin" : $"extra{i}");
        Assert.Contains(twice ? "predictor.bin twice" : "entries", Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(stream.ToArray())).Message, StringComparison.Ordinal);
    }

    // A directory that promises much for little asks for no memory.
    [Fact]
    public void ABombIsRefusedBeforeItExpands()
    {
        byte[] bomb = [.. Claim];
        int at = bomb.AsSpan().LastIndexOf("predictor.bin"u8) - 46;
        BitConverter.TryWriteBytes(bomb.AsSpan(at + 24), 900_000_000);
        Assert.InRange(Allocations.Smallest(() => Assert.Contains("predictor.bin", Assert.Throws<ModelFileException>(() => Old.ClaimModel.Load(bomb)).Message, StringComparison.Ordinal)), 0, 10_000_000);
    }

    private static int Try(string entry, Action<JsonNode> forge, string path)
    {
        try
        {
            Old.ClaimModel.Load(Forged(entry, forge));
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

    private static JsonNode Entry(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(Claim));
        using Stream stream = archive.GetEntry(name)!.Open();
        return JsonNode.Parse(stream)!;
    }

    // The hashes are made right again, so that the content alone is what is wrong.
    private static byte[] Forged(string forged, Action<JsonNode> forge)
    {
        var entries = new Dictionary<string, byte[]>();
        using (var from = new ZipArchive(new MemoryStream(Claim)))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using var content = new MemoryStream();
                using Stream source = entry.Open();
                source.CopyTo(content);
                entries[entry.Name] = content.ToArray();
            }
        }
        Change(forged, forge);
        if (forged is "plan.json" or "outcome.json") Change("manifest.json", json => json["sha256"]![forged] = Hash(forged));

        using var stream = new MemoryStream();
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using Stream target = to.CreateEntry(name).Open();
                target.Write(content);
            }
            to.Comment = $"{Hash("manifest.json")} {Hash("evaluations.json")}";
        }
        return stream.ToArray();

        void Change(string name, Action<JsonNode> change)
        {
            JsonNode json = JsonNode.Parse(entries[name])!;
            change(json);
            entries[name] = Encoding.UTF8.GetBytes(json.ToJsonString());
        }

        string Hash(string name) => Convert.ToHexString(SHA256.HashData(entries[name])).ToLowerInvariant();
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(m => Paths(m.Value, $"{path}/{m.Key}").Prepend($"{path}/{m.Key}")),
        JsonArray { Count: > 0 } items when items[0] is JsonObject => Paths(items[0], $"{path}/0"),
        _ => [],
    };

    private static void At(JsonNode entry, string path, Action<JsonObject, string> change)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonNode node = entry;
        foreach (string part in parts[..^1]) node = part == "0" ? node[0]! : node[part]!;
        change(node.AsObject(), parts[^1]);
    }
}
