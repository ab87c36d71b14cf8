using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers;

namespace MlDsl.Tool.Findings;

/// <summary>Writes findings as SARIF 2.1.0 (OASIS): rules, places, the way as a code flow, suppressions, what the baseline lists as unchanged.</summary>
internal sealed class SarifWriter
{
    private const string Root = "ROOT";
    private readonly Utf8JsonWriter json;

    private SarifWriter(Utf8JsonWriter json) => this.json = json;

    public static void Write(string path, Question question, ImmutableArray<Found> found, RuleRun run)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            new SarifWriter(json).Log(question, found, run);
        memory.WriteByte((byte)'\n');
        ToolFile.Write(path, memory.ToArray());
    }

    private void Log(Question question, ImmutableArray<Found> found, RuleRun run)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        List<DiagnosticDescriptor> rules = [.. RuleHost.Every.SelectMany(static rule => rule.SupportedDiagnostics).OrderBy(static rule => rule.Id, StringComparer.Ordinal)];
        Tool(rules);
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", run.Failures.IsEmpty);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (string failure in run.Failures)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            Message(failure);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        json.WriteString("uri", new Uri(Path.TrimEndingDirectorySeparator(question.Root) + "/").AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (Found each in found) Result(each, rules.FindIndex(rule => rule.Id == each.Rule.Id), question.Baseline is not null);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Tool(List<DiagnosticDescriptor> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "mldsl");
        json.WriteString("semanticVersion", typeof(SarifWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        json.WriteStartArray("rules");
        foreach (DiagnosticDescriptor rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", rule.Title.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteString("helpUri", rule.HelpLinkUri);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.DefaultSeverity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteString("category", rule.Category);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Result(Found found, int rule, bool hasBaseline)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", found.Rule.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(found.Severity));
        Message(found.Message);
        json.WriteStartArray("locations");
        WriteLocation(found.Place);
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("lineText/v1", found.Fingerprint);
        json.WriteEndObject();
        if (!found.Related.IsEmpty)
        {
            json.WriteStartArray("relatedLocations");
            foreach (Place place in found.Related) WriteLocation(place);
            json.WriteEndArray();
        }
        if (!found.Way.IsEmpty) CodeFlow(found);
        if (found.Silenced is { } silenced)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "inSource");
            json.WriteString("justification", silenced.Reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (hasBaseline) json.WriteString("baselineState", found.IsKnown ? "unchanged" : "new");
        json.WriteEndObject();
    }

    private void CodeFlow(Found found)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        foreach ((string what, Place place) in found.Way)
        {
            json.WriteStartObject();
            json.WritePropertyName("location");
            WriteLocation(place, what);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteLocation(Place place, string? what = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', place.File.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", place.Line);
        json.WriteNumber("startColumn", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
        json.WriteEndObject();
        json.WriteEndObject();
        if (what is not null) Message(what);
        json.WriteEndObject();
    }

    private void Message(string text)
    {
        json.WriteStartObject("message");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(DiagnosticSeverity severity) => severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" };
}
