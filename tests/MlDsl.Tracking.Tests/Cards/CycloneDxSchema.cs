using System.Reflection;
using System.Text.Json.Nodes;
using Json.Schema;

namespace MlDsl.Tracking.Tests.Cards;

/// <summary>The schemas of CycloneDX, as its own tool carries them.</summary>
internal static class CycloneDxSchema
{
    private static readonly Assembly Library = Assembly.LoadFrom(
        typeof(CycloneDxSchema).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "CycloneDxLibrary").Value!);

    private static readonly Dictionary<string, JsonSchema> Schemas = Load();

    /// <summary>What of a bill of materials is not as its version's schema says; empty where all of it is.</summary>
    public static IReadOnlyList<string> Problems(string json)
    {
        JsonNode bill = JsonNode.Parse(json)!;
        EvaluationResults results = Schemas[bill["specVersion"]!.GetValue<string>()].Evaluate(bill, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return results.IsValid
            ? []
            : [.. results.Details.Where(static d => d.Errors is not null).SelectMany(static d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Key} {e.Value}")).DefaultIfEmpty("not valid")];
    }

    private static Dictionary<string, JsonSchema> Load()
    {
        foreach (string name in (string[])["spdx.schema.json", "jsf-0.82.schema.json", "cryptography-defs.schema.json"])
            if (Read(name) is { } text) SchemaRegistry.Global.Register(new Uri($"http://cyclonedx.org/schema/{name}"), JsonSchema.FromText(text));
        return ((string[])["1.6", "1.7"]).ToDictionary(static version => version, static version => JsonSchema.FromText(Read($"bom-{version}.schema.json")!));
    }

    private static string? Read(string name)
    {
        using Stream? stream = Library.GetManifestResourceStream($"CycloneDX.Core.Schemas.{name}");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
