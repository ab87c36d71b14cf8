namespace MlDsl.Forecasting;

/// <summary>Methods that look at one series alone. Each writes the steps that follow a history.</summary>
internal static class SeriesMethods
{
    /// <summary>The values of the last season again; of a history that is shorter, its last value.</summary>
    public static void SeasonalNaive(ReadOnlySpan<double> history, int season, Span<double> points)
    {
        for (int i = 0; i < points.Length; i++) points[i] = history[SeasonalPlace(history.Length, season, i)];
    }

    /// <summary>The place of the value that <see cref="SeasonalNaive"/> says again at a step, from 0.</summary>
    public static int SeasonalPlace(int length, int season, int step)
    {
        int lag = length >= season ? season : 1;
        return length - lag + (step % lag);
    }

    /// <summary>The last value of the series without its season, with the season of each step: what OWA compares with, called Naïve 2.</summary>
    public static void SeasonalLast(ReadOnlySpan<double> history, int season, Span<double> points)
    {
        var pattern = SeasonPattern.Of(history, season);
        double last = pattern.Without(history[^1], history.Length - 1);
        for (int i = 0; i < points.Length; i++) points[i] = pattern.With(last, history.Length + i);
    }

    /// <summary>
    /// The mean of a straight line through the adjusted series and of the level of twice its distance from that line, with the season of each step: the classical Theta method of
    /// Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16, 2000. Not below 0 where the history is not.
    /// </summary>
    public static void Theta(ReadOnlySpan<double> history, int season, Span<double> points)
    {
        var pattern = SeasonPattern.Of(history, season);
        double[] adjusted = pattern.Without(history);
        var (start, slope) = Line(adjusted);
        bool isPositive = true;
        var curved = new double[adjusted.Length];
        for (int i = 0; i < curved.Length; i++)
        {
            curved[i] = (2 * adjusted[i]) - (start + (slope * i));
            isPositive &= history[i] >= 0;
        }
        double level = Smoothing.Level(curved);
        for (int i = 0; i < points.Length; i++)
        {
            double value = (level + start + (slope * (history.Length + i))) / 2;
            double told = pattern.With(isPositive && !pattern.Adds ? Math.Max(0, value) : value, history.Length + i);
            points[i] = isPositive ? Math.Max(0, told) : told;
        }
    }

    // Least squares over the places from 0.
    private static (double Start, double Slope) Line(ReadOnlySpan<double> values)
    {
        double center = (values.Length - 1) / 2.0, mean = Seasonality.Mean(values), cross = 0, square = 0;
        for (int i = 0; i < values.Length; i++)
        {
            cross += (i - center) * (values[i] - mean);
            square += (i - center) * (i - center);
        }
        double slope = square == 0 ? 0 : cross / square;
        return (mean - (slope * center), slope);
    }
}
