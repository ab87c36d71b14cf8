using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Reads <c>manifest.json</c> and compares it with the code that asks for the model.</summary>
internal sealed class ManifestReader(JsonElement json, string path)
{
    public string LearnedHash => Text(json.GetProperty("sha256"), "learned");

    public string WeightsHash => Text(json.GetProperty("sha256"), "weights");

    public int Outputs => json.GetProperty("trainer").GetProperty("outputs").GetInt32();

    /// <exception cref="ModelFileException">The file is of another format, model, task or schema.</exception>
    public void Check(string name, string task, DatasetSchema schema)
    {
        int format = json.GetProperty("format").GetInt32();
        if (format != ManifestWriter.Format)
            throw new ModelFileException($"'{path}' has format {format}, and this version of MlDsl reads {ManifestWriter.Format}; use the version that saved it ({Text(json, "mldsl")})");
        if (Text(json, "name") != name) throw new ModelFileException($"'{path}' holds the model '{Text(json, "name")}', not '{name}'; load it with its own type");
        if (Text(json, "task") != task) throw new ModelFileException($"'{path}' holds a model for {Text(json, "task")}, not {task}; fit and save the model again");
        JsonElement saved = json.GetProperty("schema");
        if (Text(saved, "sha256") == schema.Hash) return;
        var changes = SchemaChanges.Between(Texts(saved, "columns"), schema.Columns, "column")
            .Concat(SchemaChanges.Between(Texts(saved, "features"), schema.Features, "feature"));
        throw new ModelFileException(
            $"'{path}' was trained on another schema of '{schema.Name}': {string.Join("; ", changes)}. Fit and save the model again, or load it with the code it was saved by");
    }

    public ModelCard Card()
    {
        JsonElement trainer = json.GetProperty("trainer"), data = json.GetProperty("data");
        return new ModelCard
        {
            Name = Text(json, "name"),
            Version = Text(json, "version"),
            Task = Text(json, "task"),
            Trainer = Text(trainer, "name"),
            Options = new SortedDictionary<string, string>(
                trainer.GetProperty("options").EnumerateObject().ToDictionary(static o => o.Name, static o => o.Value.GetString() ?? ""), StringComparer.Ordinal),
            Rows = data.GetProperty("rows").GetInt64(),
            Split = Text(data, "split"),
            DataFingerprint = Text(data, "fingerprint"),
            Classes = Texts(json, "classes"),
            Baseline = [.. json.GetProperty("baseline").EnumerateArray().Select(static v => v.GetSingle())],
            Threshold = json.GetProperty("threshold").GetSingle(),
            Parent = json.GetProperty("parent").GetString(),
            Evaluations = [.. json.GetProperty("evaluations").EnumerateArray().Select(Evaluation)],
        };
    }

    private static EvaluationRecord Evaluation(JsonElement record) => new(
        Text(record, "side"),
        record.GetProperty("rows").GetInt32(),
        record.GetProperty("times").GetInt32(),
        [.. record.GetProperty("metrics").EnumerateObject().Select(static m => new NamedMetric(m.Name, Metric(m.Value)))]);

    private static Metric Metric(JsonElement values) => new(Number(values[0]), Number(values[1]), Number(values[2]));

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    private static List<string> Texts(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(static v => v.GetString() ?? "")];
}
