using MathNet.Numerics;
using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>A statistic of a window against its reference.</summary>
/// <param name="Value">The statistic.</param>
/// <param name="Probability">
/// How likely one as large is where both are of one population and rows are independent, from 0 to 1; NaN where the rows do not tell. One column at one time:
/// alarms over many are <see cref="DriftAlarms"/>.
/// </param>
public readonly record struct BinStatistic(double Value, double Probability);

/// <summary>
/// Statistics of two samples that are counted in the same bins. Each takes the rows of each bin in the reference and in the window, and is NaN where one of them
/// has none.
/// </summary>
public static class BinStatistics
{
    // Below so many expected rows the chi-squared distribution is not good: Cochran (1954).
    private const double LeastExpected = 5;

    private const int Draws = 1999;

    /// <summary>Pearson's χ² of homogeneity. Bins with fewer than 5 expected rows in either sample are taken together with the next such ones until these are enough.</summary>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static BinStatistic ChiSquared(ReadOnlySpan<long> reference, ReadOnlySpan<long> window) =>
        OfPooled(reference, window, static (seen, expected) => (seen - expected) * (seen - expected) / expected);

    /// <summary>The likelihood ratio G = 2 Σ O ln(O / E) of homogeneity, cells pooled as for <see cref="ChiSquared"/>; Wilks (1938).</summary>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static BinStatistic G(ReadOnlySpan<long> reference, ReadOnlySpan<long> window) =>
        OfPooled(reference, window, static (seen, expected) => seen > 0 ? 2 * seen * Math.Log(seen / expected) : 0);

    /// <summary>
    /// The population stability index Σ (q − p) ln(q / p) with half a row added to every bin, less the (B − 1)(1/n + 1/m) that it has where nothing
    /// changed, so that it does not depend on the size of a window. May be below 0.
    /// </summary>
    /// <remarks>Its null distribution: Yurdakul (2018), "Statistical properties of population stability index".</remarks>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static BinStatistic StabilityIndex(ReadOnlySpan<long> reference, ReadOnlySpan<long> window)
    {
        var (n, m) = Rows(reference, window);
        int bins = Used(reference, window);
        if (n == 0 || m == 0) return Unknown;
        double index = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] + window[i] == 0) continue;
            double p = (reference[i] + 0.5) / (n + (0.5 * bins)), q = (window[i] + 0.5) / (m + (0.5 * bins));
            index += (q - p) * Math.Log(q / p);
        }
        double scale = (1 / n) + (1 / m);
        return new BinStatistic(index - ((bins - 1) * scale), Upper(index / scale, bins - 1));
    }

    /// <summary>The Jensen–Shannon distance, the root of the divergence in bits: from 0 to 1. Lin (1991).</summary>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static BinStatistic JensenShannon(ReadOnlySpan<long> reference, ReadOnlySpan<long> window)
    {
        var (n, m) = Rows(reference, window);
        if (n == 0 || m == 0) return Unknown;
        double divergence = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            double p = reference[i] / n, q = window[i] / m, middle = (p + q) / 2;
            if (p > 0) divergence += 0.5 * p * Math.Log2(p / middle);
            if (q > 0) divergence += 0.5 * q * Math.Log2(q / middle);
        }
        divergence = Math.Clamp(divergence, 0, 1);
        return new BinStatistic(Math.Sqrt(divergence), Upper(8 * Math.Log(2) * divergence / ((1 / n) + (1 / m)), Used(reference, window) - 1));
    }

    /// <summary>The Kolmogorov–Smirnov distance between the cumulative shares at the bins' edges, from 0 to 1, with the null distribution at those edges alone.</summary>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static BinStatistic KolmogorovSmirnov(ReadOnlySpan<long> reference, ReadOnlySpan<long> window)
    {
        var (n, m) = Rows(reference, window);
        if (n == 0 || m == 0) return Unknown;
        double furthest = 0;
        var (differences, shares) = Cumulative(reference, window, n, m);
        foreach (double difference in differences) furthest = Math.Max(furthest, Math.Abs(difference));
        return new BinStatistic(furthest, BridgeMaximum.Tail(shares, Math.Sqrt(n * m / (n + m)) * furthest));
    }

    /// <summary>
    /// Wasserstein's distance of order 1 in the unit of <paramref name="centres"/>: the mean way that values have gone. Its probability is of 1,999 draws, always the same.
    /// </summary>
    /// <param name="reference">The rows of each bin in the reference.</param>
    /// <param name="window">The rows of each bin in the window.</param>
    /// <param name="centres">The value that stands for each bin, ascending.</param>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static BinStatistic Wasserstein(ReadOnlySpan<long> reference, ReadOnlySpan<long> window, ReadOnlySpan<double> centres)
    {
        var (n, m) = Rows(reference, window);
        if (centres.Length != reference.Length) throw new ArgumentException($"{centres.Length} centres are given for {reference.Length} bins", nameof(centres));
        if (n == 0 || m == 0) return Unknown;
        var (differences, shares) = Cumulative(reference, window, n, m);
        double distance = 0;
        for (int i = 0; i < differences.Length; i++) distance += Math.Abs(differences[i]) * (centres[i + 1] - centres[i]);
        if (differences.Length == 0) return new BinStatistic(0, 1);

        // Under the null the differences are a Brownian bridge at the shares.
        double scale = Math.Sqrt((1 / n) + (1 / m));
        int above = 0;
        double[] draws = new double[differences.Length];
        for (int draw = 0; draw < Draws; draw++)
        {
            Normal.Draw(EvaluationRandom.Stream(0, draw), draws);
            double place = 0, last = 0, sum = 0;
            for (int i = 0; i < draws.Length; i++)
            {
                double left = 1 - last, pull = left > 0 ? (1 - shares[i]) / left : 0;
                place = (pull * place) + (Math.Sqrt(Math.Max(0, (shares[i] - last) * pull)) * draws[i]);
                last = shares[i];
                sum += Math.Abs(place) * (centres[i + 1] - centres[i]);
            }
            if (scale * sum >= distance) above++;
        }
        return new BinStatistic(distance, (above + 1.0) / (Draws + 1));
    }

    internal static BinStatistic Unknown => new(double.NaN, double.NaN);

    private static BinStatistic OfPooled(ReadOnlySpan<long> reference, ReadOnlySpan<long> window, Func<double, double, double> term)
    {
        var (n, m) = Rows(reference, window);
        if (n == 0 || m == 0) return Unknown;
        double least = Math.Min(n, m) / (n + m), few = 0, fewOfWindow = 0, sum = 0;
        int cells = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            double both = reference[i] + window[i];
            if (both * least >= LeastExpected)
            {
                Add(both, window[i]);
                continue;
            }
            few += both;
            fewOfWindow += window[i];
            if (few * least < LeastExpected) continue;
            Add(few, fewOfWindow);
            few = fewOfWindow = 0;
        }
        if (few > 0) Add(few, fewOfWindow);
        return new BinStatistic(sum, Upper(sum, cells - 1));

        void Add(double both, double ofWindow)
        {
            cells++;
            sum += term(ofWindow, both * m / (n + m)) + term(both - ofWindow, both * n / (n + m));
        }
    }

    // The chi-squared distribution's upper tail, which one less its lower one would round to 0.
    private static double Upper(double statistic, int degrees) =>
        degrees < 1 || statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2.0, statistic / 2);

    // Between each bin and the next: by how much the window's cumulative share is below the reference's, and the latter.
    private static (double[] Differences, double[] Shares) Cumulative(ReadOnlySpan<long> reference, ReadOnlySpan<long> window, double n, double m)
    {
        int cuts = Math.Max(0, reference.Length - 1);
        double[] differences = new double[cuts], shares = new double[cuts];
        long below = 0, belowOfWindow = 0;
        for (int i = 0; i < cuts; i++)
        {
            below += reference[i];
            belowOfWindow += window[i];
            shares[i] = (below + belowOfWindow) / (n + m);
            differences[i] = (below / n) - (belowOfWindow / m);
        }
        return (differences, shares);
    }

    private static int Used(ReadOnlySpan<long> reference, ReadOnlySpan<long> window)
    {
        int used = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] + window[i] > 0) used++;
        }
        return used;
    }

    private static (double Reference, double Window) Rows(ReadOnlySpan<long> reference, ReadOnlySpan<long> window)
    {
        if (reference.Length != window.Length) throw new ArgumentException($"The reference has {reference.Length} bins, the window {window.Length}", nameof(window));
        double n = 0, m = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] < 0 || window[i] < 0) throw new ArgumentException($"Bin {i} holds fewer than 0 rows", nameof(window));
            n += reference[i];
            m += window[i];
        }
        return (n, m);
    }
}
