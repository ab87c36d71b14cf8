namespace MlDsl.Training;

/// <summary>The middle of weighted values.</summary>
internal static class WeightedMedian
{
    /// <summary>The value that half of the weight is at most; of equal weights and an even number the mean of both in the middle.</summary>
    /// <param name="values">At least one; sorted by this.</param>
    /// <param name="weights">The weight of each, above 0; sorted with them.</param>
    public static double Of(Span<double> values, Span<double> weights)
    {
        values.Sort(weights);
        double all = 0, below = 0;
        foreach (double weight in weights) all += weight;
        for (int i = 0; i < values.Length - 1; i++)
        {
            below += weights[i];
            if (2 * below == all) return values[i] + ((values[i + 1] - values[i]) / 2);
            if (2 * below > all) return values[i];
        }
        return values[^1];
    }
}
