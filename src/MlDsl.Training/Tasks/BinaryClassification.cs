using MlDsl.Training;

namespace MlDsl;

/// <summary>Predict one of two classes.</summary>
[Task("BinaryClassification", Target = TargetKind.TwoClasses, Labels = LabelKinds.TwoClasses, DefaultTrainer = typeof(LogisticRegressionAttribute), Base = typeof(BinaryModel<,,>))]
public sealed class BinaryClassification : ITask<bool, BinaryPrediction, BinaryMetrics>
{
    /// <inheritdoc/>
    public static IEnumerable<OutcomeStep> Steps => [new ThresholdStep((Probability)0.5f)];

    /// <inheritdoc/>
    public static LabelCodes<bool> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, bool>
    {
        var (names, share) = TwoClasses.Of(train, cancellation);
        return new FlagCodes(names, TRow.Schema.PositiveClass, share);
    }

    /// <inheritdoc/>
    public static LabelCodes<bool> Read(Outcome outcome) =>
        outcome is { Link: Link.Logit, Classes.Count: 0 or 2, Baseline: [>= 0 and <= 1] }
            ? new FlagCodes(outcome.Classes, outcome.Positive ?? "true", outcome.Baseline[0])
            : throw new FormatException($"the link {outcome.Link}, {outcome.Classes.Count} classes and {outcome.Baseline.Count} baselines are none of two classes");

    static IEnumerable<RowBatch<TRow>> ITask<bool, BinaryPrediction, BinaryMetrics>.Check<TRow>(IEnumerable<RowBatch<TRow>> batches, Outcome outcome, string side) =>
        TwoClasses.Checked(batches, outcome.Classes, side);

    /// <inheritdoc/>
    public static BinaryPrediction Decide(ReadOnlySpan<float> scores, LabelCodes<bool> labels, Outcome outcome)
    {
        float probability = outcome.ProbabilityOf(scores[0]);
        return new BinaryPrediction((Score)scores[0], Probability.Unchecked(probability), probability >= outcome.Threshold.Value);
    }

    /// <inheritdoc/>
    public static BinaryMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) =>
        BinaryEvaluator.Evaluate(Flags(rows.Labels), rows.Predictions, outcome.Threshold, rows.Rows, (Probability)outcome.Baseline[0], options);

    static bool ITask<bool, BinaryPrediction, BinaryMetrics>.KeepsShort => true;

    static ulong ITask<bool, BinaryPrediction, BinaryMetrics>.Keep(float label, ReadOnlySpan<float> predictions) => KeptRows.Pack(label, predictions[0]);

    static BinaryMetrics ITask<bool, BinaryPrediction, BinaryMetrics>.Measure(KeptRows rows, Outcome outcome, EvaluationOptions options) =>
        BinaryEvaluator.Evaluate(rows, outcome.Threshold, (Probability)outcome.Baseline[0], options);

    /// <summary>The log-loss, in nats.</summary>
    public static double Loss(in ScoredRows rows) => Losses.LogLoss(Flags(rows.Labels), rows.Predictions, rows.Rows.Weights);

    internal static bool[] Flags(ReadOnlySpan<float> codes)
    {
        var flags = new bool[codes.Length];
        for (int i = 0; i < flags.Length; i++) flags[i] = codes[i] != 0;
        return flags;
    }
}
