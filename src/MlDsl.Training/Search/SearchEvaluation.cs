namespace MlDsl.Training;

/// <summary>What one fold said of a step.</summary>
/// <param name="Loss">The task's loss of the fold's validation rows; NaN where the training failed.</param>
/// <param name="Work">What the training took.</param>
/// <param name="Problem">Why there is no loss; null where there is one.</param>
/// <param name="Inside">The loss of the rows that each resample draws.</param>
/// <param name="Outside">The loss of the rows that each resample leaves out.</param>
internal sealed record FoldResult(double Loss, double Work, string? Problem, float[] Inside, float[] Outside)
{
    /// <summary>A training that failed.</summary>
    public static FoldResult Failed(string problem) => new(double.NaN, 0, problem, [], []);
}

/// <summary>A step that has ended. This and nothing else is what a search goes on from, so the log keeps all of it.</summary>
/// <param name="Step">What was asked for.</param>
/// <param name="Losses">The loss of each fold; none where one failed.</param>
/// <param name="Work">What the trainings took.</param>
/// <param name="Problem">Why there is no loss; null where there is one.</param>
/// <param name="Inside">The mean over the folds of the loss of the rows that each resample draws; NaN where one is undefined.</param>
/// <param name="Outside">The same of the rows that it leaves out.</param>
internal sealed record SearchEvaluation(SearchStep Step, double[] Losses, double Work, string? Problem, float[] Inside, float[] Outside)
{
    /// <summary>The mean loss of the folds; NaN where one failed.</summary>
    public double Loss => Losses.Length > 0 ? Losses.Average() : double.NaN;

    /// <summary>The loss to order by: what failed comes last.</summary>
    public double Rank => double.IsNaN(Loss) ? double.PositiveInfinity : Loss;

    /// <summary>What the folds said, together.</summary>
    public static SearchEvaluation Of(SearchStep step, FoldResult[] folds)
    {
        double work = folds.Sum(static f => f.Work);
        int failed = Array.FindIndex(folds, static f => f.Problem is not null);
        return failed >= 0
            ? new SearchEvaluation(step, [], work, $"Fold {failed + 1}: {folds[failed].Problem}", [], [])
            : new SearchEvaluation(step, [.. folds.Select(static f => f.Loss)], work, null, Mean(folds, static f => f.Inside), Mean(folds, static f => f.Outside));
    }

    private static float[] Mean(FoldResult[] folds, Func<FoldResult, float[]> of)
    {
        var means = new float[of(folds[0]).Length];
        for (int i = 0; i < means.Length; i++) means[i] = (float)folds.Average(fold => of(fold)[i]);
        return means;
    }
}
