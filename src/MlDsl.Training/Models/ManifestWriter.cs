using System.Reflection;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Writes <c>manifest.json</c>: everything about a model that a person or a registry may want to know.</summary>
internal static class ManifestWriter
{
    public const int Format = 1;

    public static byte[] Write<TInput>(ModelState<TInput> state, DatasetSchema schema, string learnedHash, string weightsHash) where TInput : struct
    {
        ModelCard card = state.Card;
        Outcome outcome = state.Outcome;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("mldsl", Version);
            json.WriteString("name", card.Name);
            json.WriteString("version", card.Version);
            json.WriteString("task", card.Task);
            json.WriteString("parent", card.Parent);
            WriteSchema(json, schema);
            WriteTrainer(json, card, state.Predictor);
            WriteData(json, card);
            WriteTexts(json, "classes", outcome.Classes);
            if (outcome.Positive is not null) json.WriteString("positive", outcome.Positive);
            json.WriteString("link", outcome.Link.ToString());
            json.WriteStartArray("baseline");
            foreach (float value in outcome.Baseline) json.WriteNumberValue(value);
            json.WriteEndArray();
            json.WriteNumber("threshold", outcome.Threshold.Value);
            WriteEvaluations(json, state.Evaluations);
            if (card.Warnings.Count > 0) WriteTexts(json, "warnings", card.Warnings);
            json.WriteStartObject("sha256");
            json.WriteString("learned", learnedHash);
            json.WriteString("weights", weightsHash);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        // The writer ends lines as the platform does; a model's bytes are the same everywhere.
        return System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static string Version =>
        typeof(ManifestWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static void WriteSchema(Utf8JsonWriter json, DatasetSchema schema)
    {
        json.WriteStartObject("schema");
        json.WriteString("name", schema.Name);
        json.WriteString("sha256", schema.Hash);
        WriteTexts(json, "columns", schema.Columns.Select(static c => c.ToString()));
        WriteTexts(json, "features", schema.Features.Select(static c => c.ToString()));
        WriteCode(json, FeatureCode.Of(schema));
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, IReadOnlyList<FeatureCode> features)
    {
        json.WriteStartArray("code");
        foreach (FeatureCode feature in features)
        {
            json.WriteStartObject();
            json.WriteString("feature", feature.Feature);
            json.WriteString("hash", feature.Hash);
            WriteTexts(json, "notCovered", feature.NotCovered);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTrainer(Utf8JsonWriter json, ModelCard card, Predictor predictor)
    {
        json.WriteStartObject("trainer");
        json.WriteString("name", card.Trainer);
        json.WriteStartObject("options");
        foreach (var (name, value) in card.Options) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("outputs", predictor.Outputs);
        json.WriteNumber("features", predictor.Width);
        json.WriteNumber("iterations", card.Log.Iterations);
        json.WriteBoolean("converged", card.Log.Converged);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteStartObject("data");
        json.WriteNumber("rows", card.Rows);
        json.WriteString("split", card.Split);
        json.WriteString("fingerprint", card.DataFingerprint);
        json.WriteEndObject();
    }

    private static void WriteEvaluations(Utf8JsonWriter json, IReadOnlyList<EvaluationRecord> evaluations)
    {
        json.WriteStartArray("evaluations");
        foreach (EvaluationRecord record in evaluations)
        {
            json.WriteStartObject();
            json.WriteString("side", record.Side);
            json.WriteNumber("rows", record.Rows);
            json.WriteNumber("times", record.Times);
            json.WriteStartObject("metrics");
            foreach (NamedMetric named in record.Metrics)
            {
                json.WriteStartArray(named.Name);
                foreach (double value in (double[])[named.Metric.Value, named.Metric.Low, named.Metric.High])
                {
                    // JSON has no NaN: an undefined metric is null.
                    if (double.IsFinite(value)) json.WriteNumberValue(value);
                    else json.WriteNullValue();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
