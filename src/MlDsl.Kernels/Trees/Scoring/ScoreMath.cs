using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// The transforms at the end of a row, in ONNX Runtime's order of operations, which is one of single-precision operations for scores in
/// double precision, too. TensorPrimitives is not used here: its exponentials differ in the last bit, and these results are compared bit
/// for bit.
/// </summary>
internal static class ScoreMath
{
    /// <summary>Transforms the scores of one row in place.</summary>
    public static void Apply<T>(ScoreTransform transform, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (transform)
        {
            case ScoreTransform.Logistic:
                foreach (ref T score in scores) score = Logistic(score);
                break;
            case ScoreTransform.Probit:
                foreach (ref T score in scores) score = Probit(score);
                break;
            case ScoreTransform.Softmax:
                Softmax(scores);
                break;
            case ScoreTransform.SoftmaxZero:
                SoftmaxZero(scores);
                break;
        }
    }

    public static T Logistic<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Logistic(float.CreateTruncating(value)));

    public static T Probit<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Sqrt2 * InverseErf((2f * float.CreateTruncating(value)) - 1f));

    public static float Logistic(float value)
    {
        float upper = 1f / (1f + MathF.Exp(-MathF.Abs(value)));
        return value < 0 ? 1f - upper : upper;
    }

    private const float Sqrt2 = 1.41421356f;

    // Winitzki, "A handy approximation for the error function and its inverse", 2008, with his constant 0.147.
    private static float InverseErf(float x)
    {
        const float A = 0.147f;
        float sign = x < 0 ? -1f : 1f;
        float log = MathF.Log((1f - x) * (1f + x));
        float half = (2f / (MathF.PI * A)) + (0.5f * log);
        float scaled = 1f / A * log;
        return sign * MathF.Sqrt(-half + MathF.Sqrt((half * half) - scaled));
    }

    private static void Softmax<T>(Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float highest = Highest<T>(scores), sum = 0f;
        foreach (ref T score in scores)
        {
            float power = MathF.Exp(float.CreateTruncating(score) - highest);
            score = T.CreateTruncating(power);
            sum += power;
        }
        foreach (ref T score in scores) score = T.CreateTruncating(float.CreateTruncating(score) / sum);
    }

    // What is near zero, and the last division, keep the precision of the scores.
    private static void SoftmaxZero<T>(Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const float Negligible = 0.0000001f;
        float highest = Highest<T>(scores), sum = 0f;
        float smallest = MathF.Exp(-highest);
        foreach (ref T score in scores)
        {
            float narrow = float.CreateTruncating(score);
            if (narrow is > Negligible or < -Negligible)
            {
                float power = MathF.Exp(narrow - highest);
                score = T.CreateTruncating(power);
                sum += power;
            }
            else score *= T.CreateTruncating(smallest);
        }
        foreach (ref T score in scores) score /= T.CreateTruncating(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Highest<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float highest = -float.MaxValue;
        foreach (T score in scores)
            if (float.CreateTruncating(score) > highest) highest = float.CreateTruncating(score);
        return highest;
    }
}
