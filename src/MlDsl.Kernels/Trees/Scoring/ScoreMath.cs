using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// The transforms at the end of a row, in ONNX Runtime's single-precision order of operations. TensorPrimitives is not used here: its
/// exponentials differ in the last bit, and these results are compared bit for bit.
/// </summary>
internal static class ScoreMath
{
    /// <summary>Transforms the scores of one row in place.</summary>
    public static void Apply(ScoreTransform transform, Span<float> scores)
    {
        switch (transform)
        {
            case ScoreTransform.Logistic:
                foreach (ref float score in scores) score = Logistic(score);
                break;
            case ScoreTransform.Probit:
                foreach (ref float score in scores) score = Probit(score);
                break;
            case ScoreTransform.Softmax:
                Softmax(scores);
                break;
            case ScoreTransform.SoftmaxZero:
                SoftmaxZero(scores);
                break;
        }
    }

    public static float Logistic(float value)
    {
        float upper = 1f / (1f + MathF.Exp(-MathF.Abs(value)));
        return value < 0 ? 1f - upper : upper;
    }

    public static float Probit(float value) => Sqrt2 * InverseErf((2f * value) - 1f);

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

    private static void Softmax(Span<float> scores)
    {
        float highest = Highest(scores), sum = 0f;
        foreach (ref float score in scores)
        {
            score = MathF.Exp(score - highest);
            sum += score;
        }
        foreach (ref float score in scores) score /= sum;
    }

    private static void SoftmaxZero(Span<float> scores)
    {
        const float Negligible = 0.0000001f;
        float highest = Highest(scores), sum = 0f;
        float smallest = MathF.Exp(-highest);
        foreach (ref float score in scores)
        {
            if (score is > Negligible or < -Negligible)
            {
                score = MathF.Exp(score - highest);
                sum += score;
            }
            else score *= smallest;
        }
        foreach (ref float score in scores) score /= sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Highest(ReadOnlySpan<float> scores)
    {
        float highest = -float.MaxValue;
        foreach (float score in scores)
            if (score > highest) highest = score;
        return highest;
    }
}
