namespace MlDsl.Columns;

/// <summary>
/// The power transform of Yeo and Johnson ("A new family of power transformations to improve normality or symmetry", Biometrika 2000):
/// makes skewed numbers, of either sign, more symmetric.
/// </summary>
internal static class YeoJohnson
{
    /// <summary>The range of the exponents tried.</summary>
    public const double Least = -8, Most = 8;

    /// <summary>Exponents nearer to 0 count as 0.</summary>
    public const double Zero = 1e-12;

    /// <summary><paramref name="value"/> transformed with the exponent <paramref name="lambda"/>.</summary>
    public static double Transform(double value, double lambda)
    {
        double magnitude = Power(Precise.Log1P(Math.Abs(value)), value >= 0 ? lambda : 2 - lambda);
        return value >= 0 ? magnitude : -magnitude;
    }

    /// <summary>
    /// The exponent of greatest likelihood under a normal distribution, between −8 and 8: the best of a grid of step 1, refined by
    /// golden-section search to 1e-7. 1 when all values are the same.
    /// </summary>
    public static double Fit(SortedValues values)
    {
        if (values.Values.Length < 2) return 1;
        YeoJohnsonLikelihood likelihood = new(values);
        double best = Enumerable.Range((int)Least, (int)(Most - Least) + 1).Select(static l => (double)l).MaxBy(likelihood.Of);
        if (double.IsNegativeInfinity(likelihood.Of(best))) return 1;
        double low = Math.Max(Least, best - 1), high = Math.Min(Most, best + 1);
        double ratio = (Math.Sqrt(5) - 1) / 2;
        double left = high - ratio * (high - low), right = low + ratio * (high - low);
        double atLeft = likelihood.Of(left), atRight = likelihood.Of(right);
        while (high - low > 1e-7)
        {
            if (atLeft > atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - ratio * (high - low);
                atLeft = likelihood.Of(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + ratio * (high - low);
                atRight = likelihood.Of(right);
            }
        }
        return (low + high) / 2;
    }

    /// <summary>Mean and standard deviation (divisor n) of the transformed values.</summary>
    public static (double Mean, double Deviation) Moments(SortedValues values, double lambda)
    {
        double[] transformed = new double[values.Values.Length];
        for (int i = 0; i < transformed.Length; i++) transformed[i] = Transform(values.Values[i], lambda);
        return Moments(transformed, values);
    }

    /// <summary>
    /// Mean and standard deviation of <paramref name="numbers"/>, each as often as its value in <paramref name="values"/>.
    /// </summary>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> numbers, SortedValues values)
    {
        // Summed in ascending order of the values, so that the order of the rows does not matter.
        ReadOnlySpan<long> counts = values.Counts;
        double mean = 0, squares = 0;
        for (int i = 0; i < numbers.Length; i++) mean += counts[i] * numbers[i];
        mean /= values.Count;
        for (int i = 0; i < numbers.Length; i++) squares += counts[i] * (numbers[i] - mean) * (numbers[i] - mean);
        return (mean, numbers.Length < 2 ? 0 : Math.Sqrt(squares / values.Count));
    }

    /// <summary>(e^(power · <paramref name="log"/>) − 1) / power, which is <paramref name="log"/> at 0.</summary>
    public static double Power(double log, double power) => Math.Abs(power) < Zero ? log : Precise.ExpM1(power * log) / power;
}
