using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Where an exported model comes from and what it was measured at, as entries of the file's metadata.</summary>
internal static class ExportProvenance
{
    /// <summary>The facts of a model beside the caller's <paramref name="own"/> entries, which go before.</summary>
    public static IReadOnlyDictionary<string, string> Of(ModelParts parts, IReadOnlyDictionary<string, string> own) =>
        Of(parts.Card, parts.Evaluations, ModelWriter.Write(parts with { Evaluations = [] }).Hash, own);

    /// <summary>The facts of a model of any file.</summary>
    /// <param name="card">Its card.</param>
    /// <param name="evaluations">What it was measured at.</param>
    /// <param name="hash">The hash of its file's manifest.</param>
    /// <param name="own">Further entries, which go before.</param>
    public static IReadOnlyDictionary<string, string> Of(ModelCard card, IEnumerable<EvaluationRecord> evaluations, string hash, IEnumerable<KeyValuePair<string, string>> own)
    {
        var facts = new Dictionary<string, string>
        {
            ["name"] = card.Name,
            ["version"] = card.Version,
            ["task"] = card.Task,
            ["trainer"] = card.Trainer,
            ["trainer.options"] = Options(card),
            ["trainer.iterations"] = Whole(card.Log.Iterations),
            ["trainer.converged"] = card.Log.Converged ? "true" : "false",
            ["rows"] = Whole(card.Rows),
            ["split"] = card.Split,
            ["data"] = card.DataFingerprint,
            ["model"] = hash,
            ["producer"] = ModelWriter.Version,
        };
        if (card.Parent is { } parent) facts["parent"] = parent;
        if (card.Warnings.Count > 0) facts["warnings"] = string.Join('\n', card.Warnings);
        // Of several evaluations of a side the last.
        foreach (EvaluationRecord record in evaluations)
        {
            facts[$"metrics.{record.Side}"] = string.Join('\n', record.Metrics.Select(static m => string.Create(
                CultureInfo.InvariantCulture, $"{m.Name} {m.Metric.Value:R} {m.Metric.Low:R} {m.Metric.High:R}")));
            facts[$"metrics.{record.Side}.rows"] = Whole(record.Rows);
            if (record.Times > 0) facts[$"metrics.{record.Side}.times"] = Whole(record.Times);
        }
        foreach (var (key, value) in own) facts[key] = value;
        return facts;
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Options(ModelCard card)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in card.Options) json.WriteString(name, value);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
