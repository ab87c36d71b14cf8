using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>A fitted detector of anomalies. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
/// <typeparam name="TLabel"><see cref="bool"/>, or <see cref="NoLabel"/> where rows have no label.</typeparam>
public abstract class AnomalyModel<TModel, TRow, TInput, TLabel> : Model<TModel, TRow, TInput, TLabel, AnomalyScore, AnomalyMetrics, AnomalyTask<TLabel>>
    where TModel : AnomalyModel<TModel, TRow, TInput, TLabel>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TInput : struct
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected AnomalyModel(ModelState<TInput> state) : base(state)
    {
    }

    /// <summary>The value from which a row is an anomaly, from 0 to 1; in a newly fitted model the one that the trainer's contamination asks for. Scores are below 1, so that a threshold of 1 calls no row an anomaly.</summary>
    public float Threshold => Outcome.Threshold.Value;

    /// <summary>The same model with the threshold <paramref name="threshold"/>.</summary>
    /// <param name="threshold">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not from 0 to 1.</exception>
    public TModel WithThreshold(float threshold) => threshold is >= 0 and <= 1
        ? With(Outcome.With((Probability)threshold))
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold of anomaly scores is from 0 to 1");

    /// <summary>
    /// The same model with the threshold that <paramref name="rule"/> calls best on the validation rows, such as the one of the lowest cost
    /// (<see cref="ThresholdRule.MinimizeCost"/>). The rows must have labels.
    /// </summary>
    /// <exception cref="InvalidOperationException">The rows have no label.</exception>
    /// <exception cref="EvaluationException">There are no rows, none is an anomaly, no threshold keeps the rule's bound, or a row cannot be evaluated.</exception>
    public TModel WithThreshold(ValidationSet<TRow> validation, ThresholdRule rule)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(rule);
        if (!AnomalyCodes<TLabel>.HasLabels)
            throw new InvalidOperationException($"'{TRow.Schema.Name}' has no label by which a threshold could be chosen; mark a flag [Label], set the trainer's Contamination, or give the threshold as a number");
        KeptRows rows = Scored(team => validation.Batches(CancellationToken.None, team), validation.Count, "validation", EvaluationOptions.Default).Kept;
        return WithThreshold(ThresholdChooser.Choose(rows, rule, EvaluationOptions.Default).Threshold.Value);
    }

    /// <summary>
    /// How soon the model's threshold tells anomalies that last, of rows that have an event time: by series, where rows have a group, else of all rows as one. Intervals are over series; of a single one over episodes and over the runs
    /// of other rows beside them, where there are ten.
    /// </summary>
    /// <param name="validation">The rows, in any order; of equal times they stay in theirs.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <exception cref="InvalidOperationException">The rows have no label, or no event time.</exception>
    /// <exception cref="EvaluationException">There are no rows, or none is an anomaly.</exception>
    /// <exception cref="ArgumentException">A row cannot be predicted.</exception>
    public DetectionDelay Delay(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (!AnomalyCodes<TLabel>.HasLabels) throw new InvalidOperationException($"'{TRow.Schema.Name}' has no label that says when an anomaly began; mark a flag [Label]");
        if (!TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.EventTime)) throw new InvalidOperationException($"'{TRow.Schema.Name}' has no time in which anything could be told late; mark the column that says when a row happened [EventTime]");
        var series = new Dictionary<ulong, List<DetectionDelay.Row>>();
        foreach (RowBatch<TRow> batch in validation.Batches(CancellationToken.None))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                ulong key = TRow.GroupOf(row);
                if (!series.TryGetValue(key, out var own)) series.Add(key, own = []);
                own.Add(new(TRow.EventTimeOf(row), Labels.Encode(TRow.LabelOf(row)) != 0, Predict(TRow.InputOf(row)).IsAnomaly));
            }
        }
        // A stable order.
        return DetectionDelay.Of(
            [.. series.Select(static s => (s.Key, (IReadOnlyList<DetectionDelay.Row>)[.. s.Value.OrderBy(static row => row.Ticks)]))], options ?? EvaluationOptions.Default, !EventSteps.Are(TRow.Schema));
    }
}
