namespace MlDsl.Forecasting;

/// <summary>
/// Whether a series has a season, and the factor of each of its phases: the test and the classical multiplicative decomposition by which the benchmarks of the M4 competition
/// are defined (Makridakis, Spiliotis and Assimakopoulos, "The M4 Competition", International Journal of Forecasting 36, 2020).
/// </summary>
internal static class Seasonality
{
    // A one-sided tenth of the normal distribution.
    private const double Critical = 1.645;

    /// <summary>Whether the autocorrelation at the season's lag is beyond what lower lags would give by chance.</summary>
    public static bool IsSeasonal(ReadOnlySpan<double> values, int season)
    {
        if (season < 2 || values.Length < 3 * season) return false;
        double mean = Mean(values), whole = 0;
        foreach (double value in values) whole += (value - mean) * (value - mean);
        if (whole <= 0) return false;
        double squares = 0, last = 0;
        for (int lag = 1; lag <= season; lag++)
        {
            if (lag > 1) squares += last * last;
            double sum = 0;
            for (int i = lag; i < values.Length; i++) sum += (values[i] - mean) * (values[i - lag] - mean);
            last = sum / whole;
        }
        double limit = Critical / Math.Sqrt(values.Length) * Math.Sqrt(1 + (2 * squares));
        return Math.Abs(last) > limit;
    }

    /// <summary>
    /// The factor of each phase, the first that of the first value, with a mean of 1; all 1 where the series has no season or a value that a factor cannot divide.
    /// </summary>
    public static double[] Factors(ReadOnlySpan<double> values, int season)
    {
        var factors = new double[season];
        Array.Fill(factors, 1);
        if (!IsSeasonal(values, season)) return factors;
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int center = half; center + half < values.Length; center++)
        {
            double trend = Trend(values, center, season);
            if (trend == 0 || !double.IsFinite(values[center] / trend)) continue;
            sums[center % season] += values[center] / trend;
            counts[center % season]++;
        }
        double mean = 0;
        for (int phase = 0; phase < season; phase++)
        {
            if (counts[phase] == 0) return factors;
            sums[phase] /= counts[phase];
            mean += sums[phase] / season;
        }
        // A factor of 0 or below divides nothing: the series is taken as it is.
        if (!(mean > 0) || sums.Any(sum => !(sum / mean > 1e-9))) return factors;
        for (int phase = 0; phase < season; phase++) factors[phase] = sums[phase] / mean;
        return factors;
    }

    /// <summary>The values divided by their factors.</summary>
    public static double[] Adjusted(ReadOnlySpan<double> values, ReadOnlySpan<double> factors)
    {
        var adjusted = new double[values.Length];
        for (int i = 0; i < adjusted.Length; i++) adjusted[i] = values[i] / factors[i % factors.Length];
        return adjusted;
    }

    /// <summary>The mean absolute difference to the season before: what errors are scaled by. NaN where the history is no longer than a season.</summary>
    public static double Scale(ReadOnlySpan<double> values, int season)
    {
        if (values.Length <= season) return double.NaN;
        double sum = 0;
        for (int i = season; i < values.Length; i++) sum += Math.Abs(values[i] - values[i - season]);
        return sum / (values.Length - season);
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    // A centred mean over one season, whose ends count half where its length is even.
    private static double Trend(ReadOnlySpan<double> values, int center, int season)
    {
        int half = season / 2;
        double sum = 0;
        for (int i = center - half; i <= center + half; i++) sum += values[i];
        if (season % 2 == 0) sum -= (values[center - half] + values[center + half]) / 2;
        return sum / season;
    }
}
