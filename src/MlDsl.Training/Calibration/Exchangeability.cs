using MathNet.Numerics.Distributions;

namespace MlDsl.Training;

/// <summary>Whether residuals are larger in some windows of time than in others.</summary>
/// <remarks>
/// Kruskal and Wallis (1952), "Use of ranks in one-criterion variance analysis", with the correction for ties. Suits any distribution; of windows
/// that are alike, the probability is as often below p as p says. Residuals that follow each other count as if they were independent, so that
/// long swings are told as differences, which for intervals they are.
/// </remarks>
public static class Exchangeability
{
    // The chi-squared distribution is good from so many of a window on.
    private const int FewestRows = 5;

    /// <summary>How likely windows differ as much as these do where all are alike; NaN where fewer than two have 5 rows.</summary>
    /// <param name="windows">The absolute residuals of each window, or what else is to be alike.</param>
    public static double Test(IReadOnlyList<double[]> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        double[][] used = [.. windows.Where(static w => w.Length >= FewestRows)];
        if (used.Length < 2) return double.NaN;
        double[] values = [.. used.SelectMany(static w => w)];
        int[] of = [.. used.SelectMany(static (w, i) => Enumerable.Repeat(i, w.Length))];
        Array.Sort(values, of);
        double count = values.Length, ties = 0, spread = 0;
        double[] ranks = new double[used.Length];
        for (int from = 0, to; from < values.Length; from = to)
        {
            for (to = from + 1; to < values.Length && values[to] == values[from];) to++;
            double alike = to - from, rank = from + ((alike + 1) / 2);
            ties += (alike * alike * alike) - alike;
            for (int i = from; i < to; i++) ranks[of[i]] += rank;
        }
        for (int i = 0; i < used.Length; i++) spread += ranks[i] * ranks[i] / used[i].Length;
        double corrected = 1 - (ties / ((count * count * count) - count));
        // All values are one: nothing differs.
        if (corrected <= 0) return 1;
        double statistic = ((12 / (count * (count + 1)) * spread) - (3 * (count + 1))) / corrected;
        return 1 - ChiSquared.CDF(used.Length - 1, Math.Max(statistic, 0));
    }
}
