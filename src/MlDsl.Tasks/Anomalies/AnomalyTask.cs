using System.ComponentModel;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>What <see cref="AnomalyDetection"/> is over rows with and without a label.</summary>
/// <typeparam name="TLabel"><see cref="bool"/>, or <see cref="NoLabel"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AnomalyTask<TLabel> : ITask<TLabel, AnomalyScore, AnomalyMetrics>
{
    private static readonly JsonEncodedText ScoreName = JsonEncodedText.Encode("score"), LabelName = JsonEncodedText.Encode("label");

    /// <inheritdoc/>
    public static LabelCodes<TLabel> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, TLabel> => AnomalyCodes<TLabel>.Instance;

    /// <inheritdoc/>
    public static LabelCodes<TLabel> Read(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome is { Link: Link.PowerOfTwo or Link.Odds, Classes.Count: 0, Baseline.Count: 1 }
            ? AnomalyCodes<TLabel>.Instance
            : throw new FormatException($"the link {outcome.Link}, {outcome.Classes.Count} classes and {outcome.Baseline.Count} baselines are none of anomalies");
    }

    /// <inheritdoc/>
    public static AnomalyScore Decide(ReadOnlySpan<float> scores, LabelCodes<TLabel> labels, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        float value = outcome.DegreeOf(scores[0]);
        return new AnomalyScore(value, value >= outcome.Threshold.Value);
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter json, in AnomalyScore prediction)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WritePropertyName(ScoreName);
        Json.JsonNumber.WriteSingle(json, prediction.Value);
        json.WriteBoolean(LabelName, prediction.IsAnomaly);
        json.WriteEndObject();
    }

    static void ITask<TLabel, AnomalyScore, AnomalyMetrics>.Tell(ReadOnlySpan<AnomalyScore> predictions, LabelCodes<TLabel> labels, Span<string?> classes, Span<float> numbers)
    {
        for (int i = 0; i < predictions.Length; i++) numbers[i] = predictions[i].Value;
    }

    /// <inheritdoc/>
    public static AnomalyMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return AnomalyEvaluator.Evaluate(Kept(rows), outcome.Threshold, AnomalyCodes<TLabel>.HasLabels, options ?? EvaluationOptions.Default);
    }

    static bool ITask<TLabel, AnomalyScore, AnomalyMetrics>.LearnsLabels => false;

    static bool ITask<TLabel, AnomalyScore, AnomalyMetrics>.KeepsShort => true;

    static ulong ITask<TLabel, AnomalyScore, AnomalyMetrics>.Keep(float label, ReadOnlySpan<float> predictions) => KeptRows.Pack(label, predictions[0]);

    static AnomalyMetrics ITask<TLabel, AnomalyScore, AnomalyMetrics>.Measure(KeptRows rows, Outcome outcome, EvaluationOptions options) =>
        AnomalyEvaluator.Evaluate(rows, outcome.Threshold, AnomalyCodes<TLabel>.HasLabels, options);

    /// <summary>1 less the PR-AUC.</summary>
    /// <exception cref="EvaluationException">The rows have no label.</exception>
    public static double Loss(in ScoredRows rows) => AnomalyCodes<TLabel>.HasLabels
        ? 1 - AnomalyEvaluator.PrAuc(Kept(rows))
        : throw new EvaluationException("Rows without a label do not tell how far off scores are: mark a flag [Label] for importance and search, or take Contributions, which ask for none");

    private static KeptRows Kept(in ScoredRows rows) => KeptRows.Of(BinaryEvaluator.Scored(BinaryClassification.Flags(rows.Labels), rows.Predictions), rows.Rows);
}
