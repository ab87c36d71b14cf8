namespace MlDsl.Labels;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The share below <paramref name="x"/>, to 1e-15 for |x| below 7.</summary>
    /// <remarks>The series of Marsaglia (2004), "Evaluating the normal distribution".</remarks>
    public static double Below(double x)
    {
        if (Math.Abs(x) > 8) return x < 0 ? 0 : 1;
        double sum = x, term = x, before = 0;
        for (int i = 3; sum != before; i += 2)
        {
            before = sum;
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + (sum * Density(x));
    }

    /// <summary>The value that a share lies below, found by halving.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    public static double Quantile(double share)
    {
        double low = -8, high = 8;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            if (Below(middle) < share) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
