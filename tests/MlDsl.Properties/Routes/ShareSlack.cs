namespace MlDsl.Properties.Routes;

/// <summary>How far the shares of classes may be off where scores are. A share grows with its own score and shrinks with each other: it is farthest off where one is as wrong as may be, and all others the other way.</summary>
internal static class ShareSlack
{
    /// <summary>The slack of each class.</summary>
    /// <param name="scores">The scores of a row; of two classes that of the second over the first.</param>
    /// <param name="bounds">How far each may be off.</param>
    public static double[] Of(ReadOnlySpan<float> scores, ReadOnlySpan<double> bounds)
    {
        bool isOne = scores.Length == 1;
        double[] sums = isOne ? [0, scores[0]] : new double[scores.Length], off = isOne ? [0, bounds[0]] : bounds.ToArray(), slack = new double[sums.Length];
        for (int k = 0; k < scores.Length && !isOne; k++) sums[k] = scores[k];
        for (int k = 0; k < slack.Length; k++) slack[k] = Math.Max(Share(k, 1) - Share(k, 0), Share(k, 0) - Share(k, -1));
        return slack;

        double Share(int own, int sign)
        {
            double others = 0;
            for (int k = 0; k < sums.Length; k++)
                if (k != own) others += Math.Exp((sign == 0 ? sums[k] : sums[k] - (sign * off[k])) - (sign == 0 ? sums[own] : sums[own] + (sign * off[own])));
            return 1 / (1 + others);
        }
    }
}
