namespace MlDsl.Forecasting;

/// <summary>The least of a function of one number between two bounds: a grid, then golden sections around its best point.</summary>
internal static class Minimum
{
    private const int Points = 24;
    private const double Golden = 0.6180339887498949, Tolerance = 1e-6;

    public static double Of(Func<double, double> function, double low, double high)
    {
        double best = low, least = double.PositiveInfinity, step = (high - low) / Points;
        for (int i = 0; i <= Points; i++)
        {
            double at = low + (i * step), value = function(at);
            if (value < least) (best, least) = (at, value);
        }
        double a = Math.Max(low, best - step), b = Math.Min(high, best + step);
        double c = b - (Golden * (b - a)), d = a + (Golden * (b - a)), atC = function(c), atD = function(d);
        while (b - a > Tolerance)
        {
            if (atC < atD)
            {
                (b, d, atD) = (d, c, atC);
                c = b - (Golden * (b - a));
                atC = function(c);
            }
            else
            {
                (a, c, atC) = (c, d, atD);
                d = a + (Golden * (b - a));
                atD = function(d);
            }
        }
        double middle = (a + b) / 2;
        return function(middle) <= least ? middle : best;
    }
}
