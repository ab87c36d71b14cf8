using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>Single numbers with the bits that ML.NET gives them.</summary>
internal static class MlNetNumber
{
    /// <summary>eˣ calculated in double precision and rounded.</summary>
    public static float WideExp(float x) => (float)Math.Exp(x);

    /// <summary>The probability 1 / (1 + e^(slope · score + offset)), calculated in double precision; missing where the score is.</summary>
    public static float Calibrated(float score, double slope, double offset) => float.IsNaN(score) ? score : (float)(1 / (1 + Math.Exp((slope * score) + offset)));

    /// <summary>The position of the highest number that is not missing, the first of equal ones; behind the last where all are missing.</summary>
    public static int HighestKnown<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, INumber<T>
    {
        int best = numbers.Length;
        for (int k = 0; k < numbers.Length; k++)
            if (!T.IsNaN(numbers[k]) && (best == numbers.Length || numbers[k] > numbers[best])) best = k;
        return best;
    }
}
