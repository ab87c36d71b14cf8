using System.ComponentModel;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Predict a number and an interval around it: what <see cref="Regression"/> is for a model marked <see cref="IntervalsAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Task("Regression", Target = TargetKind.Value, Labels = LabelKinds.Number, DefaultTrainer = typeof(LinearRegressionAttribute), Base = typeof(IntervalModel<,,>))]
public sealed class RegressionWithIntervals : ITask<float, Interval<float>, RegressionMetrics>
{
    /// <inheritdoc/>
    public static LabelCodes<float> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, float> => NumberCodes.Instance;

    /// <inheritdoc/>
    public static LabelCodes<float> Read(Outcome outcome) => outcome.Interval is not null
        ? Regression.Read(outcome)
        : throw new FormatException("the model has no intervals; fit it again with [Intervals] at its declaration, or take that from the declaration");

    /// <inheritdoc/>
    public static Interval<float> Decide(ReadOnlySpan<float> scores, LabelCodes<float> labels, Outcome outcome) =>
        outcome.IntervalOf(scores);

    /// <inheritdoc/>
    public static RegressionMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) => Regression.Measure(in rows, outcome, options);

    static bool ITask<float, Interval<float>, RegressionMetrics>.KeepsShort => true;

    static ulong ITask<float, Interval<float>, RegressionMetrics>.Keep(float label, ReadOnlySpan<float> predictions) => KeptRows.Pack(label, predictions[0]);

    static RegressionMetrics ITask<float, Interval<float>, RegressionMetrics>.Measure(KeptRows rows, Outcome outcome, EvaluationOptions options) =>
        RegressionEvaluator.Evaluate(rows, outcome.Baseline[0], options, outcome);

    /// <inheritdoc cref="Regression.Loss"/>
    public static double Loss(in ScoredRows rows) => Regression.Loss(in rows);
}
