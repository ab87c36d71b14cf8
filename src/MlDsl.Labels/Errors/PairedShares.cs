using MathNet.Numerics.Distributions;

namespace MlDsl.Labels;

/// <summary>Shares of few rows, and their differences on the same rows.</summary>
internal static class PairedShares
{
    // The quantile of 95 per cent.
    private const double Z = 1.959963984540054;

    /// <summary>A share with Wilson's interval.</summary>
    public static Metric Wilson(int count, int of)
    {
        double share = (double)count / of, square = Z * Z, middle = (share + (square / (2 * of))) / (1 + (square / of));
        double wide = Z / (1 + (square / of)) * Math.Sqrt((share * (1 - share) / of) + (square / (4.0 * of * of)));
        // The ends of no and of all are exact; rounding is not.
        return new Metric(share, count == 0 ? 0 : middle - wide, count == of ? 1 : middle + wide);
    }

    /// <summary>The difference of two shares of the same rows.</summary>
    /// <param name="more">Rows that are in the second only.</param>
    /// <param name="less">Rows that are in the first only.</param>
    /// <param name="of">All rows.</param>
    public static Metric Difference(int more, int less, int of)
    {
        double first = (more + 1.0) / (of + 2), second = (less + 1.0) / (of + 2), middle = first - second;
        double wide = Z * Math.Sqrt((first + second - (middle * middle)) / (of + 2));
        return new Metric((double)(more - less) / of, Math.Max(-1, middle - wide), Math.Min(1, middle + wide));
    }

    /// <summary>How likely so uneven a split of the rows that changed is by chance, to either side.</summary>
    public static double McNemar(int more, int less) =>
        more + less == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, more + less, Math.Min(more, less)));

    /// <summary>Probabilities of several tests, so that none is taken for something by chance: Holm (1979).</summary>
    public static double[] Holm(double[] probabilities)
    {
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderBy(i => probabilities[i])];
        var adjusted = new double[probabilities.Length];
        double most = 0;
        for (int i = 0; i < order.Length; i++) adjusted[order[i]] = most = Math.Max(most, Math.Min(1, probabilities[order[i]] * (order.Length - i)));
        return adjusted;
    }
}
