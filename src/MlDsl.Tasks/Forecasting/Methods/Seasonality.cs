namespace MlDsl.Forecasting;

/// <summary>
/// Whether a series has a season, and how far it moves within one: the test by which the benchmarks of the M4 competition are defined (Makridakis, Spiliotis and Assimakopoulos, "The M4 Competition", International Journal of Forecasting 36, 2020).
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
}
