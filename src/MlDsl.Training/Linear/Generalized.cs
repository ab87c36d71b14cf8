namespace MlDsl.Training;

/// <summary>The training that logistic, softmax and Poisson regression share, and wide linear regression with them.</summary>
internal static class Generalized
{
    /// <summary>Minimises the loss over the design from the model that knows the intercept alone.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="summary">The first pass over them.</param>
    /// <param name="classFactor">Per class what its rows' weights are multiplied by; null for 1.</param>
    /// <param name="start">The starting intercepts and the loss there.</param>
    /// <param name="options">Penalties and when to stop.</param>
    /// <param name="control">How to run.</param>
    public static LinearWeights Train<TLoss>(
        IDesign design, DesignSummary summary, double[]? classFactor, Start start, LinearOptions options, TrainingControl control)
        where TLoss : struct, ILoss
    {
        int outputs = start.Curvature.Length, read = 1;
        ReducedDesign? reduced = NarrowDesign.Of(design, summary, mayMerge: options.L1 == 0, control);
        if (options.L1 == 0) reduced = RowBasis.Of(reduced ?? design, reduced, outputs, control) ?? reduced;
        double[] means = summary.Mean;
        if (reduced is not null)
        {
            (design, summary) = (reduced, DesignSummary.Read(reduced, summary.Domain, control));
            read += reduced.Passes + 1;
        }
        FitMemory.Require(design.Width, outputs);
        var scaling = new Scaling(summary, start.Curvature, options.L2, options.FitIntercept);
        var objective = new DesignObjective<TLoss>(design, summary.TotalWeight, classFactor, scaling, outputs, options.L2, read, control);
        LineSearch search = options.L1 > 0 ? new OrthantSearch(scaling.AbsolutePenalty(options.L1)) : new WolfeSearch();
        Solution solution = QuasiNewton.Minimize(objective, scaling.Start(start.Intercepts), search, start.Unit, options, control);
        if (outputs > 1)
            scaling.CenterOutputs(solution.Point, weightsToo: options.L1 == 0);
        LinearWeights solved = scaling.ToModel(solution.Point, solution.Iterations, solution.Converged, solution.Value, reduced);
        return reduced?.Widen(solved, means) ?? solved;
    }

    /// <summary>Where the solver starts.</summary>
    /// <param name="Intercepts">Per output the intercept.</param>
    /// <param name="Curvature">Per output the loss's mean second derivative there; positive.</param>
    /// <param name="Unit">
    /// What the tolerance multiplies: the standard deviation of the loss's derivative over the root of the curvature.
    /// </param>
    internal sealed record Start(double[] Intercepts, double[] Curvature, double Unit);
}
