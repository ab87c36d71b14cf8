namespace MlDsl.Forecasting;

/// <summary>
/// Holt's linear smoothing whose trend fades by a share each step. Given the shares, forecasts of one step ahead are linear in the first level and trend, so that these follow from
/// least squares and only shares and damping are searched for, one after the other from several starts.
/// </summary>
internal static class DampedTrend
{
    // No share at its bound: the level would not move, or forget all but the last value.
    private const double Least = 1e-3, Most = 0.999, LeastDamping = 0.8, MostDamping = 0.98;
    private const int Rounds = 4;

    private static readonly (double Level, double Trend, double Damping)[] Starts = [(0.1, 0.05, 0.95), (0.5, 0.1, 0.9), (0.9, 0.2, 0.85)];

    /// <param name="history">The values.</param>
    /// <param name="season">The steps of a season.</param>
    /// <param name="hasTrend">Whether there is a trend.</param>
    /// <param name="points">Where the forecasts go.</param>
    public static void Forecast(ReadOnlySpan<double> history, int season, bool hasTrend, Span<double> points)
    {
        var pattern = SeasonPattern.Of(history, season);
        double[] values = pattern.Without(history);
        var (level, trend, damping) = hasTrend && values.Length > 4 ? Ends(values) : (Smoothing.Level(values), 0, 1);
        double added = 0, faded = damping;
        for (int i = 0; i < points.Length; i++)
        {
            added += faded * trend;
            faded *= damping;
            points[i] = pattern.With(level + added, history.Length + i);
        }
    }

    /// <summary>Level and trend behind the last value, and the damping.</summary>
    private static (double Level, double Trend, double Damping) Ends(double[] values)
    {
        var best = (Squares: double.PositiveInfinity, Level: 0.0, Trend: 0.0, Damping: 1.0);
        foreach (var start in Starts)
        {
            var (alpha, beta, damping) = start;
            for (int round = 0; round < Rounds; round++)
            {
                alpha = Minimum.Of(a => Fit(values, a, Math.Min(beta, a), damping).Squares, Least, Most);
                beta = Minimum.Of(b => Fit(values, alpha, b, damping).Squares, Least / 10, alpha);
                damping = Minimum.Of(d => Fit(values, alpha, beta, d).Squares, LeastDamping, MostDamping);
            }
            var (squares, level, trend) = Fit(values, alpha, beta, damping);
            if (squares < best.Squares) best = (squares, level, trend, damping);
        }
        return (best.Level, best.Trend, best.Damping);
    }

    /// <summary>The sum of squared errors, and the last level and trend, from the first ones that make the sum least.</summary>
    /// <param name="values">The values.</param>
    /// <param name="alpha">The share of an error that goes to the level.</param>
    /// <param name="beta">The share that goes to the trend, at most alpha.</param>
    /// <param name="damping">What stays of the trend in a step.</param>
    internal static (double Squares, double Level, double Trend) Fit(ReadOnlySpan<double> values, double alpha, double beta, double damping)
    {
        // Level and trend as a constant, and what the first level and the first trend are multiplied by.
        double level0 = 0, level1 = 1, level2 = 0, trend0 = 0, trend1 = 0, trend2 = 1;
        double a11 = 0, a12 = 0, a22 = 0, c1 = 0, c2 = 0;
        foreach (double value in values)
        {
            double told0 = level0 + (damping * trend0), told1 = level1 + (damping * trend1), told2 = level2 + (damping * trend2), error = value - told0;
            a11 += told1 * told1;
            a12 += told1 * told2;
            a22 += told2 * told2;
            c1 += told1 * error;
            c2 += told2 * error;
            (level0, level1, level2) = (told0 + (alpha * error), told1 * (1 - alpha), told2 * (1 - alpha));
            (trend0, trend1, trend2) = ((damping * trend0) + (beta * error), (damping * trend1) - (beta * told1), (damping * trend2) - (beta * told2));
        }
        double determinant = (a11 * a22) - (a12 * a12);
        var (level, trend) = determinant > 1e-12 * a11 * a22 ? (((c1 * a22) - (c2 * a12)) / determinant, ((c2 * a11) - (c1 * a12)) / determinant) : (c1 / a11, 0);
        double squares = 0;
        foreach (double value in values)
        {
            double told = level + (damping * trend), error = value - told;
            squares += error * error;
            (level, trend) = (told + (alpha * error), (damping * trend) + (beta * error));
        }
        return (squares, level, trend);
    }
}
