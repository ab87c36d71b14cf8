using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>Estimates how far a regression is off on rows without labels: direct loss estimation, with intervals.</summary>
/// <remarks>Each replicate draws the validation rows anew, learns the size of errors from them, and draws an error for every row of the window.</remarks>
internal sealed class RegressionEstimator
{
    /// <summary>The fewest validation rows that errors are learned from.</summary>
    public const int FewestRows = 100;

    private readonly LossModel model;
    private readonly LossModel[] replicates;
    private readonly SupportFeatures support;
    private readonly EstimateOptions options;

    /// <exception cref="EvaluationException">There are fewer than 100 rows, or no prediction is off at all.</exception>
    public RegressionEstimator(FeaturePlan plan, FeatureRows rows, float[] predictions, float[] labels, EstimateOptions options)
    {
        if (rows.Count < FewestRows) throw new EvaluationException($"The size of errors is learned from {FewestRows} validation rows or more, and there are {rows.Count}");
        var errors = new double[labels.Length];
        for (int row = 0; row < errors.Length; row++) errors[row] = (double)labels[row] - predictions[row];
        if (Array.TrueForAll(errors, static e => e == 0)) throw new EvaluationException("Every prediction of the validation rows is its label: there are no errors to learn the size of; are these the training rows?");
        this.options = options;
        TrainerOptions trainer = options.LossTrainer ?? new PoissonRegressionOptions();
        support = new SupportFeatures(plan, rows);
        int[] once = new int[rows.Count];
        Array.Fill(once, 1);
        model = new LossModel(rows, predictions, errors, once, plan.Width, trainer);
        replicates = new LossModel[options.Replicates];
        Parallel.For(0, replicates.Length, i =>
        {
            var resample = new Resample(options.Seed, i);
            int[] counts = new int[rows.Count];
            for (int row = 0; row < counts.Length; row++) counts[row] = resample.Count((ulong)row);
            replicates[i] = new LossModel(rows, predictions, errors, counts, plan.Width, trainer);
        });
    }

    /// <summary>What is to be expected of a window.</summary>
    /// <param name="window">The features.</param>
    /// <param name="predictions">What the model predicts.</param>
    /// <param name="intervals">The intervals around them; empty where the model has none.</param>
    public RegressionEstimate Estimate(FeatureRows window, float[] predictions, Interval<float>[] intervals)
    {
        ValidationSupport reach = support.Of(window);
        var empty = new RegressionEstimate { Rows = window.Count, Level = options.Level, Support = reach, Problem = reach.Problem(options) };
        if (!empty.IsEstimable) return empty;
        ExpectedErrors expected = model.Expected(model.Sizes(window, predictions), intervals);
        var drawn = new ExpectedErrors[replicates.Length];
        Parallel.For(0, replicates.Length, i => drawn[i] = replicates[i].Drawn(replicates[i].Sizes(window, predictions), intervals, EvaluationRandom.Stream(~options.Seed, i)));
        return empty with
        {
            Mae = At(static e => e.Mae),
            Rmse = At(static e => e.Rmse),
            Coverage = At(static e => e.Coverage),
            IntervalWidth = intervals.Length == 0 ? Metric.Undefined : Metric.Point(intervals.Average(static interval => (double)interval.High - interval.Low)),
        };

        Metric At(Func<ExpectedErrors, double> of) => StreamDraws.Interval(of(expected), Array.ConvertAll(drawn, e => of(e)), options.Level);
    }
}
