using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>A fitted regression model with intervals. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
public abstract class IntervalModel<TModel, TRow, TInput> : Model<TModel, TRow, TInput, float, Interval<float>, RegressionMetrics, RegressionWithIntervals>
    where TModel : IntervalModel<TModel, TRow, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
    where TInput : struct
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected IntervalModel(ModelState<TInput> state) : base(state)
    {
    }

    /// <summary>The level, the radius and what they were fitted on.</summary>
    public IntervalStep Intervals => Outcome.Interval!;
}
