namespace MlDsl.Training;

/// <summary>Draws that are a pure function of their place in a stream.</summary>
internal static class StreamDraws
{
    // Above it a rounded normal is as good.
    private const double MostByInversion = 60;

    /// <summary>From 0, below 1.</summary>
    public static double Uniform(ulong stream, ulong position) => (EvaluationRandom.At(stream, position) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A count of the mean <paramref name="mean"/>: what so many rows sum to, when each is drawn a Poisson number of times.</summary>
    public static int Poisson(double mean, ulong stream, ulong position)
    {
        double uniform = Uniform(stream, 2 * position);
        if (mean > MostByInversion)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - uniform)) * Math.Cos(2 * Math.PI * Uniform(stream, (2 * position) + 1));
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * normal)));
        }
        double density = Math.Exp(-mean), distribution = density;
        int count = 0;
        for (; uniform > distribution && count < 10 * MostByInversion; distribution += density) density *= mean / ++count;
        return count;
    }

    /// <summary>The value with the interval that holds one more draw as often as the level says; undefined where fewer than half of the draws are defined, so that one more probably is not.</summary>
    /// <remarks>Between the draws of ranks (B + 1)·(1 ± level)/2, Hyndman and Fan's type 6: the next of B + 1 equal draws has each rank equally often.</remarks>
    public static Metric Interval(double value, double[] drawn, double level)
    {
        if (double.IsNaN(value)) return Metric.Undefined;
        Array.Sort(drawn);
        // NaN sorts before every number.
        ReadOnlySpan<double> defined = drawn.AsSpan(drawn.AsSpan().LastIndexOf(double.NaN) + 1);
        return defined.Length * 2 < drawn.Length ? Metric.Undefined : new Metric(value, At(defined, (1 - level) / 2), At(defined, (1 + level) / 2));
    }

    private static double At(ReadOnlySpan<double> sorted, double share)
    {
        double position = Math.Clamp((share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        int below = Math.Min((int)position, sorted.Length - 2);
        return sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
