namespace MlDsl.Kernels.Operators;

/// <summary>What ML.NET makes of the scores of several classes, in place and in its order of operations.</summary>
internal static class ClassScores
{
    // Below, a score adds nothing that single precision would show.
    private const float Reach = 30;

    public static void MaximumEntropy(Span<float> scores)
    {
        float logarithm = LogOfSum(scores);
        foreach (ref float score in scores) score = MlNetNumber.WideExp(score - logarithm);
    }

    public static void ShareOfSum(Span<float> scores)
    {
        double sum = 0;
        foreach (ref float score in scores)
        {
            if (score >= 0) sum += score;
            else if (!float.IsNaN(score)) score = 0;
        }
        if (!(sum > 0)) return;
        foreach (ref float score in scores) score = (float)(score / sum);
    }

    public static void ShareOfExponentials(Span<float> scores)
    {
        double sum = 0;
        foreach (float score in scores) sum += Math.Exp(score);
        foreach (ref float score in scores) score = (float)(Math.Exp(score) / sum);
    }

    // The logarithm of the sum of exponentials, from the highest score on.
    private static float LogOfSum(ReadOnlySpan<float> scores)
    {
        int best = 0;
        float highest = float.NegativeInfinity;
        for (int k = 0; k < scores.Length; k++)
            if (scores[k] > highest) (best, highest) = (k, scores[k]);
        if (float.IsNegativeInfinity(highest) || scores.Length == 1) return highest;
        double others = 0;
        for (int k = 0; k < scores.Length; k++)
            if (k != best && scores[k] > highest - Reach) others += Math.Exp(scores[k] - highest);
        return others > 0 ? (float)(highest + Math.Log(1.0 + others)) : highest;
    }
}
