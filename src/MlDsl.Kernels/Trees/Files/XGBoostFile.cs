using System.Globalization;
using System.Text.Json;

namespace MlDsl.Kernels;

/// <summary>
/// Reads models that XGBoost saved as JSON or UBJSON (1.0 and later), of the boosters gbtree and dart. Scores agree with XGBoost's
/// up to the order of single-precision additions: it starts from the base score, which is added last here.
/// </summary>
public static class XGBoostFile
{
    /// <summary>Reads a model.</summary>
    /// <param name="file">The content of a <c>.json</c> or <c>.ubj</c> file.</param>
    /// <exception cref="TreeEnsembleException">The file is malformed, of another booster or objective, or has trees with vector leaves.</exception>
    public static TreeModel Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(UbjsonReader.IsUbjson(file.Span) ? UbjsonReader.ToJson(file.Span) : LooseJson.Quote(file));
            return Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new TreeEnsembleException($"The XGBoost model is no JSON: {problem.Message}", problem);
        }
    }

    private static TreeModel Read(JsonElement root)
    {
        JsonElement learner = Member(root, "learner", "the file");
        JsonElement parameters = Member(learner, "learner_model_param", "the learner");
        string objective = Text(Member(Member(learner, "objective", "the learner"), "name", "the objective"), "objective");
        JsonElement booster = Member(learner, "gradient_booster", "the learner");
        string name = booster.TryGetProperty("name", out JsonElement kind) ? Text(kind, "name") : "gbtree";
        if (name is not ("gbtree" or "dart")) throw new TreeEnsembleException($"The XGBoost booster '{name}' has no trees; gbtree and dart are read");
        float[]? drops = name == "dart" ? Floats(Member(booster, "weight_drop", "the booster"), "weight_drop") : null;
        JsonElement model = Member(name == "dart" ? Member(booster, "gbtree", "the booster") : booster, "model", "the booster");

        int classes = Whole(parameters, "num_class", 0), targets = Whole(parameters, "num_target", 1);
        int outputs = Math.Max(1, Math.Max(classes, targets));
        var reader = new XGBoostTreeReader(Whole(parameters, "num_feature", 0), outputs);
        JsonElement[] trees = [.. Array(Member(model, "trees", "the model"), "trees")];
        int[] info = Integers(Member(model, "tree_info", "the model"), "tree_info");
        if (info.Length != trees.Length) throw new TreeEnsembleException($"The XGBoost model has {trees.Length} trees and {info.Length} entries of tree_info");
        if (drops is not null && drops.Length != trees.Length)
            throw new TreeEnsembleException($"The XGBoost model has {trees.Length} trees and {drops.Length} entries of weight_drop");
        var ensemble = new TreeEnsemble
        {
            FeatureCount = Whole(parameters, "num_feature", 0),
            OutputCount = outputs,
            Trees = [.. trees.Select((tree, i) => reader.Read(tree, i, info[i], drops?[i] ?? 1f))],
            BaseValues = BaseValues(parameters, objective, outputs),
        };
        return new TreeModel
        {
            Ensemble = ensemble,
            Objective = objective,
            Transform = XGBoostObjective.Transform(objective),
            PicksClass = objective == "multi:softmax",
            FeatureNames = learner.TryGetProperty("feature_names", out JsonElement names) ? [.. Array(names, "feature_names").Select(static item => Text(item, "feature_names"))] : [],
        };
    }

    // One number, or since XGBoost 3 a list of one per output, written as a text either way.
    private static double[] BaseValues(JsonElement parameters, string objective, int outputs)
    {
        string text = Text(Member(parameters, "base_score", "the parameters"), "base_score");
        double[] values = [.. text.Trim('[', ']').Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double score)
            ? XGBoostObjective.Margin(objective, score)
            : throw new TreeEnsembleException($"The XGBoost model's base_score '{text}' is no number"))];
        if (values.Length == 1) return [.. Enumerable.Repeat(values[0], outputs)];
        return values.Length == outputs ? values : throw new TreeEnsembleException($"The XGBoost model has {values.Length} base scores for {outputs} outputs");
    }

    internal static JsonElement Member(JsonElement parent, string name, string place) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new TreeEnsembleException($"The XGBoost model is malformed: {place} has no '{name}'");

    internal static JsonElement.ArrayEnumerator Array(JsonElement value, string name) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray()
        : throw new TreeEnsembleException($"The XGBoost model is malformed: '{name}' is no list");

    internal static string Text(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new TreeEnsembleException($"The XGBoost model is malformed: '{name}' is no text");

    internal static float[] Floats(JsonElement value, string name) =>
        [.. Array(value, name).Select(item => item.ValueKind switch
        {
            JsonValueKind.Number when item.TryGetSingle(out float number) => number,
            JsonValueKind.String when item.ValueEquals("NaN"u8) => float.NaN,
            JsonValueKind.String when item.ValueEquals("Infinity"u8) => float.PositiveInfinity,
            JsonValueKind.String when item.ValueEquals("-Infinity"u8) => float.NegativeInfinity,
            _ => throw NoNumber(name),
        })];

    internal static int[] Integers(JsonElement value, string name) => [.. Array(value, name).Select(item => item.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when item.TryGetInt32(out int number) => number,
        _ => throw NoNumber(name),
    })];

    internal static int Whole(JsonElement parameters, string name, int missing)
    {
        if (!parameters.TryGetProperty(name, out JsonElement value)) return missing;
        return int.TryParse(Text(value, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : throw NoNumber(name);
    }

    private static TreeEnsembleException NoNumber(string name) => new($"The XGBoost model is malformed: '{name}' holds something that is no number of its kind");
}
