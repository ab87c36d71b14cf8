namespace MlDsl.Training;

/// <summary>
/// Poisson regression: the mean of a count, or of any amount that is not negative, is the exponential of a linear function.
/// </summary>
/// <remarks>Suits counts and amounts whose spread grows with their mean. Solved by L-BFGS, or by OWL-QN when L1 is above 0.</remarks>
internal static class PoissonRegressionTrainer
{
    /// <summary>Trains; the mean of a row is exp(weights · row + bias).</summary>
    /// <param name="design">The rows; labels are at least 0.</param>
    /// <param name="options">Penalties and when to stop; null for the defaults.</param>
    /// <param name="control">Threads, progress and cancellation; null for the defaults.</param>
    /// <exception cref="TrainingException">The rows cannot be trained on.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static LinearWeights Train(IDesign design, PoissonRegressionOptions? options = null, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        options ??= new();
        control ??= new();
        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Count, control);
        double mean = summary.LabelMean;
        if (mean == 0)
            throw new TrainingException("All labels are 0, so that no mean above 0 fits them best; add rows with a positive label");
        double curvature = options.FitIntercept ? mean : 1;
        double distance = mean - curvature;
        double deviation = Math.Sqrt(summary.LabelVariance + (distance * distance));
        // Labels that are all equal leave no deviation, only rounding.
        double unit = Math.Max(deviation, 1e-9 * mean) / Math.Sqrt(curvature);
        return Generalized.Train<PoissonLoss>(
            design, summary, classFactor: null, new([Math.Log(curvature)], [curvature], unit), options, control);
    }
}
