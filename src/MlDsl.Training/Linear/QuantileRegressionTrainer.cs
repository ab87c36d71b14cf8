namespace MlDsl.Training;

/// <summary>Linear quantile regression: what a share of labels does not exceed, as a linear function of the features.</summary>
/// <remarks>
/// Suits the ends of intervals, and medians of labels with outliers. The pinball loss has a kink, where solvers by gradients stand still; it is smoothed by
/// the mean over a window, as in He, Pan, Tan and Zhou (2023), "Smoothed quantile regression with large-scale inference", Journal of Econometrics 232. The
/// window begins as wide as the labels' deviation and becomes a quarter of that again and again, until few residuals lie in it; each minimum is the next one's
/// start. Solved by L-BFGS, or by OWL-QN when L1 is above 0.
/// </remarks>
internal static class QuantileRegressionTrainer
{
    // Few enough are a fiftieth, or little more than the rows that the minimum passes through, of which there are as many as weights.
    private const double FewInWindow = 0.02, ThroughRows = 2.5, MostInWindow = 0.5;

    // The last is a billionth of the first: outliers make that wide.
    private const int Windows = 16, Narrower = 4;

    // Of normal residuals: the mean over ±1 deviation of their density.
    private const double MeanDensity = 0.34;

    /// <summary>Trains; the prediction for a row is weights · row + bias.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="options">The level, penalties and when to stop; null for the defaults.</param>
    /// <param name="control">Threads, progress and cancellation; null for the defaults.</param>
    /// <exception cref="TrainingException">The rows cannot be trained on.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static LinearWeights Train(IDesign design, QuantileRegressionOptions? options = null, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        options ??= new();
        control ??= new();
        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Value, control);
        double intercept = options.FitIntercept ? summary.LabelMean : 0, distance = summary.LabelMean - intercept;
        double deviation = Math.Max(Math.Sqrt(summary.LabelVariance + (distance * distance)), 1e-9 * Math.Abs(summary.LabelMean));
        // Labels that are all equal leave no deviation, only rounding; labels that are all 0 not even that.
        if (deviation == 0) deviation = 1;
        double curvature = MeanDensity / deviation, unit = Math.Sqrt(options.Level * (1 - options.Level) / curvature);
        // What penalties of a squared loss weigh is in its curvature, 1; this loss has another, which falls as labels' unit grows.
        LinearOptions penalties = options with { L1 = options.HasSquaredL1 ? options.L1 * curvature : options.L1, L2 = options.L2 * curvature };
        SmoothedPinballLoss[] losses = [.. Enumerable.Range(0, Windows).Select(i => new SmoothedPinballLoss(options.Level, deviation / Math.Pow(Narrower, i)))];
        return Generalized.Train(design, summary, classFactor: null, new([intercept], [curvature], unit), new Approach<SmoothedPinballLoss>(losses, IsEnough), penalties, control);

        // Smoothing adds s·h/12 where a share s of residuals lies evenly in a window of the half h, and in the next window a sixteenth of that. Where they
        // are all 0 it adds three times as much.
        bool IsEnough(int window, double fall, double weights) => 12.8 * fall / losses[window].Half <= Math.Min(MostInWindow, Math.Max(FewInWindow, ThroughRows * weights));
    }
}
