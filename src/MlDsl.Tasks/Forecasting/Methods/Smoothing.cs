namespace MlDsl.Forecasting;

/// <summary>
/// Simple exponential smoothing: the level follows the values by a share, alpha, of each error. Alpha and the first level are those of the least squares of one step ahead;
/// given alpha, errors are linear in the first level, so that only alpha is searched for.
/// </summary>
internal static class Smoothing
{
    private const double Least = 1e-4, Most = 0.9999;

    /// <summary>The level behind the last value: the forecast of every step.</summary>
    public static double Level(ReadOnlySpan<double> values)
    {
        double[] copy = values.ToArray();
        double alpha = Minimum.Of(a => Errors(copy, a).Squares, Least, Most);
        return Errors(copy, alpha).Level;
    }

    // The level is known part + first level × fading; both follow one recursion.
    private static (double Squares, double Level) Errors(ReadOnlySpan<double> values, double alpha)
    {
        double known = 0, fading = 1, cross = 0, square = 0;
        foreach (double value in values)
        {
            double error = value - known;
            cross += error * fading;
            square += fading * fading;
            known += alpha * error;
            fading *= 1 - alpha;
        }
        double level = cross / square, squares = 0;
        foreach (double value in values)
        {
            double error = value - level;
            squares += error * error;
            level += alpha * error;
        }
        return (squares, level);
    }
}
