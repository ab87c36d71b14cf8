namespace MlDsl.Training;

/// <summary>The training that logistic, softmax, Poisson and quantile regression share, and wide linear regression with them.</summary>
internal static class Generalized
{
    private const double Rough = 1e-3;

    /// <summary>Minimises the loss over the design from the model that knows the intercept alone.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="summary">The first pass over them.</param>
    /// <param name="classFactor">Per class what its rows' weights are multiplied by; null for 1.</param>
    /// <param name="start">The starting intercepts and the loss there.</param>
    /// <param name="options">Penalties and when to stop.</param>
    /// <param name="control">How to run.</param>
    public static LinearWeights Train<TLoss>(
        IDesign design, DesignSummary summary, double[]? classFactor, Start start, LinearOptions options, TrainingControl control)
        where TLoss : struct, ILoss => Train(design, summary, classFactor, start, new Approach<TLoss>([default], static (_, _, _) => true), options, control);

    /// <summary>The same with losses that near the one that is wanted.</summary>
    public static LinearWeights Train<TLoss>(
        IDesign design, DesignSummary summary, double[]? classFactor, Start start, Approach<TLoss> approach, LinearOptions options, TrainingControl control)
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
        LineSearch search = options.L1 > 0 ? new OrthantSearch(scaling.AbsolutePenalty(options.L1)) : new WolfeSearch();
        var objective = new DesignObjective<TLoss>(approach.Losses[0], design, summary.TotalWeight, classFactor, scaling, outputs, options.L2, read, control);
        var solution = new Solution(scaling.Start(start.Intercepts), 0, 0, Converged: false);
        for (int i = 1; i < approach.Losses.Length; i++)
        {
            // On the way no more is wanted than the neighbourhood.
            solution = Minimize(Math.Max(Rough, options.Tolerance));
            objective.Loss = approach.Losses[i];
            double value = objective.Evaluate(solution.Point, new double[solution.Point.Length]) + search.Penalty(solution.Point);
            double through = solution.Point.Count(static number => number != 0) / (double)summary.WeightedRows;
            if (approach.IsEnough(i - 1, solution.Value - value, through)) break;
        }
        solution = Minimize(options.Tolerance);
        if (outputs > 1)
            scaling.CenterOutputs(solution.Point, weightsToo: options.L1 == 0);
        LinearWeights solved = scaling.ToModel(solution.Point, solution.Iterations, solution.Converged, solution.Value, reduced);
        return reduced?.Widen(solved, means) ?? solved;

        Solution Minimize(double tolerance) =>
            QuasiNewton.Minimize(objective, solution.Point, search, start.Unit, options with { Tolerance = tolerance }, control, solution.Iterations);
    }

    /// <summary>Where the solver starts.</summary>
    /// <param name="Intercepts">Per output the intercept.</param>
    /// <param name="Curvature">Per output the loss's mean second derivative there; positive.</param>
    /// <param name="Unit">
    /// What the tolerance multiplies: the standard deviation of the loss's derivative over the root of the curvature.
    /// </param>
    internal sealed record Start(double[] Intercepts, double[] Curvature, double Unit);
}

/// <summary>Losses of which each is nearer to the one that is wanted: each is minimised from the minimum of the one before.</summary>
/// <param name="Losses">The losses.</param>
/// <param name="IsEnough">
/// Whether the loss behind that of a number is near enough, by what it says less of the minimum of that, and by how many weights that are not 0 there are to a row.
/// </param>
internal sealed record Approach<TLoss>(TLoss[] Losses, Func<int, double, double, bool> IsEnough)
    where TLoss : struct, ILoss;
