using MlDsl.Training;

namespace MlDsl;

/// <summary>Predict a number.</summary>
[Task(
    "Regression", Target = TargetKind.Value, Labels = LabelKinds.Number, DefaultTrainer = typeof(LinearRegressionAttribute), Base = typeof(RegressionModel<,,>),
    WithIntervals = typeof(RegressionWithIntervals))]
public sealed class Regression : ITask<float, float, RegressionMetrics>
{
    /// <inheritdoc/>
    public static LabelCodes<float> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, float> => NumberCodes.Instance;

    /// <inheritdoc/>
    public static LabelCodes<float> Read(Outcome outcome) => outcome.Link is Link.Identity or Link.Log && outcome.Baseline.Count == 1
        ? NumberCodes.Instance
        : throw new FormatException($"the link {outcome.Link} with {outcome.Baseline.Count} baselines is none of a regression");

    /// <inheritdoc/>
    public static float Decide(ReadOnlySpan<float> scores, LabelCodes<float> labels, Outcome outcome) =>
        outcome.Link == Link.Log ? MathF.Exp(scores[0]) : scores[0];

    /// <inheritdoc/>
    public static RegressionMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) =>
        RegressionEvaluator.Evaluate(rows.Labels, rows.Predictions, rows.Rows, outcome.Baseline[0], options, outcome);

    static bool ITask<float, float, RegressionMetrics>.KeepsShort => true;

    static ulong ITask<float, float, RegressionMetrics>.Keep(float label, ReadOnlySpan<float> predictions) => KeptRows.Pack(label, predictions[0]);

    static RegressionMetrics ITask<float, float, RegressionMetrics>.Measure(KeptRows rows, Outcome outcome, EvaluationOptions options) =>
        RegressionEvaluator.Evaluate(rows, outcome.Baseline[0], options, outcome);

    /// <summary>The root-mean-square error, in the label's unit.</summary>
    public static double Loss(in ScoredRows rows) => Losses.Rmse(rows.Labels, rows.Predictions, rows.Rows.Weights);
}
