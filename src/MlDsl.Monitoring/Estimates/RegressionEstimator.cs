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
        for (int row = 0; row < errors.Length; row++) errors[row] = Math.Abs((double)labels[row] - predictions[row]);
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

    public RegressionEstimate Estimate(FeatureRows window, float[] predictions)
    {
        ValidationSupport reach = support.Of(window);
        var empty = new RegressionEstimate { Rows = window.Count, Level = options.Level, Support = reach, Problem = reach.Problem(options) };
        if (!empty.IsEstimable) return empty;
        var (mae, rmse) = model.Expected(model.Sizes(window, predictions));
        double[] absolute = new double[replicates.Length], squared = new double[replicates.Length];
        Parallel.For(0, replicates.Length, i =>
            (absolute[i], squared[i]) = replicates[i].Drawn(replicates[i].Sizes(window, predictions), EvaluationRandom.Stream(~options.Seed, i)));
        return empty with { Mae = StreamDraws.Interval(mae, absolute, options.Level), Rmse = StreamDraws.Interval(rmse, squared, options.Level) };
    }
}
