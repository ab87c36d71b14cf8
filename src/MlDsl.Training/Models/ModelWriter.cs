using System.Buffers;
using System.Reflection;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Writes the entries of a model file.</summary>
internal static class ModelWriter
{
    /// <summary>The file of a model, and what tells it from others: the SHA-256 of its manifest, which covers all but the evaluations.</summary>
    public static (byte[] File, string Hash) Write(ModelParts parts)
    {
        byte[] plan = Json(parts.Plan.Write), outcome = Json(json => WriteOutcome(json, parts.Outcome));
        var buffer = new ArrayBufferWriter<byte>();
        parts.Predictor.Write(buffer);
        byte[] predictor = buffer.WrittenSpan.ToArray();
        List<(string Name, byte[] Content)> entries = [(ModelArchive.Plan, plan), (ModelArchive.Predictor, predictor), (ModelArchive.Outcome, outcome)];
        if (parts.Reference is { } reference) entries.Add((ModelArchive.Reference, ReferenceFile.Write(reference)));
        byte[] manifest = Json(json => WriteManifest(json, parts, entries));
        byte[] evaluations = Json(json => WriteEvaluations(json, parts.Evaluations));
        string hash = ModelArchive.Hash(manifest);
        byte[] file = ModelArchive.Write(
            [(ModelArchive.Manifest, manifest), .. entries, (ModelArchive.Evaluations, evaluations)],
            $"{hash} {ModelArchive.Hash(evaluations)}");
        return (file, hash);
    }

    private static void WriteManifest(Utf8JsonWriter json, ModelParts parts, List<(string Name, byte[] Content)> entries)
    {
        ModelCard card = parts.Card;
        json.WriteStartObject();
        json.WriteNumber("format", ModelFile.Format);
        json.WriteString("mldsl", Version);
        WriteCard(json, card);
        json.WriteStartObject("schema");
        json.WriteString("name", parts.Plan.Schema.Name);
        json.WriteString("sha256", parts.Plan.Schema.Hash);
        json.WriteEndObject();
        json.WriteStartObject("predictor");
        json.WriteString("kind", parts.Predictor.Kind);
        json.WriteNumber("outputs", parts.Predictor.Outputs);
        json.WriteNumber("features", parts.Predictor.Width);
        if (parts.Predictor is TreePredictor { Packing: not TreePacking.Fast } trees)
        {
            json.WriteString("packing", trees.Packing.ToString());
            json.WriteNumber("errorBound", trees.ErrorBound);
        }
        json.WriteEndObject();
        json.WriteTexts("warnings", card.Warnings);
        WriteLeakage(json, card);
        json.WriteStartObject("sha256");
        foreach (var (name, content) in entries) json.WriteString(name, ModelArchive.Hash(content));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes what a card tells of a training.</summary>
    public static void WriteCard(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteString("name", card.Name);
        json.WriteString("version", card.Version);
        json.WriteString("task", card.Task);
        json.WriteString("parent", card.Parent);
        json.WriteStartObject("trainer");
        json.WriteString("name", card.Trainer);
        json.WriteStartObject("options");
        foreach (var (name, value) in card.Options) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("iterations", card.Log.Iterations);
        json.WriteBoolean("converged", card.Log.Converged);
        json.WriteNumber("objective", card.Log.Objective);
        if (card.Log.Tried is { } tried)
        {
            json.WriteStartArray("tried");
            foreach (TriedCount one in tried)
            {
                json.WriteStartObject();
                json.WriteNumber("count", one.Count);
                json.WriteNumber("criterion", one.Criterion);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartObject("data");
        json.WriteNumber("rows", card.Rows);
        json.WriteString("split", card.Split);
        json.WriteString("fingerprint", card.DataFingerprint);
        json.WriteEndObject();
    }

    public static void WriteLeakage(Utf8JsonWriter json, ModelCard card)
    {
        if (card is { LeakageRules: null, AcceptedRisks.Count: 0 }) return;
        json.WriteStartObject("leakage");
        if (card.LeakageRules is not null) json.WriteString("rules", card.LeakageRules);
        json.WriteStartArray("accepted");
        foreach (AcceptedRisk risk in card.AcceptedRisks)
        {
            json.WriteStartObject();
            json.WriteString("rule", risk.Rule);
            json.WriteString("place", risk.Place);
            json.WriteString("reason", risk.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, Outcome outcome)
    {
        json.WriteStartObject();
        json.WriteStartArray("steps");
        foreach (OutcomeStep step in outcome.Steps)
        {
            json.WriteStartObject();
            switch (step)
            {
                case LinkStep link:
                    json.WriteString("step", "link");
                    json.WriteString("link", link.Link.ToString());
                    break;
                case ThresholdStep threshold:
                    json.WriteString("step", "threshold");
                    json.WriteNumber("probability", threshold.Probability.Value);
                    break;
                case CalibrationStep calibration:
                    WriteCalibration(json, calibration);
                    break;
                case IntervalStep interval:
                    WriteInterval(json, interval);
                    break;
                default:
                    throw new NotSupportedException($"A file cannot hold the step {step.GetType().Name}");
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteTexts("classes", outcome.Classes);
        if (outcome.Positive is not null) json.WriteString("positive", outcome.Positive);
        json.WriteStartArray("baseline");
        foreach (float value in outcome.Baseline) json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCalibration(Utf8JsonWriter json, CalibrationStep calibration)
    {
        json.WriteString("step", "calibration");
        json.WriteString("method", calibration.Method.ToString());
        json.WriteStartArray("curves");
        foreach (CalibrationCurve curve in calibration.Curves)
        {
            json.WriteStartObject();
            WriteNumbers(json, "values", curve.Values);
            WriteNumbers(json, "knots", curve.Knots);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("rows", calibration.Rows);
        json.WriteNumber("share", calibration.Share);
    }

    private static void WriteInterval(Utf8JsonWriter json, IntervalStep interval)
    {
        json.WriteString("step", "interval");
        json.WriteNumber("level", interval.Level);
        if (interval.IsOfQuantiles) json.WriteBoolean("quantiles", true);
        json.WriteNumber("radius", interval.Radius);
        WriteNumbers(json, "knots", interval.Knots);
        WriteNumbers(json, "spreads", interval.Spreads);
        json.WriteNumber("rows", interval.Rows);
        json.WriteNumber("share", interval.Share);
        if (double.IsNaN(interval.Exchangeability)) json.WriteNull("exchangeability");
        else json.WriteNumber("exchangeability", interval.Exchangeability);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    public static void WriteEvaluations(Utf8JsonWriter json, IReadOnlyList<EvaluationRecord> evaluations)
    {
        json.WriteStartArray();
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

    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) write(json);
        // The writer ends lines as the platform does; a model's bytes are the same everywhere.
        return System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    /// <summary>The version of MlDsl.</summary>
    public static string Version =>
        typeof(ModelWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
