using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>A fitted classifier of several classes. Immutable; safe for any number of threads; predicting allocates no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TLabel">The label's type.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
public abstract class MulticlassModel<TModel, TRow, TLabel, TInput>
    : Model<TModel, TRow, TInput, TLabel, ClassPrediction<TLabel>, MulticlassMetrics, MulticlassTask<TLabel>>
    where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TLabel : notnull
    where TInput : struct
{
    // More classes than this take their probabilities from the array pool instead of the stack.
    private const int MostOnStack = 128;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected MulticlassModel(ModelState<TInput> state) : base(state)
    {
    }

    /// <summary>The classes, in the order of the probabilities: texts in ordinal order, enums and integers in that of their values.</summary>
    public ReadOnlySpan<TLabel> Classes => ((ClassCodes<TLabel>)Labels).Labels;

    /// <summary>The probability of every class for one input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="probabilities">Where the probabilities go: as long as <see cref="Classes"/>. The result reads from it.</param>
    /// <exception cref="ArgumentException">The length differs, or the input cannot be predicted.</exception>
    public ClassScores<TLabel> Predict(in TInput input, Span<float> probabilities)
    {
        if (probabilities.Length != Classes.Length)
            throw new ArgumentException($"{Classes.Length} classes need room for {Classes.Length} probabilities, not {probabilities.Length}", nameof(probabilities));
        Outputs(in input, probabilities);
        return new ClassScores<TLabel>(Classes, probabilities);
    }

    /// <summary>The class whose decision is expected to cost least for one input, with its probability.</summary>
    /// <param name="input">The input.</param>
    /// <param name="costs">What decisions cost, of <see cref="Classes"/> in their order.</param>
    /// <exception cref="ArgumentException">The costs are of other classes, or the input cannot be predicted.</exception>
    public ClassPrediction<TLabel> Predict(in TInput input, ClassCosts<TLabel> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (!costs.Classes.SequenceEqual(Classes))
            throw new ArgumentException($"The costs are of {costs.Classes.Length} classes that are not the model's {Classes.Length} in their order; make them of its Classes", nameof(costs));
        return Decide(in input, costs, static (costs, probabilities) => costs.Decide(probabilities));
    }

    /// <summary>The most likely class of those that reach their thresholds for one input, with its probability; null where none does.</summary>
    /// <param name="input">The input.</param>
    /// <param name="thresholds">The thresholds of <see cref="Classes"/> in their order.</param>
    /// <exception cref="ArgumentException">The thresholds are of other classes, or the input cannot be predicted.</exception>
    public ClassPrediction<TLabel>? Predict(in TInput input, ClassThresholds<TLabel> thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        if (!thresholds.Classes.SequenceEqual(Classes))
            throw new ArgumentException($"The thresholds are of {thresholds.Classes.Length} classes that are not the model's {Classes.Length} in their order; make them of its Classes", nameof(thresholds));
        return Decide(in input, thresholds, static (thresholds, probabilities) => thresholds.Decide(probabilities));
    }

    /// <summary>The thresholds that <paramref name="rule"/> calls best for each class against the rest on the validation rows.</summary>
    /// <param name="validation">The rows, in which each class occurs.</param>
    /// <param name="rule">What the thresholds are to be good for.</param>
    /// <exception cref="EvaluationException">There are no rows, a class has none, no threshold keeps the rule's bound for a class, or a row cannot be evaluated.</exception>
    public ClassThresholds<TLabel> ChooseThresholds(ValidationSet<TRow> validation, ThresholdRule rule)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(rule);
        ScoredRows scored = AllScored(validation, CancellationToken.None).Rows;
        var labels = new int[scored.Labels.Length];
        for (int row = 0; row < labels.Length; row++) labels[row] = (int)scored.Labels[row];
        ThresholdDecision[] decisions = ThresholdChooser.ChooseNamed(labels, scored.Predictions, Classes.Length, rule, scored.Rows, of => $"the class '{Visible.Of($"{Classes[of]}")}'");
        return new ClassThresholds<TLabel>(Classes, Array.ConvertAll(decisions, static decision => decision.Threshold));
    }

    /// <summary>The probability of every class for many inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="probabilities">Where the probabilities go, row-major: inputs × <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void PredictProbabilities(ReadOnlySpan<TInput> inputs, Span<float> probabilities)
    {
        int classes = Classes.Length;
        if (probabilities.Length != checked(inputs.Length * classes))
            throw new ArgumentException($"{inputs.Length} inputs of {classes} classes need room for {inputs.Length * classes} probabilities, not {probabilities.Length}", nameof(probabilities));
        for (int i = 0; i < inputs.Length; i++) Outputs(in inputs[i], probabilities.Slice(i * classes, classes));
    }

    private delegate TDecision Decision<TRule, TDecision>(TRule rule, ReadOnlySpan<float> probabilities);

    // What a rule says of one input's probabilities, which lie on the stack where they are few.
    private TDecision Decide<TRule, TDecision>(in TInput input, TRule rule, Decision<TRule, TDecision> decide)
    {
        int classes = Classes.Length;
        float[]? rented = classes <= MostOnStack ? null : System.Buffers.ArrayPool<float>.Shared.Rent(classes);
        Span<float> probabilities = rented is null ? stackalloc float[classes] : rented.AsSpan(0, classes);
        Outputs(in input, probabilities);
        TDecision decision = decide(rule, probabilities);
        if (rented is not null) System.Buffers.ArrayPool<float>.Shared.Return(rented);
        return decision;
    }
}
