using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>What a tree library predicts: the scores of its trees, and what its objective makes of them.</summary>
/// <typeparam name="T">float for XGBoost, double for LightGBM.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TreePrediction<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TreeScorer scorer;
    private readonly MarginTransform transform;
    private readonly double slope;
    private readonly long divisor;
    private readonly bool picksClass;

    /// <param name="scorer">The packed trees, which give raw scores.</param>
    /// <param name="transform">A member of <see cref="MarginTransform"/>.</param>
    /// <param name="slope">The factor before the score in <see cref="MarginTransform.Logistic"/>.</param>
    /// <param name="divisor">What the scores are divided by before the transform.</param>
    /// <param name="picksClass">1 where the prediction is the position of the highest score.</param>
    /// <exception cref="OperatorException">The transform is unknown, or the trees are of another precision.</exception>
    public TreePrediction(TreeScorer scorer, string transform = "Identity", double slope = 1, long divisor = 1, long picksClass = 0)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        TreeRows.CheckPrecision<T>(this, scorer);
        if (!Enum.TryParse(transform, out this.transform)) throw Error($"the transform '{transform}' is unknown");
        (this.scorer, this.slope, this.divisor, this.picksClass) = (scorer, slope, divisor, picksClass != 0);
    }

    /// <summary>Predicts rows.</summary>
    /// <param name="features">[N, C]; NaN where a value is missing.</param>
    /// <param name="prediction">[N, K], or [N, 1] where a class is picked.</param>
    /// <param name="raw">The summed scores [N, K].</param>
    public void Run(Tensor<T> features, [Result] Tensor<T> prediction, [Result] Tensor<T> raw)
    {
        int count = TreeRows.Count(this, scorer, features), outputs = scorer.OutputCount;
        raw.Resize(count, outputs);
        TreeRows.Score(scorer, features.Values, raw.Values, []);
        prediction.Resize(count, picksClass ? 1 : outputs);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<T> scores = raw.Values.Slice(i * outputs, outputs);
            if (picksClass) prediction.Values[i] = T.CreateTruncating(Highest(scores));
            else
            {
                Span<T> into = prediction.Values.Slice(i * outputs, outputs);
                scores.CopyTo(into);
                MarginTransforms.Finish(transform, slope, divisor, into);
            }
        }
    }

    private static int Highest(ReadOnlySpan<T> scores)
    {
        int best = 0;
        for (int k = 1; k < scores.Length; k++)
            if (scores[k] > scores[best]) best = k;
        return best;
    }
}
