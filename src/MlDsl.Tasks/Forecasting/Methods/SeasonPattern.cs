namespace MlDsl.Forecasting;

/// <summary>
/// What each phase of a season multiplies, by classical multiplicative decomposition, as the benchmarks of the M4 competition do (see <see cref="Seasonality"/>). Where a value is below 0 or
/// a phase is always 0, no factor can be divided by: there it is what each phase adds, by the additive decomposition.
/// </summary>
internal sealed class SeasonPattern
{
    private SeasonPattern(double[] parts, bool adds) => (Parts, Adds) = (parts, adds);

    /// <summary>Of each phase, the first that of the first value, its factor, with a mean of 1; or what it adds, with a mean of 0. All 1 where the series has no season.</summary>
    public double[] Parts { get; }

    /// <summary>Whether parts are added; else they multiply.</summary>
    public bool Adds { get; }

    public static SeasonPattern Of(ReadOnlySpan<double> values, int season)
    {
        var none = new double[season];
        Array.Fill(none, 1);
        if (!Seasonality.IsSeasonal(values, season)) return new(none, false);
        bool isPositive = true;
        foreach (double value in values) isPositive &= value >= 0;
        if (isPositive && Decomposed(values, season, adds: false) is { } sums)
        {
            double mean = Seasonality.Mean(sums);
            // A factor of 0 or below divides nothing.
            if (mean > 0 && sums.All(sum => sum / mean > 1e-9)) return new([.. sums.Select(sum => sum / mean)], false);
        }
        if (Decomposed(values, season, adds: true) is not { } added) return new(none, false);
        double center = Seasonality.Mean(added);
        return new([.. added.Select(sum => sum - center)], true);
    }

    /// <summary>A value without its season.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Its place, from 0.</param>
    public double Without(double value, int place) => Adds ? value - Parts[place % Parts.Length] : value / Parts[place % Parts.Length];

    /// <summary>A value with its season.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Its place, from 0.</param>
    public double With(double value, int place) => Adds ? value + Parts[place % Parts.Length] : value * Parts[place % Parts.Length];

    /// <summary>The values without their season.</summary>
    public double[] Without(ReadOnlySpan<double> values)
    {
        var adjusted = new double[values.Length];
        for (int i = 0; i < adjusted.Length; i++) adjusted[i] = Without(values[i], i);
        return adjusted;
    }

    // The mean over seasons of what each phase is to the season around it; null where a phase never has one.
    private static double[]? Decomposed(ReadOnlySpan<double> values, int season, bool adds)
    {
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int center = half; center + half < values.Length; center++)
        {
            double trend = Trend(values, center, season), part = adds ? values[center] - trend : values[center] / trend;
            if (!double.IsFinite(part)) continue;
            sums[center % season] += part;
            counts[center % season]++;
        }
        for (int phase = 0; phase < season; phase++)
        {
            if (counts[phase] == 0) return null;
            sums[phase] /= counts[phase];
        }
        return sums;
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
