using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Tool.Inspecting;
using MlDsl.Training;

namespace MlDsl.Tool.Comparing;

/// <summary>Something that the files of two models tell differently.</summary>
/// <param name="Part">The part of the file: card, columns, encodings, options, outcome, predictor or an evaluation.</param>
/// <param name="Name">What it is.</param>
/// <param name="One">What the first file says; null where it says nothing.</param>
/// <param name="Other">What the second one says; null where it says nothing.</param>
internal sealed record Difference(string Part, string Name, string? One, string? Other)
{
    public override string ToString() => $"{Part}: {Visible.Of(Name)}: {Said(One)} → {Said(Other)}";

    private static string Said(string? text) => text is null ? "(none)" : Visible.Of(text, longest: 200);
}

/// <summary>What two models' files tell differently.</summary>
internal static class ModelDiff
{
    /// <summary>The differences, part by part.</summary>
    public static IReadOnlyList<Difference> Of(DynamicModel one, DynamicModel other) =>
    [
        .. Of("card", Card(one), Card(other)),
        .. Of("columns", Columns(one), Columns(other)),
        .. Encodings(one.Plan, other.Plan),
        .. Of("options", [.. one.Card.Options], [.. other.Card.Options]),
        .. Of("outcome", Outcome(one.Outcome), Outcome(other.Outcome)),
        .. Of("predictor", Predictor(one.Predictor), Predictor(other.Predictor)),
        .. Evaluations(one, other),
    ];

    private static IEnumerable<Difference> Of(string part, KeyValuePair<string, string>[] one, KeyValuePair<string, string>[] other)
    {
        Dictionary<string, string> left = new(one, StringComparer.Ordinal), right = new(other, StringComparer.Ordinal);
        return left.Keys.Union(right.Keys).Where(name => left.GetValueOrDefault(name) != right.GetValueOrDefault(name))
            .Select(name => new Difference(part, name, left.GetValueOrDefault(name), right.GetValueOrDefault(name)));
    }

    private static KeyValuePair<string, string>[] Card(DynamicModel model)
    {
        ModelCard card = model.Card;
        return
        [
            new("name", card.Name), new("version", card.Version), new("task", card.Task), new("trainer", card.Trainer), new("rows", card.Rows.ToString(CultureInfo.InvariantCulture)),
            new("split", card.Split), new("data", card.DataFingerprint), .. card.Parent is { } parent ? (KeyValuePair<string, string>[])[new("parent", parent)] : [],
            .. card.LeakageRules is { } rules ? (KeyValuePair<string, string>[])[new("leakage rules", rules)] : [],
            .. card.AcceptedRisks.Count > 0 ? (KeyValuePair<string, string>[])[new("accepted risks", string.Join("; ", card.AcceptedRisks.Select(static risk => $"{risk.Rule} {risk.Place}: {risk.Reason}").Order(StringComparer.Ordinal)))] : [],
            .. card.Features.Select(static feature => new KeyValuePair<string, string>($"code of {feature.Feature}", $"{feature.Hash}")),
        ];
    }

    private static KeyValuePair<string, string>[] Columns(DynamicModel model) =>
        [.. model.Plan.Schema.Columns.Concat(model.Plan.Schema.Features).Select(static column => new KeyValuePair<string, string>(column.Name, ModelSheet.TextOf(column, encoding: null)))];

    // What was learned of a column is shown by a hash: it may be long, and the options tell how.
    private static IEnumerable<Difference> Encodings(FeaturePlan one, FeaturePlan other)
    {
        Dictionary<string, string> left = one.Encodings.ToDictionary(static e => e.Column, Text, StringComparer.Ordinal), right = other.Encodings.ToDictionary(static e => e.Column, Text, StringComparer.Ordinal);
        foreach (string column in left.Keys.Intersect(right.Keys).Where(column => left[column] != right[column]))
        {
            string before = OptionsOf(left[column]), after = OptionsOf(right[column]);
            yield return before != after
                ? new Difference("encodings", column, before, after)
                : new Difference("encodings", column, $"learned {Hash(left[column])}", $"learned {Hash(right[column])}");
        }
    }

    private static string Text(IEncoding encoding) => Encoding.UTF8.GetString(JsonLine.Of(json =>
    {
        json.WritePropertyName("encoding");
        encoding.Write(json);
    }));

    private static string OptionsOf(string encoding)
    {
        using JsonDocument json = JsonDocument.Parse(encoding);
        return json.RootElement.GetProperty("encoding").TryGetProperty("options", out JsonElement options) ? options.GetRawText() : "";
    }

    private static KeyValuePair<string, string>[] Outcome(Outcome outcome) => [.. Steps(outcome).Where(static step => step.Value.Length > 0)];

    private static KeyValuePair<string, string>[] Steps(Outcome outcome) =>
    [
        new("link", outcome.Link.ToString()), new("classes", string.Join(", ", outcome.ClassNames)), new("positive", outcome.Positive ?? ""),
        new("threshold", outcome.Threshold.ToString()), new("calibration", outcome.Calibration is { } calibration ? $"{calibration.Method} {Hash(JsonSerializer.Serialize<OutcomeStep>(calibration))}" : ""),
        new("interval", outcome.Interval is { } interval ? $"{interval.Level.ToString(CultureInfo.InvariantCulture)} {Hash(JsonSerializer.Serialize<OutcomeStep>(interval))}" : ""),
        new("baseline", string.Join(", ", outcome.Baseline.Select(static share => share.ToString(CultureInfo.InvariantCulture)))),
    ];

    private static KeyValuePair<string, string>[] Predictor(Predictor predictor)
    {
        byte[] bytes = ModelSheet.BytesOf(predictor);
        return
        [
            new("kind", predictor.Kind), new("features", predictor.Width.ToString(CultureInfo.InvariantCulture)), new("scores", predictor.Outputs.ToString(CultureInfo.InvariantCulture)),
            new("bytes", bytes.Length.ToString(CultureInfo.InvariantCulture)), new("sha256", Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant()),
        ];
    }

    private static IEnumerable<Difference> Evaluations(DynamicModel one, DynamicModel other) =>
        one.Evaluations.Concat(other.Evaluations).Select(static record => record.Side).Distinct().SelectMany(side => Of($"{side} evaluation", Last(one, side), Last(other, side)));

    private static KeyValuePair<string, string>[] Last(DynamicModel model, string side) =>
        model.Evaluations.LastOrDefault(record => record.Side == side) is { } last ? [.. last.Metrics.Select(static metric => new KeyValuePair<string, string>(metric.Name, $"{metric.Metric}"))] : [];

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12].ToLowerInvariant();
}
