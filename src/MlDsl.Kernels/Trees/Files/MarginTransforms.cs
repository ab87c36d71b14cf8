using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>
/// The arithmetic of <see cref="MarginTransform"/>, in each library's order of operations: in single precision XGBoost's, in double
/// LightGBM's. Small probabilities keep all their digits.
/// </summary>
internal static class MarginTransforms
{
    public static void Finish<T>(TreeModel model, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Finish(model.Transform, model.Slope, model.Divisor, scores);

    public static void Finish<T>(MarginTransform transform, double slope, long divisor, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (divisor != 1)
            foreach (ref T score in scores) score /= T.CreateTruncating(divisor);
        switch (transform)
        {
            case MarginTransform.Logistic:
                foreach (ref T score in scores) score = Logistic(T.CreateTruncating(slope) * score);
                break;
            case MarginTransform.Exponential:
                foreach (ref T score in scores) score = T.Exp(score);
                break;
            case MarginTransform.Step:
                foreach (ref T score in scores) score = score > T.Zero ? T.One : T.Zero;
                break;
            case MarginTransform.Softmax:
                Softmax(scores);
                break;
            case MarginTransform.SignedSquare:
                foreach (ref T score in scores) score *= T.Abs(score);
                break;
            case MarginTransform.Softplus:
                foreach (ref T score in scores) score = LogOfOneMore(T.Exp(score));
                break;
            case MarginTransform.Sort:
                scores.Sort();
                break;
        }
    }

    // XGBoost keeps the exponent below the one at which single precision overflows.
    private static T Logistic<T>(T score)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T exponent = typeof(T) == typeof(float) ? T.MinNumber(-score, T.CreateTruncating(88.7f)) : -score;
        return T.One / (T.One + T.Exp(exponent));
    }

    // XGBoost sums single-precision exponentials in double precision.
    private static void Softmax<T>(Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T highest = scores[0];
        foreach (T score in scores) highest = T.MaxNumber(highest, score);
        double sum = 0;
        foreach (ref T score in scores)
        {
            score = T.Exp(score - highest);
            sum += double.CreateTruncating(score);
        }
        foreach (ref T score in scores) score /= T.CreateTruncating(sum);
    }

    // ln(1 + x) where 1 + x drops digits of x: what was added in truth is known, and the logarithm is nearly straight between.
    private static T LogOfOneMore<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T more = T.One + x;
        return more == T.One || T.IsInfinity(more) ? x : T.Log(more) * (x / (more - T.One));
    }
}
