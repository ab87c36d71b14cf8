using MlDsl.Monitoring.Estimates;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Estimates how a model does on rows without labels. Immutable; safe for any number of threads.</summary>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
/// <typeparam name="TEstimate"><see cref="BinaryEstimate"/>, <see cref="MulticlassEstimate"/> or <see cref="RegressionEstimate"/>.</typeparam>
public sealed class PerformanceEstimator<TInput, TEstimate>
    where TInput : struct
    where TEstimate : class
{
    private readonly Func<IReadOnlyList<TInput>, TEstimate> estimate;

    internal PerformanceEstimator(Func<IReadOnlyList<TInput>, TEstimate> estimate) => this.estimate = estimate;

    /// <summary>The metrics that are to be expected of a window's labels, with intervals; or why there are none.</summary>
    /// <param name="window">The inputs that were predicted, at least one.</param>
    /// <exception cref="EvaluationException">There are no rows.</exception>
    /// <exception cref="ArgumentException">An input cannot be predicted; the message names the column.</exception>
    public TEstimate Estimate(IReadOnlyList<TInput> window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return window.Count > 0 ? estimate(window) : throw new EvaluationException("There are no rows to estimate anything of");
    }
}

/// <summary>Makes estimators of models.</summary>
public static class ModelEstimators
{
    /// <summary>
    /// What estimates a classifier's performance without labels: from its probabilities, recalibrated on the validation rows, unless a window's features leave those of the
    /// validation rows. See <see cref="BinaryEstimator"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="validation">Rows that the model was not fitted to, of a time as late as there are labels.</param>
    /// <param name="options">Replicates, level and curve; <see cref="EstimateOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are fewer than 20 rows of a class.</exception>
    public static PerformanceEstimator<TInput, BinaryEstimate> Estimator<TModel, TRow, TInput>(
        this BinaryModel<TModel, TRow, TInput> model, ValidationSet<TRow> validation, EstimateOptions? options = null)
        where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        options ??= EstimateOptions.Default;
        var (probabilities, labels, rows) = (new List<Probability>(), new List<bool>(), new FeatureRows());
        long step = StepOf(validation.Count, options), number = 0;
        foreach (TRow row in validation.Rows)
        {
            TInput input = TRow.InputOf(row);
            probabilities.Add(model.Predict(in input).Probability);
            labels.Add(TRow.LabelOf(row));
            if (number++ % step == 0) rows.Add<TRow, TInput>(in input, model.Features);
        }
        BinaryEstimator core = BinaryEstimator.Of([.. probabilities], [.. labels], model.Threshold, options);
        var support = new SupportFeatures(model.Plan, rows);
        return new(window =>
        {
            var (said, features) = Said<TRow, TInput, Probability>(window, model.Features, input => model.Predict(in input).Probability);
            return core.Estimate(said, support.Of(features));
        });
    }

    /// <summary>
    /// What estimates the performance of a classifier of several classes without labels: from its probabilities, recalibrated on the validation rows, unless a window's features leave
    /// those of the validation rows. See <see cref="MulticlassEstimator"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="validation">Rows that the model was not fitted to, of a time as late as there are labels; at most <see cref="EstimateOptions.MostRows"/> of them are taken.</param>
    /// <param name="options">Replicates, level and curve; <see cref="EstimateOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">A class has fewer than 20 rows, or a row is of a class that no training row had.</exception>
    public static PerformanceEstimator<TInput, MulticlassEstimate> Estimator<TModel, TRow, TLabel, TInput>(
        this MulticlassModel<TModel, TRow, TLabel, TInput> model, ValidationSet<TRow> validation, EstimateOptions? options = null)
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        options ??= EstimateOptions.Default;
        IReadOnlyList<string> classes = model.Codes.Names;
        var (probabilities, labels, rows) = (new List<Probability>(), new List<int>(), new FeatureRows());
        long step = StepOf(validation.Count, options), number = 0;
        foreach (TRow row in validation.Rows)
        {
            if (number++ % step != 0) continue;
            TInput input = TRow.InputOf(row);
            TLabel label = TRow.LabelOf(row);
            float code = model.Codes.Encode(label);
            if (!(code >= 0)) throw new EvaluationException($"Row {number} of the validation side is of the class '{Visible.Of($"{label}")}', which no training row had; the model knows {string.Join(", ", classes)}");
            probabilities.AddRange(ProbabilitiesOf(model, input).Select(Probability.Unchecked));
            labels.Add((int)code);
            rows.Add<TRow, TInput>(in input, model.Features);
        }
        MulticlassEstimator core = MulticlassEstimator.Of([.. probabilities], [.. labels], classes, options);
        var support = new SupportFeatures(model.Plan, rows);
        return new(window =>
        {
            var (said, features) = Said<TRow, TInput, float[]>(window, model.Features, input => ProbabilitiesOf(model, input));
            return core.Estimate([.. said.SelectMany(static own => own).Select(Probability.Unchecked)], support.Of(features));
        });
    }

    /// <summary>
    /// What estimates how far a regression is off without labels: a model of the size of its errors, learned from the validation rows' features and predictions, unless a
    /// window's features leave those of the validation rows.
    /// </summary>
    /// <remarks>Fits <see cref="EstimateOptions.LossTrainer"/> once for each replicate, on at most <see cref="EstimateOptions.MostRows"/> rows.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="validation">Rows that the model was not fitted to, at least 100, of a time as late as there are labels.</param>
    /// <param name="options">Replicates, level and the trainer; <see cref="EstimateOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are too few rows, or no prediction is off at all.</exception>
    public static PerformanceEstimator<TInput, RegressionEstimate> Estimator<TModel, TRow, TInput>(
        this RegressionModel<TModel, TRow, TInput> model, ValidationSet<TRow> validation, EstimateOptions? options = null)
        where TModel : RegressionModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        return OfNumbers<TRow, TInput>(validation, model.Features, model.Plan, input => new(model.Predict(in input), 0, 0), hasIntervals: false, options);
    }

    /// <summary>
    /// The same of a regression with intervals, and the share of labels that its intervals are to be expected to hold. Errors are drawn with their signs, so that it does not matter
    /// whether an interval reaches as far down as up.
    /// </summary>
    /// <remarks>Fits <see cref="EstimateOptions.LossTrainer"/> once for each replicate, on at most <see cref="EstimateOptions.MostRows"/> rows.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="validation">Rows that neither the model nor its intervals were fitted to, at least 100, of a time as late as there are labels.</param>
    /// <param name="options">Replicates, level and the trainer; <see cref="EstimateOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are too few rows, or no prediction is off at all.</exception>
    public static PerformanceEstimator<TInput, RegressionEstimate> Estimator<TModel, TRow, TInput>(
        this IntervalModel<TModel, TRow, TInput> model, ValidationSet<TRow> validation, EstimateOptions? options = null)
        where TModel : IntervalModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        return OfNumbers<TRow, TInput>(validation, model.Features, model.Plan, input => model.Predict(in input), hasIntervals: true, options);
    }

    private static PerformanceEstimator<TInput, RegressionEstimate> OfNumbers<TRow, TInput>(
        ValidationSet<TRow> validation, IFeatureMap<TInput> map, FeaturePlan plan, Func<TInput, Interval<float>> predict, bool hasIntervals, EstimateOptions? options)
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
        where TInput : struct
    {
        options ??= EstimateOptions.Default;
        var (predictions, labels, rows) = (new List<float>(), new List<float>(), new FeatureRows());
        long step = StepOf(validation.Count, options), number = 0;
        foreach (TRow row in validation.Rows)
        {
            if (number++ % step != 0) continue;
            TInput input = TRow.InputOf(row);
            predictions.Add(predict(input).Value);
            labels.Add(TRow.LabelOf(row));
            rows.Add<TRow, TInput>(in input, map);
        }
        var core = new RegressionEstimator(plan, rows, [.. predictions], [.. labels], options);
        return new(window =>
        {
            var (said, features) = Said<TRow, TInput, Interval<float>>(window, map, predict);
            return core.Estimate(features, Array.ConvertAll(said, static one => one.Value), hasIntervals ? said : []);
        });
    }

    private static float[] ProbabilitiesOf<TModel, TRow, TLabel, TInput>(MulticlassModel<TModel, TRow, TLabel, TInput> model, TInput input)
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct
    {
        var own = new float[model.Classes.Length];
        model.Predict(in input, own);
        return own;
    }

    private static (TSaid[] Said, FeatureRows Features) Said<TRow, TInput, TSaid>(IReadOnlyList<TInput> window, IFeatureMap<TInput> map, Func<TInput, TSaid> predict)
        where TRow : IFeatureRow<TRow, TInput>
        where TInput : struct
    {
        var (said, features) = (new TSaid[window.Count], new FeatureRows());
        for (int i = 0; i < said.Length; i++)
        {
            TInput input = window[i];
            said[i] = predict(input);
            features.Add<TRow, TInput>(in input, map);
        }
        return (said, features);
    }

    private static long StepOf(long rows, EstimateOptions options) => Math.Max(1, (rows + options.MostRows - 1) / options.MostRows);
}
