using System.Text;
using System.Text.Json.Nodes;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>What an attacker writes into a model file, kind by kind: refused by name, before it takes memory.</summary>
[Collection(Alone.Name)]
public sealed class HostileFileTests
{
    private static readonly byte[] Price = File.ReadAllBytes(GoldenFileTests.Named("price-2.mldsl"));
    private static readonly byte[] First = File.ReadAllBytes(GoldenFileTests.Named("price-1.mldsl"));

    [Theory]
    [InlineData("price-1.mldsl")]
    [InlineData("price-2.mldsl")]
    [InlineData("standing-2.mldsl")]
    public void AFileThatIsCutIsRefusedAtEveryLength(string name)
    {
        byte[] file = File.ReadAllBytes(GoldenFileTests.Named(name));
        HostileModel model = HostileModel.All.Single(m => m.Name == name);
        for (int length = 0; length < file.Length; length += length < file.Length - 200 ? 7 : 1)
        {
            byte[] cut = file[..length];
            Assert.Throws<ModelFileException>(() => model.Load(cut));
            Assert.Throws<ModelFileException>(() => DynamicModel.Load(cut));
        }
    }

    [Theory]
    [InlineData("../plan.json")]
    [InlineData("folder/plan.json")]
    [InlineData("C:\\plan.json")]
    [InlineData("/etc/passwd")]
    public void AnEntryWithAPathIsRefused(string name)
    {
        ModelEntries entries = ModelEntries.Of(Price);
        entries.All.Add((name, [1, 2, 3]));
        Refuses("have no path", entries.Pack());
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("plan.json")]
    [InlineData("predictor.bin")]
    [InlineData("outcome.json")]
    [InlineData("evaluations.json")]
    public void AnEntryThatIsNotThereOrIsAnotherIsRefused(string name)
    {
        ModelEntries without = ModelEntries.Of(Price);
        without.Comment = Comment(Price);
        without.All.RemoveAt(without.Find(name));
        Refuses(name, without.Pack());

        ModelEntries other = ModelEntries.Of(Price);
        other.Comment = Comment(Price);
        other.Set(name, [.. other.All[other.Find(name)].Content, (byte)' ']);
        Refuses("SHA-256 differs", other.Pack());
    }

    // 127 columns of 2²⁴ positions each would ask for sixteen gigabytes.
    [Fact]
    public void APlanAsksForNoMorePositionsThanThePredictorHas()
    {
        byte[] file = Forged("plan.json", static plan =>
        {
            JsonArray encodings = plan["encodings"]!.AsArray();
            foreach (JsonNode? encoding in encodings)
                if ((string?)encoding!["kind"] == "text") encoding["options"]!["hashBits"] = 24;
        });
        Assert.InRange(Allocations.Smallest(() => Assert.Contains("more positions than the model has", Assert.Throws<ModelFileException>(() => DynamicModel.Load(file)).Message, StringComparison.Ordinal)), 0, 4_000_000);
    }

    [Theory]
    [InlineData("manifest.json", "format", "3", "has format 3, and this version of MlDsl reads 1 and 2")]
    [InlineData("manifest.json", "trainer/later", "1", "'later'")]
    [InlineData("manifest.json", "data/later", "1", "'later'")]
    [InlineData("manifest.json", "schema/later", "1", "'later'")]
    [InlineData("manifest.json", "predictor/later", "1", "'later'")]
    [InlineData("manifest.json", "sha256/later", "\"00\"", "'later'")]
    [InlineData("manifest.json", "schema/name", "\"Other\"", "not of one model")]
    [InlineData("manifest.json", "predictor/kind", "\"graph\"", "'graph'")]
    [InlineData("manifest.json", "trainer/objective", "1e999", "'objective' is not a finite number")]
    [InlineData("manifest.json", "trainer/iterations", "1e9", "'iterations'")]
    [InlineData("manifest.json", "data/rows", "-1", "'rows'")]
    [InlineData("outcome.json", "steps/0/later", "1", "'later'")]
    [InlineData("outcome.json", "steps/0/step", "\"magic\"", "'magic'")]
    [InlineData("outcome.json", "steps/0/link", "\"Softmax\"", "")]
    [InlineData("outcome.json", "classes", "[\"a\"]", "'classes' are 1")]
    [InlineData("outcome.json", "classes", "[\"a\",\"a\"]", "'classes' hold a class twice")]
    [InlineData("outcome.json", "baseline", "[1e999]", "'baseline'")]
    [InlineData("outcome.json", "baseline", "[]", "'baseline'")]
    [InlineData("plan.json", "encodings/0/kind", "\"quantum\"", "'quantum'")]
    [InlineData("plan.json", "encodings/2/fill", "1e999", "'fill'")]
    [InlineData("plan.json", "encodings/2/factor", "-1", "'factor'")]
    [InlineData("plan.json", "encodings/7/options/bins", "2147483648", "'bins'")]
    [InlineData("plan.json", "schema/hash", "\"00\"", "'hash'")]
    public void WhatIsNotSoIsNamed(string entry, string path, string json, string named)
    {
        byte[] file = Forged(entry, root =>
        {
            string[] parts = path.Split('/');
            JsonNode node = root;
            foreach (string part in parts[..^1]) node = int.TryParse(part, out int index) ? node[index]! : node[part]!;
            node[parts[^1]] = JsonNode.Parse(json);
        });
        Assert.Contains(named, Assert.Throws<ModelFileException>(() => GoldenPriceModel.Load(file)).Message, StringComparison.Ordinal);
        // A softmax of one score has two classes for all that a file run by name can tell.
        if (named.Length > 0) Assert.Contains(named, Assert.Throws<ModelFileException>(() => DynamicModel.Load(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("plan.json")]
    [InlineData("outcome.json")]
    [InlineData("evaluations.json")]
    public void DepthIsRefused(string entry)
    {
        ModelEntries entries = ModelEntries.Of(Price);
        entries.Set(entry, Encoding.UTF8.GetBytes(new string('[', 200_000) + new string(']', 200_000)));
        entries.Hash();
        Refuses("", entries.Pack());
    }

    [Fact]
    public void NumbersOfTheFirstFormatAreFinite()
    {
        ModelEntries entries = ModelEntries.Of(First);
        byte[] weights = [.. entries.All[entries.Find("weights.bin")].Content];
        BitConverter.TryWriteBytes(weights.AsSpan(20), double.NaN);
        entries.Set("weights.bin", weights);
        entries.Hash();
        Assert.Contains("objective", Assert.Throws<ModelFileException>(() => GoldenPriceModel.Load(entries.Pack())).Message, StringComparison.Ordinal);
    }

    private static void Refuses(string named, byte[] file)
    {
        Assert.Contains(named, Assert.Throws<ModelFileException>(() => GoldenPriceModel.Load(file)).Message, StringComparison.Ordinal);
        Assert.Contains(named, Assert.Throws<ModelFileException>(() => DynamicModel.Load(file)).Message, StringComparison.Ordinal);
    }

    private static byte[] Forged(string entry, Action<JsonNode> forge)
    {
        ModelEntries entries = ModelEntries.Of(Price);
        JsonNode json = JsonNode.Parse(entries.All[entries.Find(entry)].Content)!;
        forge(json);
        entries.Set(entry, Encoding.UTF8.GetBytes(json.ToJsonString()));
        if (entry != "manifest.json") entries.Hash();
        return entries.Pack();
    }

    private static string Comment(byte[] file)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        return archive.Comment;
    }
}
