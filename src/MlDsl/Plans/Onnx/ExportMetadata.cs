using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>What an exported file says of itself, under <c>mldsl.</c> in its metadata.</summary>
internal static class ExportMetadata
{
    private const string Prefix = "mldsl.";

    public static void Write(
        OnnxGraphBuilder graph, FeaturePlan plan, IReadOnlyList<OnnxExportInput> inputs, Outcome outcome, IReadOnlyList<(string Name, string Gives, string? Class)> outputs,
        IReadOnlyDictionary<string, string> provenance)
    {
        SortedDictionary<string, string> facts = new(StringComparer.Ordinal)
        {
            ["format"] = "1",
            ["schema.name"] = plan.Schema.Name,
            ["schema.hash"] = plan.Schema.Hash,
            ["schema.columns"] = Lines(plan.Schema.Columns),
            ["schema.features"] = Lines(plan.Schema.Features),
            ["inputs"] = Json(json => WriteInputs(json, inputs)),
            ["outputs"] = Json(json => WriteOutputs(json, outputs)),
            ["link"] = outcome.Link.ToString(),
        };
        if (outcome.ClassNames.Count > 0)
        {
            facts["classes"] = Json(json =>
            {
                json.WriteStartArray();
                foreach (string name in outcome.ClassNames) json.WriteStringValue(name);
                json.WriteEndArray();
            });
        }
        if (outcome.Link == Link.Logit) facts["positive"] = outcome.Positive ?? "true";
        if (outcome.Link is Link.Logit or Link.PowerOfTwo or Link.Odds) facts["threshold"] = outcome.Threshold.Value.ToString("R", CultureInfo.InvariantCulture);
        if (outcome.Calibration is { } calibration) facts["calibration"] = calibration.Method.ToString();
        if (outcome.Interval is { } interval) facts["interval"] = interval.Level.ToString("R", CultureInfo.InvariantCulture);
        foreach ((string key, string value) in provenance)
        {
            if (!facts.TryAdd(key, value))
                throw new OnnxExportException($"The provenance has the key '{key}', which the export itself writes: choose another");
        }
        foreach ((string key, string value) in facts) graph.Metadata(Prefix + key, value);
    }

    private static string Lines(IEnumerable<ColumnSchema> columns) => string.Join('\n', columns.Select(static c => c.ToString()));

    // What a caller must know to feed each input.
    private static void WriteInputs(Utf8JsonWriter json, IReadOnlyList<OnnxExportInput> inputs)
    {
        json.WriteStartArray();
        foreach (OnnxExportInput input in inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteString("column", input.Column);
            json.WriteString("type", input.Type);
            if (input.Length > 0) json.WriteNumber("length", input.Length);
            if (input.Steps > 0) json.WriteNumber("steps", input.Steps);
            if (input.IsComputed) json.WriteBoolean("computed", true);
            if (input.Why is { } why) json.WriteString("why", why);
            if (input.Missing is { } missing) json.WriteString("missing", missing);
            if (input.Sentinel is { } sentinel) json.WriteString("sentinel", sentinel);
            if (input.Unit is { } unit) json.WriteString("unit", unit);
            if (input.Clock is { } clock) json.WriteString("clock", clock);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteOutputs(Utf8JsonWriter json, IReadOnlyList<(string Name, string Gives, string? Class)> outputs)
    {
        json.WriteStartArray();
        foreach ((string name, string gives, string? ofClass) in outputs)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("gives", gives);
            if (ofClass is not null) json.WriteString("class", ofClass);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer)) write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
