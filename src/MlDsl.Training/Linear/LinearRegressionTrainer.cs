using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>Linear regression by least squares, with ridge, lasso or elastic-net penalty.</summary>
/// <remarks>
/// Up to <see cref="WidestGram"/> positions the rows are read twice, for the means and for the products of all pairs of
/// features; the weights follow from those by Cholesky's factorisation, or with L1 above 0 by OWL-QN. Wider designs are
/// trained by passes over the rows, with L-BFGS or OWL-QN.
/// </remarks>
internal static class LinearRegressionTrainer
{
    /// <summary>The widest design whose products of all pairs of features are held: 32 MiB.</summary>
    public const int WidestGram = 2048;

    /// <summary>Trains; the prediction for a row is weights · row + bias.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="options">Penalties and when to stop; null for the defaults.</param>
    /// <param name="control">Threads, progress and cancellation; null for the defaults.</param>
    /// <exception cref="TrainingException">The rows cannot be trained on.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static LinearWeights Train(IDesign design, LinearRegressionOptions? options = null, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        options ??= new();
        control ??= new();
        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Value, control);
        double intercept = options.FitIntercept ? summary.LabelMean : 0;
        double distance = summary.LabelMean - intercept;
        double deviation = Math.Sqrt(summary.LabelVariance + (distance * distance));
        // Labels that are all equal leave no deviation, only rounding; labels that are all 0 not even that.
        double unit = Math.Max(deviation, 1e-9 * Math.Abs(summary.LabelMean));
        if (unit == 0)
            unit = 1;
        return design.Width <= WidestGram
            ? TrainByProducts(design, summary, intercept, unit, options, control)
            : Generalized.Train<SquaredLoss>(design, summary, classFactor: null, new([intercept], [1], unit), options, control);
    }

    private static LinearWeights TrainByProducts(
        IDesign design, DesignSummary summary, double intercept, double unit, LinearRegressionOptions options, TrainingControl control)
    {
        var scaling = new Scaling(summary, [1], options.L2, options.FitIntercept);
        GramMatrix gram = GramMatrix.Read(design, summary, scaling, intercept, control);
        var objective = new QuadraticObjective(gram, scaling, options.L2);
        double[] start = scaling.Start([intercept]);
        if (options.L1 > 0)
        {
            var search = new OrthantSearch(scaling.AbsolutePenalty(options.L1));
            Solution solution = QuasiNewton.Minimize(objective, start, search, unit, options, control);
            return scaling.ToModel(solution.Point, solution.Iterations, solution.Converged, solution.Value);
        }

        NormalEquations.Solve(objective.Matrix, objective.LabelProducts).CopyTo(start, 0);
        var solved = new Iterate(start);
        solved.Evaluate(objective);
        double norm = Math.Abs(TensorPrimitives.MaxMagnitude<double>(solved.Gradient));
        control.Progress?.Report(new TrainingProgress(1, solved.Value, norm / unit, objective.Passes));
        return scaling.ToModel(solved.Point, iterations: 1, converged: true, solved.Value);
    }
}
