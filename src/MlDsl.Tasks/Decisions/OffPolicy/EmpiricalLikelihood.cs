namespace MlDsl.Tasks.Decisions;

/// <summary>
/// The ends of an interval of a mean by empirical likelihood: the least mean among all distributions over what was seen, and over what could have been, under which the rows are
/// not too unlikely.
/// </summary>
/// <remarks>
/// Owen (1988), "Empirical likelihood ratio confidence intervals for a single functional"; with atoms that were not seen, at the ends of what is possible, as Karampatziakis,
/// Langford and Mineiro (2020), "Empirical likelihood for contextual bandits", have them. By Lagrange's dual the least mean under Σ log(n·q) ≥ −c is the maximum over g of
/// g + e^(−c/n) · G(z − g), with G the geometric mean and z − g ≥ 0 for everything that is possible: concave, of one variable.
/// </remarks>
internal static class EmpiricalLikelihood
{
    private const int Halvings = 28, RatioHalvings = 40, AtOnce = 8;
    private const double Nearest = 1e-12, Farthest = 1e6;

    /// <summary>The lower end of the mean.</summary>
    /// <param name="terms">What was seen.</param>
    /// <param name="least">The least that is possible; infinite where only what was seen is.</param>
    /// <param name="bound">How much less likely than the best the rows may be: half of a quantile of χ² or t².</param>
    public static double Low(ReadOnlySpan<double> terms, double least, double bound)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double term in terms) (min, max) = (Math.Min(min, term), Math.Max(max, term));
        double limit = Math.Min(min, least), scale = max - limit;
        if (scale <= 0) return min;
        double less = Math.Exp(-bound / terms.Length), from = Math.Log(Nearest), to = Math.Log(Farthest), best = limit;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (from + to) / 2, distance = Math.Exp(middle);
            var (geometric, inverse) = Means(terms, limit - (distance * scale), scale);
            best = Math.Max(best, limit + (scale * ((less * geometric) - distance)));
            // The slope in g, which falls with it.
            if (less * geometric * inverse > 1) from = middle;
            else to = middle;
        }
        return best;
    }

    /// <summary>The upper end of the mean.</summary>
    /// <inheritdoc cref="Low"/>
    public static double High(ReadOnlySpan<double> terms, double most, double bound)
    {
        double[] turned = new double[terms.Length];
        for (int i = 0; i < turned.Length; i++) turned[i] = -terms[i];
        return -Low(turned, -most, bound);
    }

    /// <summary>The lower end of Σ wr / Σ w: the ratio of which the mean of w(r − ratio) could just be 0.</summary>
    /// <param name="weights">The weights w, from 0.</param>
    /// <param name="rewards">The rewards r.</param>
    /// <param name="largest">The largest weight that is possible.</param>
    /// <param name="least">The least reward that is possible.</param>
    /// <param name="ratio">The ratio of what was seen.</param>
    /// <param name="bound">As of a mean.</param>
    public static double RatioLow(ReadOnlySpan<double> weights, ReadOnlySpan<double> rewards, double largest, double least, double ratio, double bound)
    {
        double from = least, to = ratio;
        double[] terms = new double[weights.Length];
        for (int i = 0; i < RatioHalvings && to - from > 1e-7 * (ratio - least); i++)
        {
            double middle = (from + to) / 2;
            for (int row = 0; row < terms.Length; row++) terms[row] = weights[row] * (rewards[row] - middle);
            if (Low(terms, largest * (least - middle), bound) > 0) from = middle;
            else to = middle;
        }
        return from;
    }

    /// <summary>The upper end of the ratio.</summary>
    /// <inheritdoc cref="RatioLow"/>
    public static double RatioHigh(ReadOnlySpan<double> weights, ReadOnlySpan<double> rewards, double largest, double most, double ratio, double bound)
    {
        double[] turned = new double[rewards.Length];
        for (int i = 0; i < turned.Length; i++) turned[i] = -rewards[i];
        return -RatioLow(weights, turned, largest, -most, -ratio, bound);
    }

    // The geometric mean of (z − g) / scale and the mean of its inverse. Logarithms are taken of products, which stay far from what a double holds.
    private static (double Geometric, double Inverse) Means(ReadOnlySpan<double> terms, double g, double scale)
    {
        double logs = 0, inverses = 0, product = 1, factor = 1 / scale;
        for (int i = 0; i < terms.Length; i++)
        {
            double distance = (terms[i] - g) * factor;
            inverses += 1 / distance;
            product *= distance;
            if (i % AtOnce != AtOnce - 1) continue;
            logs += Math.Log(product);
            product = 1;
        }
        return (Math.Exp((logs + Math.Log(product)) / terms.Length), inverses / terms.Length);
    }
}
