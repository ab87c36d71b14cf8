using System.ComponentModel;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>What <see cref="Clustering"/> is over rows of any label, and of none.</summary>
/// <typeparam name="TLabel">The label's type, which is not looked at.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClusteringTask<TLabel> : ITask<TLabel, ClusterAssignment, ClusterMetrics>
{
    private static readonly JsonEncodedText ClusterName = JsonEncodedText.Encode("cluster"), ShareName = JsonEncodedText.Encode("share");

    /// <inheritdoc/>
    public static LabelCodes<TLabel> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, TLabel> => new ClusterCodes<TLabel>([]);

    /// <inheritdoc/>
    public static LabelCodes<TLabel> Read(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome is { Link: Link.Softmax, Classes.Count: >= 2 } && outcome.Classes.SequenceEqual(ClusterCodes<TLabel>.NamesOf(outcome.Classes.Count))
            ? new ClusterCodes<TLabel>(outcome.Classes)
            : throw new FormatException($"the link {outcome.Link} and {outcome.Classes.Count} classes are none of clusters");
    }

    /// <inheritdoc/>
    public static ClusterAssignment Decide(ReadOnlySpan<float> scores, LabelCodes<TLabel> labels, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        int best = outcome.ClassOf(scores);
        double others = 0;
        foreach (float score in scores) others += Math.Exp((double)score - scores[best]);
        return new ClusterAssignment(best, (float)(1 / others));
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter json, in ClusterAssignment prediction)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteNumber(ClusterName, prediction.Cluster);
        json.WritePropertyName(ShareName);
        Json.JsonNumber.WriteSingle(json, prediction.Share);
        json.WriteEndObject();
    }

    static void ITask<TLabel, ClusterAssignment, ClusterMetrics>.Tell(ReadOnlySpan<ClusterAssignment> predictions, LabelCodes<TLabel> labels, Span<string?> classes, Span<float> numbers)
    {
        ArgumentNullException.ThrowIfNull(labels);
        for (int i = 0; i < predictions.Length; i++) (classes[i], numbers[i]) = (labels.Names[predictions[i].Cluster], predictions[i].Share);
    }

    static bool ITask<TLabel, ClusterAssignment, ClusterMetrics>.LearnsLabels => false;

    /// <inheritdoc/>
    public static ClusterMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) => ClusterEvaluator.Evaluate(rows, options ?? EvaluationOptions.Default);

    /// <summary>There is none.</summary>
    /// <exception cref="EvaluationException">Always.</exception>
    public static double Loss(in ScoredRows rows) => throw new EvaluationException("Clusters have no labels that a loss could compare them with: choose their number by Silhouette and Stability, and ask Contributions what columns matter");
}
