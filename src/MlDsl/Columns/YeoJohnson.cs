namespace MlDsl.Columns;

/// <summary>
/// The power transform of Yeo and Johnson ("A new family of power transformations to improve normality or symmetry", Biometrika 2000):
/// makes skewed numbers, of either sign, more symmetric.
/// </summary>
internal static class YeoJohnson
{
    /// <summary>The range of the exponents tried.</summary>
    public const double Least = -8, Most = 8;

    /// <summary><paramref name="value"/> transformed with the exponent <paramref name="lambda"/>.</summary>
    public static double Transform(double value, double lambda)
    {
        // expm1(p·log1p(x))/p is the definition's ((1 + x)^p − 1)/p, whose limit at p = 0 is log1p(x).
        double power = value >= 0 ? lambda : 2 - lambda;
        double log = Precise.Log1P(Math.Abs(value));
        double magnitude = Math.Abs(power) < 1e-12 ? log : Precise.ExpM1(power * log) / power;
        return value >= 0 ? magnitude : -magnitude;
    }

    /// <summary>
    /// The exponent of greatest likelihood under a normal distribution, between −8 and 8: the best of a grid of step 1, refined by
    /// golden-section search to 1e-7. 1 when all values are the same.
    /// </summary>
    public static double Fit(SortedValues values)
    {
        if (values.Values.Length < 2) return 1;
        double jacobian = 0;
        for (int i = 0; i < values.Values.Length; i++)
            jacobian += values.Counts[i] * Math.CopySign(Precise.Log1P(Math.Abs((double)values.Values[i])), values.Values[i]);
        double best = Enumerable.Range((int)Least, (int)(Most - Least) + 1).Select(static l => (double)l).MaxBy(l => Likelihood(values, jacobian, l));
        double low = Math.Max(Least, best - 1), high = Math.Min(Most, best + 1);
        double ratio = (Math.Sqrt(5) - 1) / 2;
        double left = high - ratio * (high - low), right = low + ratio * (high - low);
        double atLeft = Likelihood(values, jacobian, left), atRight = Likelihood(values, jacobian, right);
        while (high - low > 1e-7)
        {
            if (atLeft > atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - ratio * (high - low);
                atLeft = Likelihood(values, jacobian, left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + ratio * (high - low);
                atRight = Likelihood(values, jacobian, right);
            }
        }
        return (low + high) / 2;
    }

    /// <summary>Mean and standard deviation (divisor n) of the transformed values, summed in ascending order.</summary>
    public static (double Mean, double Deviation) Moments(SortedValues values, double lambda)
    {
        double mean = 0, squares = 0;
        for (int i = 0; i < values.Values.Length; i++) mean += values.Counts[i] * Transform(values.Values[i], lambda);
        mean /= values.Count;
        for (int i = 0; i < values.Values.Length; i++)
        {
            double distance = Transform(values.Values[i], lambda) - mean;
            squares += values.Counts[i] * distance * distance;
        }
        return (mean, values.Values.Length < 2 ? 0 : Math.Sqrt(squares / values.Count));
    }

    private static double Likelihood(SortedValues values, double jacobian, double lambda)
    {
        double likelihood = -values.Count * Math.Log(Moments(values, lambda).Deviation) + (lambda - 1) * jacobian;
        // A deviation that overflowed or vanished says that the exponent is out of the question.
        return double.IsFinite(likelihood) ? likelihood : double.NegativeInfinity;
    }
}
