namespace MlDsl.Training;

/// <summary>Numbers that are a pure function of seed, trial, parameter and draw: neither workers nor what was drawn before matter.</summary>
internal static class SearchRandom
{
    private const double Unit = 1.0 / (1UL << 53);

    /// <summary>A number from 0 to below 1.</summary>
    public static double Uniform(ulong seed, int trial, int parameter, int draw)
    {
        ulong stream = EvaluationRandom.At(EvaluationRandom.Stream(seed, trial), (ulong)parameter);
        return (EvaluationRandom.At(stream, (ulong)draw + 1) >> 11) * Unit;
    }

    /// <summary>A number of the standard normal distribution, of two numbers from 0 to below 1: Box and Muller (1958).</summary>
    public static double Normal(double first, double second) => Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);
}
