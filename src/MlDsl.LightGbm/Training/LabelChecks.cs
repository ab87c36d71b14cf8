using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Which labels can be learned from.</summary>
internal static class LabelChecks
{
    /// <summary>Says of one label what is wrong with it, as the rest of a sentence; null where nothing is.</summary>
    public static Func<float, string?> Of(LightGbmOptions options, TrainingProblem problem)
    {
        if (problem.Target == TargetKind.Relevance)
        {
            int grades = GainList.Count(options.GradeGains);
            string wayOut = options.GradeGains.Length > 0 ? "give GradeGains a number for each grade" : "map the label to fewer grades";
            return label => BoosterLabels.ProblemOfCode(label, grades, "grade") is { } problem ? $"{problem}; {wayOut}" : null;
        }
        if (problem.Target != TargetKind.Value)
        {
            int classes = problem.Classes;
            return label => BoosterLabels.ProblemOfCode(label, classes, "class index");
        }
        return options.Loss switch
        {
            LightGbmLoss.Gamma => static label => label > 0 ? null : "must be above 0 for LightGbmLoss.Gamma; use LightGbmLoss.Tweedie for such labels",
            LightGbmLoss.Poisson or LightGbmLoss.Tweedie => label => label >= 0 ? null : $"must not be negative for LightGbmLoss.{options.Loss}; use LightGbmLoss.Squared for such labels",
            _ => static _ => null,
        };
    }

    /// <summary>Refuses labels that teach nothing, all together.</summary>
    /// <exception cref="TrainingException">They are all the same, a class has no row, no row has weight, no query has two grades, or there are too few rows for two leaves.</exception>
    public static void CheckAll(TrainingSample sample, QueryOrder? queries, LightGbmOptions options, TrainingProblem problem)
    {
        float[] labels = sample.Labels;
        int learned = labels.Length - (problem.Held?.Rows.Length ?? 0);
        if (learned < 2L * Math.Max(1, options.MinRows))
            throw new TrainingException(FormattableString.Invariant($"{(learned == 1 ? "1 row to learn from does" : $"{learned} rows to learn from do")} not make two leaves of MinRows = {options.MinRows} each; lower MinRows, or give more rows"));
        BoosterLabels.CheckAll(labels, sample.Weights, problem);
        HashSet<int> held = [.. problem.Held?.Rows ?? []];
        queries?.CheckTeaches(labels, sample.Weights, row => !held.Contains(row));
        if (options.RowShare * learned < 1)
            throw new TrainingException(FormattableString.Invariant($"A share of {options.RowShare} of {learned} rows is less than one row for a tree; raise RowShare, or give more rows"));
    }
}
