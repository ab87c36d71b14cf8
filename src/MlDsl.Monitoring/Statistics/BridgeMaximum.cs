namespace MlDsl.Monitoring;

/// <summary>
/// The null distribution of a Kolmogorov–Smirnov statistic that is looked at between bins only: how likely a Brownian bridge leaves a band at one of a few
/// times. The series for continuous values would say less than is true.
/// </summary>
/// <remarks>The density of the bridge that has stayed in the band is carried from time to time on a grid, as a Markov chain.</remarks>
internal static class BridgeMaximum
{
    private const int Grid = 128;

    // Times nearer to each other than this are one: the bridge moves less than the grid shows.
    private const double Nearest = 0.003;

    /// <param name="times">Cumulative shares of the reference's bins, ascending.</param>
    /// <param name="height">√(nm / (n + m)) · D.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Tail(ReadOnlySpan<double> times, double height)
    {
        if (height <= 0) return 1;
        double step = 2 * height / Grid, last = 0;
        double[] places = new double[Grid], mass = new double[Grid], next = new double[Grid];
        for (int i = 0; i < Grid; i++) places[i] = -height + ((i + 0.5) * step);
        bool begun = false;
        foreach (double time in times)
        {
            if (time < Nearest || time > 1 - Nearest || time - last < Nearest) continue;
            double pull = (1 - time) / (1 - last), variance = (time - last) * pull;
            double scale = step / Math.Sqrt(2 * Math.PI * variance);
            for (int to = 0; to < Grid; to++)
            {
                if (!begun)
                {
                    next[to] = scale * Math.Exp(-0.5 * places[to] * places[to] / variance);
                    continue;
                }
                double sum = 0;
                for (int from = 0; from < Grid; from++)
                {
                    double off = places[to] - (pull * places[from]);
                    sum += mass[from] * Math.Exp(-0.5 * off * off / variance);
                }
                next[to] = scale * sum;
            }
            (mass, next) = (next, mass);
            (begun, last) = (true, time);
        }
        return begun ? Math.Clamp(1 - mass.Sum(), 0, 1) : 1;
    }
}
