namespace MlDsl.Training;

/// <summary>Linear ranking: a row's score is a linear function of its features, so that of two rows of a query the better one has the higher.</summary>
/// <remarks>
/// The loss is convex and its gradient closed, so that the result does not depend on chance. Rows of a query may lie anywhere; queries whose rows
/// have one grade teach nothing. Cost of an evaluation: two passes and an exponential a pair.
/// </remarks>
internal static class LinearRankingTrainer
{
    // The mean curvature of a pair's loss at the start, 1/4, times the difference of two rows, which has twice the variance of one.
    private const double Curvature = 0.5;

    /// <summary>Trains.</summary>
    /// <param name="design">The rows, with their groups; labels are grades.</param>
    /// <param name="options">Penalties, pairs and when to stop; null for the defaults.</param>
    /// <param name="control">Threads, progress and cancellation; null for the defaults.</param>
    /// <exception cref="TrainingException">The rows cannot be trained on, for instance because no query has two grades.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static LinearWeights Train(IDesign design, LinearRankingOptions? options = null, TrainingControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        options ??= new();
        control ??= new();
        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Grade, control);
        QueryPairs pairs = QueryPairs.Read(design, options, control);
        int read = 2;
        var narrow = NarrowDesign.Of(design, summary, mayMerge: options.L1 == 0, control);
        double[] means = summary.Mean;
        if (narrow is not null)
        {
            (design, summary) = (narrow, DesignSummary.Read(narrow, summary.Domain, control));
            read += narrow.Passes + 1;
        }
        FitMemory.Require(design.Width, outputs: 1);
        var scaling = new Scaling(summary, [Curvature], options.L2, isCentred: true);
        var objective = new PairwiseObjective(design, pairs, scaling, options.L2, read, control);
        LineSearch search = options.L1 > 0 ? new OrthantSearch(scaling.AbsolutePenalty(options.L1)) : new WolfeSearch();
        Solution solution = QuasiNewton.Minimize(objective, scaling.Start([0]), search, unit: 1, options, control);
        LinearWeights solved = scaling.ToModel(solution.Point, solution.Iterations, solution.Converged, solution.Value, narrow);
        return narrow?.Widen(solved, means) ?? solved;
    }
}
