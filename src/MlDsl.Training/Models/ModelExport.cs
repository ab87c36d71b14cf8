using System.Globalization;

namespace MlDsl.Training;

/// <summary>A model as an ONNX file that says where it comes from.</summary>
internal static class ModelExport
{
    /// <summary>The bytes of the file.</summary>
    /// <exception cref="OnnxExportException">A column cannot be exported.</exception>
    public static byte[] Write(ModelParts model, OnnxExportOptions? options)
    {
        options ??= OnnxExportOptions.Default;
        return OnnxExport.Write(model.Plan, model.Predictor, model.Outcome, options with { Provenance = Provenance(model, options.Provenance) });
    }

    // Where the model comes from and what it was measured at; the caller's own entries stand beside it.
    private static Dictionary<string, string> Provenance(ModelParts model, IReadOnlyDictionary<string, string> own)
    {
        ModelCard card = model.Card;
        var facts = new Dictionary<string, string>(own)
        {
            ["name"] = card.Name,
            ["version"] = card.Version,
            ["task"] = card.Task,
            ["trainer"] = card.Trainer,
            ["rows"] = card.Rows.ToString(CultureInfo.InvariantCulture),
            ["split"] = card.Split,
            ["data"] = card.DataFingerprint,
            ["model"] = ModelWriter.Write(model with { Evaluations = [] }).Hash,
        };
        foreach (EvaluationRecord record in model.Evaluations)
            facts[$"metrics.{record.Side}"] = string.Join('\n', record.Metrics.Select(static m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.Metric.Value:R} {m.Metric.Low:R} {m.Metric.High:R}")));
        return facts;
    }
}
