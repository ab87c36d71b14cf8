using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

/// <summary>
/// A task: from labels to what a trainer learns, and from scores to a prediction and to metrics. The type that <see cref="TaskAttribute"/>
/// names implements it; everything else about a model is the same for all tasks.
/// </summary>
/// <typeparam name="TLabel">The label as it comes to the task, see <see cref="LabelKinds"/>.</typeparam>
/// <typeparam name="TPrediction">What is said of one row.</typeparam>
/// <typeparam name="TMetrics">What predictions are measured by.</typeparam>
public interface ITask<TLabel, TPrediction, TMetrics> : ITask where TMetrics : class, IMetrics<TMetrics>
{
    /// <summary>The steps that follow the trainer's link in a newly fitted model.</summary>
    static virtual IEnumerable<OutcomeStep> Steps => [];

    /// <summary>Reads the labels of the training rows. Every task has its own.</summary>
    /// <remarks>
    /// It has a body, since the runtime refuses tasks over any label (<see cref="MulticlassTask{TLabel}"/>) by a constraint that they meet where this is abstract and
    /// their metrics were loaded before them.
    /// </remarks>
    /// <exception cref="TrainingException">They cannot be learned from.</exception>
    static virtual LabelCodes<TLabel> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, TLabel> =>
        throw new NotSupportedException("The task does not say how labels are learned; declare its own Learn");

    /// <summary>The codes of a model that was fitted before.</summary>
    /// <exception cref="FormatException">The outcome is none of this task.</exception>
    static abstract LabelCodes<TLabel> Read(Outcome outcome);

    /// <summary>Says of rows to evaluate whether the model knows their labels; the rows as they are where there is nothing to say.</summary>
    /// <exception cref="EvaluationException">A label is none that the model knows, as an enumeration comes to it.</exception>
    internal static virtual IEnumerable<RowBatch<TRow>> Check<TRow>(IEnumerable<RowBatch<TRow>> batches, Outcome outcome, string side)
        where TRow : ILabeledRow<TRow, TLabel> => batches;

    /// <summary>Whether the loss compares rows of a group with each other, so that a sample takes whole groups.</summary>
    internal static virtual bool ComparesWithinGroups => false;

    /// <summary>Whether labels are what predictions are meant to be, so that a row has a loss; otherwise they are evaluated by, or not looked at.</summary>
    internal static virtual bool LearnsLabels => true;

    /// <summary>Whether <see cref="Keep"/> says in 8 bytes what there is to measure of a row.</summary>
    internal static virtual bool KeepsShort => false;

    /// <summary>What of a row is held until it is measured.</summary>
    internal static virtual ulong Keep(float label, ReadOnlySpan<float> predictions) => throw new NotSupportedException();

    /// <summary>How good the predictions of held rows are.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be measured.</exception>
    internal static virtual TMetrics Measure(KeptRows rows, Outcome outcome, EvaluationOptions options) => throw new NotSupportedException();

    /// <summary>The prediction for one row.</summary>
    /// <param name="scores">The predictor's scores, all admitted by <see cref="Outcome.Admits"/>.</param>
    /// <param name="labels">The codes of the labels.</param>
    /// <param name="outcome">The steps to take.</param>
    static abstract TPrediction Decide(ReadOnlySpan<float> scores, LabelCodes<TLabel> labels, Outcome outcome);

    /// <summary>Writes a prediction as one JSON value, for a service.</summary>
    /// <exception cref="NotSupportedException">The prediction is of a type of the task's own; a task of such a one writes it itself.</exception>
    static virtual void WriteJson(Utf8JsonWriter json, in TPrediction prediction) => PredictionJson.Write(json, in prediction);

    /// <summary>What a service counts of predictions: the class where there are several, and the number or probability; NaN where the prediction is of a type of the task's own.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="labels">The codes of the labels.</param>
    /// <param name="classes">The class of each; null as they come.</param>
    /// <param name="numbers">The number of each.</param>
    internal static virtual void Tell(ReadOnlySpan<TPrediction> predictions, LabelCodes<TLabel> labels, Span<string?> classes, Span<float> numbers)
    {
        for (int i = 0; i < predictions.Length; i++) numbers[i] = PredictionNumber.Of(in predictions[i]);
    }

    /// <summary>How good predictions are.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be measured.</exception>
    static abstract TMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options);

    /// <summary>How far off predictions are: what importance and search compare. Less is better.</summary>
    static abstract double Loss(in ScoredRows rows);
}
