using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

/// <summary>What <see cref="MulticlassClassification"/> does with labels of one type.</summary>
public sealed class MulticlassTask<TLabel> : ITask<TLabel, ClassPrediction<TLabel>, MulticlassMetrics> where TLabel : notnull
{
    // More classes than this take their probabilities from the array pool instead of the stack.
    private const int MostOnStack = 128;

    private MulticlassTask()
    {
    }

    /// <inheritdoc/>
    public static LabelCodes<TLabel> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, TLabel> =>
        ClassCodes<TLabel>.Of(train, cancellation);

    /// <inheritdoc/>
    public static LabelCodes<TLabel> Read(Outcome outcome) => outcome is { Link: Link.Softmax, Classes.Count: >= 2 } && outcome.Baseline.Count == outcome.Classes.Count
        ? ClassCodes<TLabel>.Named(outcome.Classes, outcome.Baseline)
        : throw new FormatException($"the link {outcome.Link}, {outcome.Classes.Count} classes and {outcome.Baseline.Count} baselines are none of several classes");

    /// <inheritdoc/>
    public static ClassPrediction<TLabel> Decide(ReadOnlySpan<float> scores, LabelCodes<TLabel> labels, Outcome outcome)
    {
        int classes = outcome.Outputs(scores.Length);
        if (classes <= MostOnStack) return Decide(scores, labels, outcome, stackalloc float[classes]);
        float[] rented = System.Buffers.ArrayPool<float>.Shared.Rent(classes);
        ClassPrediction<TLabel> prediction = Decide(scores, labels, outcome, rented.AsSpan(0, classes));
        System.Buffers.ArrayPool<float>.Shared.Return(rented);
        return prediction;
    }

    static void ITask<TLabel, ClassPrediction<TLabel>, MulticlassMetrics>.WriteJson(Utf8JsonWriter json, in ClassPrediction<TLabel> prediction) =>
        PredictionJson.WriteClass(json, in prediction);

    static void ITask<TLabel, ClassPrediction<TLabel>, MulticlassMetrics>.Tell(ReadOnlySpan<ClassPrediction<TLabel>> predictions, LabelCodes<TLabel> labels, Span<string?> classes, Span<float> numbers)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            classes[i] = labels.Encode(predictions[i].Label) is var code && code >= 0 ? labels.Names[(int)code] : null;
            numbers[i] = predictions[i].Probability.Value;
        }
    }

    /// <inheritdoc/>
    public static MulticlassMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) =>
        MulticlassEvaluator.Evaluate(Indexes(rows.Labels), rows.Predictions, outcome.Classes, rows.Rows, [.. outcome.Baseline], options);

    static bool ITask<TLabel, ClassPrediction<TLabel>, MulticlassMetrics>.KeepsShort => true;

    static ulong ITask<TLabel, ClassPrediction<TLabel>, MulticlassMetrics>.Keep(float label, ReadOnlySpan<float> predictions) =>
        MulticlassRow.Of((int)label, predictions).Pack(predictions.Length);

    static MulticlassMetrics ITask<TLabel, ClassPrediction<TLabel>, MulticlassMetrics>.Measure(KeptRows rows, Outcome outcome, EvaluationOptions options) =>
        MulticlassEvaluator.Evaluate(rows, outcome.Classes, [.. outcome.Baseline], options);

    /// <summary>The log-loss, in nats.</summary>
    public static double Loss(in ScoredRows rows) => Losses.LogLoss(Indexes(rows.Labels), rows.Predictions, rows.Outputs, rows.Rows.Weights);

    private static ClassPrediction<TLabel> Decide(ReadOnlySpan<float> scores, LabelCodes<TLabel> labels, Outcome outcome, Span<float> probabilities)
    {
        outcome.Apply(scores, probabilities);
        int best = outcome.ClassOf(scores);
        return new ClassPrediction<TLabel>(((ClassCodes<TLabel>)labels)[best], Probability.Unchecked(probabilities[best]));
    }

    private static int[] Indexes(ReadOnlySpan<float> codes)
    {
        var indexes = new int[codes.Length];
        for (int i = 0; i < indexes.Length; i++) indexes[i] = (int)codes[i];
        return indexes;
    }
}
