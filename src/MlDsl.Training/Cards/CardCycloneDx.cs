using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

/// <summary>A model card as a bill of materials of CycloneDX: its <c>modelCard</c>, and the data that was learned from as a component of its own.</summary>
internal sealed class CardCycloneDx(CardFacts facts, CardWords words, IReadOnlyList<CardSide> sides)
{
    private const string ModelRef = "model", DataRef = "data";

    public string Write(CycloneDxVersion version)
    {
        string number = version switch
        {
            CycloneDxVersion.V16 => "1.6",
            CycloneDxVersion.V17 => "1.7",
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "The version is V16 or V17"),
        };
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", $"http://cyclonedx.org/schema/bom-{number}.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", number);
            json.WriteString("serialNumber", $"urn:uuid:{Serial(facts.Hash)}");
            json.WriteNumber("version", 1);
            Metadata(json);
            json.WriteStartArray("components");
            Data(json);
            json.WriteEndArray();
            Dependencies(json);
            json.WriteEndObject();
        }
        // The writer ends lines as the platform does; a card's bytes are the same everywhere.
        return Encoding.UTF8.GetString(bytes.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private void Metadata(Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("name", "MlDsl");
        json.WriteString("version", facts.Library);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", "machine-learning-model");
        json.WriteString("bom-ref", ModelRef);
        json.WriteString("name", facts.Name);
        json.WriteString("version", facts.Version);
        json.WriteString("description", Purpose());
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", facts.Hash);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("modelCard");
        Parameters(json);
        Analysis(json);
        Considerations(json);
        json.WriteEndObject();
        Properties(json, Provenance());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Purpose() => words.Purpose ?? $"Predicts {facts.Label} ({facts.TaskText}) from {facts.Schema.Inputs.Count} columns of {facts.Schema.Name}.";

    private void Parameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("modelParameters");
        json.WriteStartObject("approach");
        json.WriteString("type", "supervised");
        json.WriteEndObject();
        json.WriteString("task", facts.TaskText);
        json.WriteString("architectureFamily", facts.Family);
        json.WriteString("modelArchitecture", facts.Trainer);
        json.WriteStartArray("datasets");
        json.WriteStartObject();
        json.WriteString("ref", DataRef);
        json.WriteEndObject();
        json.WriteEndArray();
        Formats(json, "inputs", facts.Schema.Inputs.Select(CardColumn.TextOf));
        Formats(json, "outputs", [Output()]);
        json.WriteEndObject();
    }

    private string Output() => facts.Outcome.Classes.Count > 0
        ? $"probabilities of the classes {string.Join(", ", facts.Outcome.Classes)} of {facts.Label}"
        : facts.Outcome.Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"{facts.Label} with an interval of {interval.Level * 100:0.##}%") : facts.Label;

    private static void Formats(Utf8JsonWriter json, string name, IEnumerable<string> formats)
    {
        json.WriteStartArray(name);
        foreach (string format in formats)
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Analysis(Utf8JsonWriter json)
    {
        if (sides.Count == 0) return;
        json.WriteStartObject("quantitativeAnalysis");
        json.WriteStartArray("performanceMetrics");
        foreach (CardSide side in sides)
        {
            Metrics(json, side.Metrics, side.Name);
            Metrics(json, side.Baseline, $"{side.Name}, baseline");
            foreach (CardSlice slice in side.Slices) Metrics(json, slice.Metrics, $"{side.Name}, {slice.Column} = {slice.Value}");
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Metrics(Utf8JsonWriter json, IReadOnlyList<NamedMetric> metrics, string slice)
    {
        foreach (NamedMetric named in metrics)
        {
            json.WriteStartObject();
            json.WriteString("type", named.Name);
            json.WriteString("value", Number(named.Metric.Value));
            json.WriteString("slice", slice);
            if (named.Metric.HasInterval)
            {
                json.WriteStartObject("confidenceInterval");
                json.WriteString("lowerBound", Number(named.Metric.Low));
                json.WriteString("upperBound", Number(named.Metric.High));
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "undefined" : value.ToString("R", CultureInfo.InvariantCulture);

    private void Considerations(Utf8JsonWriter json)
    {
        json.WriteStartObject("considerations");
        Texts(json, "users", words.Users);
        Texts(json, "useCases", words.UseCases);
        Texts(json, "technicalLimitations", [.. facts.Limits(), .. words.Limitations]);
        Texts(json, "performanceTradeoffs", words.Tradeoffs);
        if (words.Risks.Count > 0)
        {
            json.WriteStartArray("ethicalConsiderations");
            foreach (CardRisk risk in words.Risks)
            {
                json.WriteStartObject();
                json.WriteString("name", risk.Name);
                if (risk.Mitigation is { } mitigation) json.WriteString("mitigationStrategy", mitigation);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        Fairness(json);
        json.WriteEndObject();
    }

    // Groups whose figures stand above: what of it harms whom is for people to say.
    private void Fairness(Utf8JsonWriter json)
    {
        CardSlice[] groups = [.. sides.SelectMany(static s => s.Slices).DistinctBy(static s => (s.Column, s.Value))];
        if (groups.Length == 0) return;
        json.WriteStartArray("fairnessAssessments");
        foreach (CardSlice group in groups)
        {
            json.WriteStartObject();
            json.WriteString("groupAtRisk", $"{group.Column} = {group.Value}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Data(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "data");
        json.WriteString("bom-ref", DataRef);
        json.WriteString("name", facts.Schema.Name);
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("type", "dataset");
        json.WriteString("name", facts.Schema.Name);
        json.WriteStartObject("contents");
        Properties(json,
        [
            new("mldsl:rows", facts.Rows.ToString(CultureInfo.InvariantCulture)), new("mldsl:split", facts.Split), new("mldsl:fingerprint", facts.Fingerprint), new("mldsl:schema", facts.Schema.Hash),
            .. facts.Schema.Columns.Select(static c => new KeyValuePair<string, string>("mldsl:column", $"{CardColumn.TextOf(c)}; {c.Role}")),
        ]);
        json.WriteEndObject();
        if (words.Classification is { } classification) json.WriteString("classification", classification);
        Texts(json, "sensitiveData", [.. facts.Schema.Sensitive.Select(static c => c.Name)]);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Dependencies(Utf8JsonWriter json)
    {
        json.WriteStartArray("dependencies");
        json.WriteStartObject();
        json.WriteString("ref", ModelRef);
        json.WriteStartArray("dependsOn");
        json.WriteStringValue(DataRef);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private IEnumerable<KeyValuePair<string, string>> Provenance()
    {
        foreach (var (name, value) in facts.Options) yield return new($"mldsl:option:{name}", value);
        if (facts.Parent is { } parent) yield return new("mldsl:replaces", parent);
        foreach (CardSide side in sides)
        {
            yield return new($"mldsl:{side.Name}:rows", side.Rows.ToString(CultureInfo.InvariantCulture));
            if (side.Times > 0) yield return new($"mldsl:{side.Name}:assessed", side.Times.ToString(CultureInfo.InvariantCulture));
            if (side.Level > 0) yield return new($"mldsl:{side.Name}:level", side.Level.ToString("R", CultureInfo.InvariantCulture));
            foreach (var (column, values, least) in side.Small) yield return new($"mldsl:{side.Name}:too-small", string.Create(CultureInfo.InvariantCulture, $"{column}: {values} values with fewer than {least} rows"));
        }
    }

    private static void Properties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> properties)
    {
        json.WriteStartArray("properties");
        foreach (var (name, value) in properties)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteTexts(name, texts);
    }

    // A UUID of version 8, which leaves its digits to whoever makes it: RFC 9562.
    private static string Serial(string hash) => $"{hash[..8]}-{hash[8..12]}-8{hash[13..16]}-a{hash[17..20]}-{hash[20..32]}";
}
