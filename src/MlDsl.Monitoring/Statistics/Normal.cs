using MathNet.Numerics;
using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>The standard normal distribution: density, quantiles, far tails, and draws by position.</summary>
internal static class Normal
{
    private const double RootOfTwoPi = 2.5066282746310002;

    // Where erfc runs out of numbers.
    private const double Far = 37;

    public static double Density(double z) => double.IsInfinity(z) ? 0 : Math.Exp(-0.5 * z * z) / RootOfTwoPi;

    public static double Quantile(double share) => share switch
    {
        <= 0 => double.NegativeInfinity,
        >= 1 => double.PositiveInfinity,
        _ => -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * share),
    };

    /// <summary>How likely a draw lies below.</summary>
    public static double Below(double z) => SpecialFunctions.Erfc(-z / Constants.Sqrt2) / 2;

    /// <summary>How likely a draw lies at least as far from 0.</summary>
    public static double TwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);

    /// <summary>The negative logarithm of <see cref="TwoSided"/>, which is a number however far out.</summary>
    public static double Evidence(double z)
    {
        double far = Math.Abs(z);
        return far < Far
            ? -Math.Log(TwoSided(far))
            : (0.5 * far * far) + Math.Log(far * RootOfTwoPi / 2);
    }

    /// <summary>Fills with independent draws that are a function of the stream and their place alone: Box and Muller (1958), both halves.</summary>
    public static void Draw(ulong stream, Span<double> draws)
    {
        for (int i = 0; i < draws.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(Open(EvaluationRandom.At(stream, (ulong)i + 1))));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Open(EvaluationRandom.At(stream, (ulong)i + 2)));
            draws[i] = radius * cosine;
            if (i + 1 < draws.Length) draws[i + 1] = radius * sine;
        }
    }

    // Above 0 and below 1.
    private static double Open(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));
}
