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
            int most = GainList.Count(options.GradeGains) - 1;
            string wayOut = options.GradeGains.Length > 0 ? "give GradeGains a number for each grade" : "map the label to fewer grades";
            return label => label >= 0 && label <= most && label == MathF.Floor(label) ? null : FormattableString.Invariant($"must be a grade from 0 to {most}; {wayOut}");
        }
        if (problem.Target != TargetKind.Value)
        {
            int classes = problem.Classes;
            return label => label >= 0 && label < classes && label == MathF.Floor(label) ? null : FormattableString.Invariant($"must be a class index from 0 to {classes - 1}");
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
        if (!sample.Weights.Any(static weight => weight > 0)) throw new TrainingException("No training row has a weight above 0; correct the column of weights");
        if (queries is not null)
        {
            HashSet<int> held = [.. problem.Held?.Rows ?? []];
            queries.CheckTeaches(labels, sample.Weights, row => !held.Contains(row));
        }
        else if (problem.Target != TargetKind.Value)
        {
            var weight = new double[problem.Classes];
            for (int i = 0; i < labels.Length; i++) weight[(int)labels[i]] += sample.Weights[i];
            if (Array.FindIndex(weight, static w => !(w > 0)) is >= 0 and var absent)
                throw new TrainingException($"Class {absent} of 0 to {weight.Length - 1} has no training row of positive weight; add rows of it, split by class, or remove the class");
        }
        else if (Array.TrueForAll(labels, label => label == labels[0]))
        {
            throw new TrainingException(FormattableString.Invariant($"The label of all {labels.Length} training rows is {labels[0]}, so that there is nothing to learn; look at the column, or at how the rows were chosen"));
        }
        if (options.RowShare * learned < 1)
            throw new TrainingException(FormattableString.Invariant($"A share of {options.RowShare} of {learned} rows is less than one row for a tree; raise RowShare, or give more rows"));
    }
}
