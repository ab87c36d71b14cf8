using MathNet.Numerics;

namespace MlDsl.Training;

/// <summary>Whether residuals are larger in some windows of time than in others, or of another sign.</summary>
/// <remarks>
/// Kruskal and Wallis (1952), "Use of ranks in one-criterion variance analysis", with the correction for ties. Suits any distribution; of windows
/// that are alike, the probability is as often below p as p says. Residuals that follow each other count as if they were independent, so that
/// long swings are told as differences, which for intervals they are.
/// </remarks>
public static class Exchangeability
{
    // The chi-squared distribution is good from so many of a window on.
    private const int FewestRows = 5;

    /// <summary>
    /// How likely the residuals of windows, or their sizes, differ as much as these do where all windows are alike: twice the smaller of both
    /// probabilities, as Bonferroni has it. NaN where fewer than two have 5 rows.
    /// </summary>
    /// <param name="windows">The residuals of each window, with their signs.</param>
    public static double OfResiduals(IReadOnlyList<double[]> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return OfEither(windows, [.. windows.Select(static w => Array.ConvertAll(w, Math.Abs))]);
    }

    /// <summary>Twice the smaller of the probabilities of two kinds of numbers, at most 1; NaN where one is.</summary>
    internal static double OfEither(IReadOnlyList<double[]> windows, IReadOnlyList<double[]> others) => Math.Min(1, 2 * Math.Min(Test(windows), Test(others)));

    /// <summary>How likely windows differ as much as these do where all are alike; NaN where fewer than two have 5 rows.</summary>
    /// <param name="windows">The numbers of each window that are to be alike.</param>
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
        // The chi-squared distribution's upper tail, which one less its lower one would round to 0.
        return statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized((used.Length - 1) / 2.0, statistic / 2);
    }
}
