using System.Buffers;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Expressions;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>What an exported file says of itself, under <c>mldsl.</c> in its metadata.</summary>
internal static class ExportMetadata
{
    private const string Prefix = "mldsl.";

    public static void Write(OnnxGraphBuilder graph, FeaturePlan plan, IReadOnlyList<ColumnSchema> inputs, Outcome outcome, OnnxExportOptions options)
    {
        SortedDictionary<string, string> facts = new(StringComparer.Ordinal)
        {
            ["format"] = "1",
            ["schema.name"] = plan.Schema.Name,
            ["schema.hash"] = plan.Schema.Hash,
            ["schema.columns"] = Lines(plan.Schema.Columns),
            ["schema.features"] = Lines(plan.Schema.Features),
            ["inputs"] = Json(json => WriteInputs(json, plan, inputs)),
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
        foreach ((string key, string value) in options.Provenance)
        {
            if (!facts.TryAdd(key, value))
                throw new OnnxExportException($"The provenance has the key '{key}', which the export itself writes: choose another");
        }
        foreach ((string key, string value) in facts) graph.Metadata(Prefix + key, value);
    }

    private static string Lines(IEnumerable<ColumnSchema> columns) => string.Join('\n', columns.Select(static c => c.ToString()));

    // What a caller must know to feed each input.
    private static void WriteInputs(Utf8JsonWriter json, FeaturePlan plan, IReadOnlyList<ColumnSchema> inputs)
    {
        json.WriteStartArray();
        Dictionary<string, string> obstacles = [];
        foreach (FeatureExpression expression in plan.Expressions)
            if (ExpressionObstacle.Of(expression) is { } obstacle) obstacles[expression.Feature.Member] = obstacle;
        foreach (ColumnSchema column in inputs)
        {
            DeclaredType type = DeclaredType.Of(column);
            json.WriteStartObject();
            json.WriteString("name", column.Member);
            json.WriteString("column", column.Name);
            json.WriteString("type", column.Type);
            if (plan.Schema.Features.Contains(column))
            {
                json.WriteBoolean("computed", true);
                if (column.NotAnOp is { } reason || obstacles.TryGetValue(column.Member, out reason)) json.WriteString("why", reason);
            }
            if (type.IsNullable) json.WriteString("missing", type.HasNaN ? "NaN" : GraphInput.PresenceOf(column.Member));
            if (type.IsTime)
            {
                json.WriteString("unit", type.Name == "System.TimeOnly" ? "ticks of 100 ns since midnight" : "ticks of 100 ns since 0001-01-01T00:00:00");
                if (plan.Encodings.FirstOrDefault(e => e.Column == column.Member) is DatePartsEncoding { AreInstants: true }) json.WriteString("clock", "UTC");
            }
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
