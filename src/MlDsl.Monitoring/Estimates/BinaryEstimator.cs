using MlDsl.Monitoring.Estimates;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Estimates how a binary classifier does on rows without labels, from its probabilities alone: confidence-based performance estimation, with intervals. Immutable; safe for any
/// number of threads. <c>model.Estimator(split.Validation)</c> makes one that looks at the features as well.
/// </summary>
/// <remarks>
/// A row that is positive with probability p̂ is p̂ of a true positive where it is predicted so, and 1 − p̂ of a false one; sums of these are the expected confusion, and the pairs
/// of rows give the expected ROC-AUC. p̂ is the model's probability recalibrated on validation rows. Intervals come of replicates: each draws the validation rows anew (Poisson
/// counts), fits the calibration to them, and draws a label for every row of the window from it. It suits windows whose rows are others than the validation rows; it fails where
/// what is predicted has changed. Only probabilities are taken: a <see cref="Score"/> says nothing of how often.
/// </remarks>
public sealed class BinaryEstimator
{
    private const int MostBins = 250, FewestOfAClass = 20;

    private readonly CalibrationStep curve;
    private readonly CalibrationStep[] replicates;
    private readonly SupportBins scores;
    private readonly Probability threshold;
    private readonly EstimateOptions options;

    private BinaryEstimator(CalibrationStep curve, CalibrationStep[] replicates, SupportBins scores, Probability threshold, EstimateOptions options) =>
        (this.curve, this.replicates, this.scores, this.threshold, this.options) = (curve, replicates, scores, threshold, options);

    /// <summary>An estimator of what a model said of rows whose labels are known and which it was not fitted to.</summary>
    /// <param name="probabilities">The model's probability of the positive class for each validation row.</param>
    /// <param name="labels">Whether each row is positive: at least 20 of each kind.</param>
    /// <param name="threshold">A row is predicted positive where its probability is at least this.</param>
    /// <param name="options">Replicates, level and curve; <see cref="EstimateOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <exception cref="EvaluationException">There are fewer than 20 rows of a class.</exception>
    public static BinaryEstimator Of(ReadOnlySpan<Probability> probabilities, ReadOnlySpan<bool> labels, Probability threshold, EstimateOptions? options = null)
    {
        options ??= EstimateOptions.Default;
        if (probabilities.Length != labels.Length) throw new ArgumentException($"{labels.Length} labels need as many probabilities, not {probabilities.Length}", nameof(probabilities));
        int positives = labels.Count(true);
        if (Math.Min(positives, labels.Length - positives) < FewestOfAClass)
        {
            throw new EvaluationException(
                $"{positives} of the {labels.Length} validation rows are positive, and a calibration that says how sure it is needs at least {FewestOfAClass} of each class; give more validation rows");
        }
        CalibrationBins bins = CalibrationBins.Of(probabilities, labels, MostBins);
        var replicates = new CalibrationStep[options.Replicates];
        Parallel.For(0, replicates.Length, i => replicates[i] = bins.Replicate(options.Calibration, EvaluationRandom.Stream(options.Seed, i)));
        return new BinaryEstimator(bins.Fit(options.Calibration), replicates, new SupportBins(["score"], Values(probabilities)), threshold, options);
    }

    /// <summary>The metrics that are to be expected of a window's labels.</summary>
    /// <param name="window">The model's probability for each row.</param>
    /// <exception cref="EvaluationException">There are no rows.</exception>
    public BinaryEstimate Estimate(ReadOnlySpan<Probability> window) => Estimate(window, null);

    /// <summary>The same, with what the features say of the window.</summary>
    internal BinaryEstimate Estimate(ReadOnlySpan<Probability> window, ValidationSupport? features)
    {
        if (window.IsEmpty) throw new EvaluationException("There are no rows to estimate anything of");
        ValidationSupport support = scores.Of(Values(window));
        if (features is { } other) support = support.Worse(other);
        var empty = new BinaryEstimate { Rows = window.Length, Level = options.Level, Support = support, Problem = support.Problem(options) };
        if (!empty.IsEstimable) return empty;

        var sums = new BinarySums(window, threshold);
        double[] value = new double[BinarySums.Metrics], positive = new double[window.Length];
        Curve(curve, sums.Odds, positive);
        sums.Measure(positive, value);
        double[][] drawn = new double[replicates.Length][];
        for (int i = 0; i < drawn.Length; i++) sums.Measure(Drawn(i, sums.Odds, positive), drawn[i] = new double[BinarySums.Metrics]);
        return empty with
        {
            Accuracy = At(0),
            Precision = At(1),
            Recall = At(2),
            F1 = At(3),
            RocAuc = At(4),
            LogLoss = At(5),
            Brier = At(6),
        };

        Metric At(int metric) => StreamDraws.Interval(value[metric], Array.ConvertAll(drawn, d => d[metric]), options.Level);
    }

    private double[] Drawn(int replicate, ReadOnlySpan<double> odds, double[] labels)
    {
        Curve(replicates[replicate], odds, labels);
        ulong stream = EvaluationRandom.Stream(~options.Seed, replicate);
        for (int row = 0; row < labels.Length; row++) labels[row] = StreamDraws.Uniform(stream, (ulong)row) < labels[row] ? 1 : 0;
        return labels;
    }

    private static void Curve(CalibrationStep step, ReadOnlySpan<double> odds, double[] positive)
    {
        for (int row = 0; row < positive.Length; row++) positive[row] = step.Curves[0].At(step.Method, odds[row]);
    }

    private static float[] Values(ReadOnlySpan<Probability> probabilities)
    {
        var values = new float[probabilities.Length];
        for (int i = 0; i < values.Length; i++) values[i] = probabilities[i].Value;
        return values;
    }
}
