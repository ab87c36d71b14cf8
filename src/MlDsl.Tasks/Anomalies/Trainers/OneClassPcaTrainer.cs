namespace MlDsl.Training;

/// <summary>Standardizes features and finds the plane that rows lie about.</summary>
internal static class OneClassPcaTrainer
{
    // What rows differ by in a direction, of what they differ by in all, from which it is no rounding.
    private const double LeastShare = 1e-10;

    /// <exception cref="TrainingException">
    /// There are fewer than two rows, they do not differ, a value or a weight is none, the features are too many, or no direction is left over beside as many components.
    /// </exception>
    public static TrainedPredictor Train(TrainingProblem problem, OneClassPcaOptions options, TrainingControl control)
    {
        if (problem.Rows.Width > OneClassPcaOptions.WidestFeatures)
            throw new TrainingException(FormattableString.Invariant($"The features are {problem.Rows.Width} wide, and the components of at most {OneClassPcaOptions.WidestFeatures} are looked for; narrow the columns, leave texts out, or take IsolationForest"));
        RowMatrix rows = DeviationTraining.Read(problem, control);
        var standard = new StandardRows(rows);
        DeviationTraining.CheckDiffer(rows, standard.Factors);
        SymmetricEigen eigen = SymmetricEigen.Of(standard.Correlations(control), rows.Width, control.Cancellation);
        double total = eigen.Values.Sum();
        // The positions of a category sum to 1, so that there is a direction in which no row differs: of it nothing can be measured.
        int differing = eigen.Values.Count(value => value > LeastShare * total);
        if (options.Components >= differing)
            throw new TrainingException($"{options.Components} components leave nothing over of the {differing} directions in which the training rows differ: ask for {(differing > 1 ? $"at most {differing - 1}, or for a share of the variance by VarianceShare" : "a share of the variance by VarianceShare, or take RobustZScores")}");
        int count = options.Components > 0 ? options.Components : CountOf(eigen.Values, options.VarianceShare, differing - 1);
        double left = eigen.Values.Skip(count).Sum();
        var predictor = new DeviationPredictor(
            standard.Means, standard.Factors, eigen.Vectors.AsSpan(0, count * rows.Width), DeviationTraining.MayMiss(problem.Plan), DeviationNorm.RootMeanSquare, left);
        return DeviationTraining.Finish(predictor, new TrainingLog(eigen.Sweeps, eigen.Converged, left / total), problem, options.Contamination, control);
    }

    // As few as have the share, and no more than the most.
    private static int CountOf(double[] values, double share, int most)
    {
        double wanted = share * values.Sum(), had = 0;
        int count = 0;
        while (count < most && had < wanted) had += values[count++];
        return count;
    }
}
