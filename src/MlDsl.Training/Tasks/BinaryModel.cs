using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>A fitted binary classifier. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
public abstract class BinaryModel<TModel, TRow, TInput> : Model<TModel, TRow, TInput, bool, BinaryPrediction, BinaryMetrics, BinaryClassification>
    where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
    where TInput : struct
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected BinaryModel(ModelState<TInput> state) : base(state)
    {
    }

    /// <summary>The probability from which an input is labelled positive; 0.5 in a newly fitted model.</summary>
    public Probability Threshold => Outcome.Threshold;

    /// <summary>The same model with the threshold that gives the highest F1 on the validation rows.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public TModel WithBestThreshold(ValidationSet<TRow> validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        KeptRows rows = Scored(team => validation.Batches(CancellationToken.None, team), validation.Count, "validation", EvaluationOptions.Default).Kept;
        return WithThreshold(ThresholdChooser.MaximizeF1(rows, EvaluationOptions.Default).Threshold);
    }

    /// <summary>The same model with the threshold that <paramref name="rule"/> calls best on the validation rows.</summary>
    /// <exception cref="EvaluationException">There are no rows, none is positive, no threshold keeps the rule's bound, or a row cannot be evaluated.</exception>
    public TModel WithThreshold(ValidationSet<TRow> validation, ThresholdRule rule)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(rule);
        KeptRows rows = Scored(team => validation.Batches(CancellationToken.None, team), validation.Count, "validation", EvaluationOptions.Default).Kept;
        return WithThreshold(ThresholdChooser.Choose(rows, rule, EvaluationOptions.Default).Threshold);
    }

    /// <summary>The same model with the threshold <paramref name="threshold"/>.</summary>
    public TModel WithThreshold(Probability threshold) => With(Outcome.With(threshold));
}
