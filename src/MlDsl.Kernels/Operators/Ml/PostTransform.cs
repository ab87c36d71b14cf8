namespace MlDsl.Kernels.Operators;

/// <summary>The post-transforms of ai.onnx.ml, with what ONNX Runtime does to the one score of two classes.</summary>
internal static class PostTransform
{
    /// <exception cref="OperatorException">The name is unknown.</exception>
    public static ScoreTransform Parse(string name) => name switch
    {
        "NONE" => ScoreTransform.None,
        "LOGISTIC" => ScoreTransform.Logistic,
        "SOFTMAX" => ScoreTransform.Softmax,
        "SOFTMAX_ZERO" => ScoreTransform.SoftmaxZero,
        "PROBIT" => ScoreTransform.Probit,
        _ => throw new OperatorException($"its post_transform '{name}' is unknown"),
    };

    /// <summary>Transforms the scores of a row in place; a single score stays single.</summary>
    public static void Apply(ScoreTransform transform, Span<float> scores)
    {
        if (scores.Length > 1 || transform is ScoreTransform.Probit) ScoreMath.Apply(transform, scores);
        else if (transform == ScoreTransform.Logistic) scores[0] = ScoreMath.Logistic(scores[0]);
    }

    /// <summary>Makes two scores of one.</summary>
    /// <param name="transform">The transform.</param>
    /// <param name="score">The score of the second class.</param>
    /// <param name="isShare">Whether the two sum to one instead of zero.</param>
    /// <param name="into">Where the two go.</param>
    public static void Pair(ScoreTransform transform, float score, bool isShare, Span<float> into) => (into[0], into[1]) = transform switch
    {
        ScoreTransform.Logistic => (ScoreMath.Logistic(-score), ScoreMath.Logistic(score)),
        ScoreTransform.Probit => (ScoreMath.Probit(score), ScoreMath.Probit(score)),
        _ => (isShare ? 1f - score : -score, score),
    };
}
