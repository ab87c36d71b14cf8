using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>What is predicted before the first tree.</summary>
internal static class BaseScores
{
    // Of two classes the library wants a probability that is neither 0 nor 1.
    private const float Edge = 1e-6f;

    /// <summary>The base score of some rows.</summary>
    /// <param name="options">May tell it.</param>
    /// <param name="problem">What the labels are.</param>
    /// <param name="objective">The link.</param>
    /// <param name="labels">The labels of the rows.</param>
    /// <param name="weights">Their weights.</param>
    /// <exception cref="TrainingException">The mean of the labels has no logarithm.</exception>
    public static float Of(XGBoostOptions options, TrainingProblem problem, XGBoostObjective objective, float[] labels, float[] weights)
    {
        if (!double.IsNaN(options.BaseScore)) return (float)options.BaseScore;
        if (problem.Target is TargetKind.Classes or TargetKind.Relevance) return 0;
        float score = options.Loss switch
        {
            XGBoostLoss.Absolute or XGBoostLoss.Huber => Quantile(labels, weights, 0.5),
            XGBoostLoss.Quantile => Quantile(labels, weights, options.QuantileLevel),
            _ => Mean(labels, weights),
        };
        if (objective.Link == Link.Logit) return Math.Clamp(score, Edge, 1 - Edge);
        return objective.Link != Link.Log || score > 0
            ? score
            : throw new TrainingException("The labels of all training rows of a weight above 0 are 0, which has no logarithm; correct the column of weights, or set BaseScore");
    }

    /// <summary>Refuses what the link does not predict.</summary>
    /// <exception cref="ArgumentException">The option is no such number.</exception>
    public static void Check(XGBoostOptions options, XGBoostObjective objective)
    {
        double score = options.BaseScore;
        if (objective.Link == Link.Logit && score is not (double.NaN or (> 0 and < 1)))
            throw new ArgumentException(FormattableString.Invariant($"BaseScore = {score} is no probability; of two classes it is above 0 and below 1"));
        if (objective.Link == Link.Log && score <= 0)
            throw new ArgumentException(FormattableString.Invariant($"BaseScore = {score} has no logarithm, which {objective.Name} predicts; set one above 0"));
    }

    private static float Mean(float[] labels, float[] weights)
    {
        double sum = 0, weight = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            sum += (double)labels[i] * weights[i];
            weight += weights[i];
        }
        return (float)(sum / weight);
    }

    // The first label, from the least on, that the share of the weight does not lie above.
    private static float Quantile(float[] labels, float[] weights, double level)
    {
        int[] order = [.. Enumerable.Range(0, labels.Length).OrderBy(i => labels[i])];
        double total = weights.Sum(static w => (double)w), sum = 0;
        foreach (int row in order)
        {
            sum += weights[row];
            if (sum >= level * total) return labels[row];
        }
        return labels[order[^1]];
    }
}
