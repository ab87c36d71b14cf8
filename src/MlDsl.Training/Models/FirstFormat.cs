using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Reads a file of the first format, which does not describe its columns, and compares it with the code that asks for the model.</summary>
internal sealed class FirstFormat(JsonElement json, string source)
{
    private const string Learned = "learned.json", Weights = "weights.bin";

    /// <summary>Reads the model.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="contract">What is expected of it.</param>
    /// <param name="readMap">Reads what the training rows taught.</param>
    public ModelState<TInput> Read<TInput>(ModelArchive archive, ModelContract contract, Func<JsonElement, IFeatureMap<TInput>> readMap) where TInput : struct
    {
        IReadOnlyList<string> warnings = Check(contract);
        JsonElement hashes = json.GetProperty("sha256");
        byte[] learned = archive.Read(Learned, Text(hashes, "learned")), weights = archive.Read(Weights, Text(hashes, "weights"));
        using JsonDocument state = JsonDocument.Parse(learned);
        IFeatureMap<TInput> map = readMap(state.RootElement);
        var (predictor, log) = WeightsBlob.Read(weights, map.ToPlan().Width, Outputs, source);
        Outcome outcome = Outcome(contract);
        if (ModelReader.Problem(outcome, predictor) is { } problem) throw new FormatException($"'classes' {problem}");
        return new ModelState<TInput>(map, predictor, outcome, Card(contract, log, warnings), Evaluations());
    }

    // The first versions wrote the name of the model's base class, with the number of its type parameters.
    private string Task => Text(json, "task") is var text && text.IndexOf("Model`", StringComparison.Ordinal) is > 0 and var end
        ? text[..end] + (text[..end] == "Regression" ? "" : "Classification")
        : text;

    private int Outputs => json.GetProperty("trainer").GetProperty("outputs").GetInt32();

    /// <summary>What could not be checked, and what the caller accepted.</summary>
    /// <exception cref="ModelFileException">The file is of another format, model, task or schema.</exception>
    private IReadOnlyList<string> Check(ModelContract contract)
    {
        contract.CheckNames(Text(json, "name"), Task, source);
        JsonElement schema = json.GetProperty("schema");
        List<string> columns = Texts(schema, "columns"), features = Texts(schema, "features");
        return new SchemaCheck(contract).Columns(columns, features).Code(Features(), features).Positive(Optional("positive")).Finish(source);
    }

    /// <summary>The card, of a file that was found to fit.</summary>
    private ModelCard Card(ModelContract contract, TrainingLog log, IReadOnlyList<string> warnings)
    {
        JsonElement trainer = json.GetProperty("trainer"), data = json.GetProperty("data");
        return new ModelCard
        {
            Name = Text(json, "name"),
            Version = Text(json, "version"),
            Task = Task,
            Trainer = Text(trainer, "name"),
            Options = TextMap.Of(trainer.GetProperty("options").EnumerateObject().Select(static o => KeyValuePair.Create(o.Name, o.Value.GetString() ?? ""))),
            Log = log,
            Rows = Count(data.GetProperty("rows").GetInt64()),
            Split = Text(data, "split"),
            DataFingerprint = Text(data, "fingerprint"),
            Features = FeatureCode.Of(contract.Schema),
            Parent = json.GetProperty("parent").GetString(),
            // A warning that the file tells already is none of this time.
            Warnings = [.. (json.TryGetProperty("warnings", out _) ? Texts(json, "warnings") : []).Union(warnings)],
        };
    }

    /// <summary>From scores to a prediction.</summary>
    private Outcome Outcome(ModelContract contract)
    {
        List<string> classes = Texts(json, "classes");
        float[] baseline = [.. json.GetProperty("baseline").EnumerateArray().Select(static v => v.GetSingle())];
        // A binary model that names its two classes has one share, that of the positive one.
        int shares = classes.Count == 2 && contract.Positive is not null ? 1 : Math.Max(1, classes.Count);
        if (Outputs != (classes.Count > 2 ? classes.Count : 1) || baseline.Length != shares)
            throw new FormatException($"{classes.Count} classes do not go with {Outputs} outputs and {baseline.Length} baselines");
        if (!baseline.All(float.IsFinite)) throw new FormatException("a baseline is not a finite number");
        var link = new LinkStep(Link(Text(json.GetProperty("trainer"), "name"), classes.Count));
        var threshold = new ThresholdStep((Probability)json.GetProperty("threshold").GetSingle());
        return new Outcome(contract.Positive is null ? [link] : [link, threshold]) { Classes = classes, Positive = contract.Positive, Baseline = baseline };
    }

    /// <summary>The evaluations that were made before the model was saved.</summary>
    private IReadOnlyList<EvaluationRecord> Evaluations() => [.. json.GetProperty("evaluations").EnumerateArray().Select(Evaluation)];

    // A file that does not tell its link tells its trainer.
    private Link Link(string trainer, int classes)
    {
        if (Optional("link") is { } name)
            return Enum.TryParse(name, out Link link) && Enum.IsDefined(link) ? link : throw new FormatException($"'{name}' is no link");
        return (trainer, classes) switch
        {
            ("LogisticRegression", 0) => MlDsl.Link.Logit,
            ("LogisticRegression", _) => MlDsl.Link.Softmax,
            ("PoissonRegression", _) => MlDsl.Link.Log,
            _ => MlDsl.Link.Identity,
        };
    }

    private List<FeatureCode>? Features()
    {
        if (!json.GetProperty("schema").TryGetProperty("code", out JsonElement code)) return null;
        return [.. code.EnumerateArray().Select(static f => new FeatureCode { Feature = Text(f, "feature"), Hash = Text(f, "hash"), NotCovered = Texts(f, "notCovered") })];
    }

    private string? Optional(string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static EvaluationRecord Evaluation(JsonElement record) => new(
        Text(record, "side"),
        (int)Count(record.GetProperty("rows").GetInt32()),
        (int)Count(record.GetProperty("times").GetInt32()),
        [.. record.GetProperty("metrics").EnumerateObject().Select(static m => new NamedMetric(m.Name, Metric(m.Value)))]);

    private static Metric Metric(JsonElement values) => values.GetArrayLength() == 3
        ? new(Number(values[0]), Number(values[1]), Number(values[2]))
        : throw new FormatException("a metric is a value and the two ends of its interval");

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN
        : value.GetDouble() is var number && double.IsFinite(number) ? number
        : throw new FormatException("a metric is not a finite number");

    private static long Count(long number) => number >= 0 ? number : throw new FormatException($"{number} is no count");

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    private static List<string> Texts(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(static v => v.GetString() ?? "")];
}
