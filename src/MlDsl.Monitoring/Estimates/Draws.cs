using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>Draws that are a pure function of their place in a stream.</summary>
internal static class Draws
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
}
