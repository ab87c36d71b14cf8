namespace MlDsl.Training;

/// <summary>What trainers of deviations have in common.</summary>
internal static class DeviationTraining
{
    /// <summary>The rows, at least two.</summary>
    /// <exception cref="TrainingException">There are fewer, or a value or a weight is none.</exception>
    public static RowMatrix Read(TrainingProblem problem, TrainingControl control)
    {
        RowMatrix rows = RowMatrix.Of(problem.Rows, control.Cancellation, MayMiss(problem.Plan));
        EnoughRows.Check(rows.Rows);
        return rows;
    }

    /// <summary>The positions at which NaN is a missing value, ascending.</summary>
    public static int[] MayMiss(FeaturePlan? plan) => plan is null ? [] : [.. new FeatureTraits(plan).Missing];

    /// <exception cref="TrainingException">All factors are 0: every column has one value.</exception>
    public static void CheckDiffer(RowMatrix rows, ReadOnlySpan<double> factors)
    {
        if (!factors.ContainsAnyExcept(0))
            throw new TrainingException($"The {rows.Rows} training rows do not differ in any column, so that none is unlike the others; give rows whose columns have more than one value that is not missing");
    }

    /// <summary>The predictor with its link and the threshold of its contamination; one pass.</summary>
    public static TrainedPredictor Finish(DeviationPredictor predictor, TrainingLog log, TrainingProblem problem, double contamination, TrainingControl control)
    {
        ThresholdStep threshold = Contamination.ThresholdOf(predictor, Link.Odds, problem.Rows, contamination, control);
        control.Progress?.Report(new TrainingProgress(log.Iterations, log.Objective, 0, 2));
        return new TrainedPredictor(predictor, Link.Odds, log) { Steps = [threshold] };
    }
}
