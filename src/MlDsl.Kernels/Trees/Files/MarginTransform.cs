using System.Numerics.Tensors;

namespace MlDsl.Kernels;

/// <summary>What an objective makes of the summed scores of a row, in XGBoost's and LightGBM's words the margin or raw score s.</summary>
public enum MarginTransform
{
    /// <summary>s.</summary>
    Identity,

    /// <summary>1 / (1 + e^(-slope · s)), each score for itself.</summary>
    Logistic,

    /// <summary>e^s.</summary>
    Exponential,

    /// <summary>1 where s is above 0, else 0.</summary>
    Step,

    /// <summary>Exponentials that sum to one.</summary>
    Softmax,

    /// <summary>s · |s|, which takes back a square root of the label.</summary>
    SignedSquare,

    /// <summary>ln(1 + e^s).</summary>
    Softplus,
}

/// <summary>The arithmetic of <see cref="MarginTransform"/>.</summary>
internal static class MarginTransforms
{
    public static void Apply(MarginTransform transform, float slope, Span<float> scores)
    {
        switch (transform)
        {
            case MarginTransform.Logistic:
                foreach (ref float score in scores) score = ScoreMath.Logistic(slope * score);
                break;
            case MarginTransform.Exponential:
                TensorPrimitives.Exp(scores, scores);
                break;
            case MarginTransform.Step:
                foreach (ref float score in scores) score = score > 0f ? 1f : 0f;
                break;
            case MarginTransform.Softmax:
                ScoreMath.Apply(ScoreTransform.Softmax, scores);
                break;
            case MarginTransform.SignedSquare:
                foreach (ref float score in scores) score *= MathF.Abs(score);
                break;
            case MarginTransform.Softplus:
                // e^s overflows long before ln(1 + e^s), which is s itself by then.
                foreach (ref float score in scores) score = MathF.Max(score, 0f) + MathF.Log(1f + MathF.Exp(-MathF.Abs(score)));
                break;
        }
    }
}
