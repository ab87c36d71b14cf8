using System.Text.Json;

namespace MlDsl.Tool.Tests;

/// <summary>The SARIF file: what viewers of SARIF 2.1.0 need, and nothing that depends on the machine but the root.</summary>
public sealed class SarifTests
{
    [Fact]
    public async Task TellsRulePlaceAndWay()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        await code.Analyze("--sarif", code["out/found.sarif"]);
        JsonElement result = Assert.Single(code.Results("out/found.sarif"));
        Assert.Equal(("MLD1101", "warning"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()));
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("Score.cs", "ROOT"), (place.GetProperty("artifactLocation").GetProperty("uri").GetString(), place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString()));
        Assert.Equal(12, place.GetProperty("region").GetProperty("startLine").GetInt32());
        var steps = result.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations").EnumerateArray()
            .Select(static s => s.GetProperty("location"))
            .Select(static l => (l.GetProperty("message").GetProperty("text").GetString(), l.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32()));
        Assert.Equal([("loaded", 10), ("fitted", 11), ("scored", 12)], steps);
        Assert.False(result.TryGetProperty("baselineState", out _));
    }

    [Fact]
    public async Task EveryResultPointsAtItsRule()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        await code.Analyze("--sarif", code["found.sarif"]);
        using var log = JsonDocument.Parse(File.ReadAllBytes(code["found.sarif"]));
        JsonElement run = log.RootElement.GetProperty("runs")[0], rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        foreach (JsonElement result in run.GetProperty("results").EnumerateArray())
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.StartsWith("file:///", run.GetProperty("originalUriBaseIds").GetProperty("ROOT").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/", run.GetProperty("originalUriBaseIds").GetProperty("ROOT").GetProperty("uri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheBaselineSaysWhatIsUnchanged()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        await code.Analyze("--write-baseline", code["known.tsv"]);
        code.Write("More.cs", CodeFolder.Leak.Replace("Trip", "Ride", StringComparison.Ordinal).Replace("Scoring", "Again", StringComparison.Ordinal));
        await code.Analyze("--baseline", code["known.tsv"], "--sarif", code["found.sarif"]);
        Assert.Equal(["new", "unchanged"], code.Results("found.sarif").Select(static r => r.GetProperty("baselineState").GetString()));
    }
}
