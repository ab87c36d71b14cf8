using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>The probability that ML.NET's isotonic calibrator makes of a score: constant within pieces, straight between them, never quite 0.</summary>
[Operator("IsotonicProbability", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IsotonicProbability : Operator
{
    private const float Least = (float)1e-15, Most = 1;

    private readonly float[] lower, upper, values;

    /// <param name="lower">Where each piece begins.</param>
    /// <param name="upper">Where it ends.</param>
    /// <param name="values">The probability within it.</param>
    /// <exception cref="OperatorException">There are not as many of each.</exception>
    public IsotonicProbability(float[] lower, float[] upper, float[] values)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        ArgumentNullException.ThrowIfNull(values);
        if (lower.Length != upper.Length || lower.Length != values.Length) throw Error($"{lower.Length} pieces end at {upper.Length} places and have {values.Length} values");
        (this.lower, this.upper, this.values) = (lower, upper, values);
    }

    /// <summary>Calibrates.</summary>
    /// <param name="x">Scores of any shape.</param>
    /// <param name="y">As many probabilities.</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++)
        {
            float score = x.Values[i], probability = float.IsNaN(score) ? score : Find(score);
            y.Values[i] = probability < Least ? Least : probability > Most ? Most : probability;
        }
    }

    private float Find(float score)
    {
        int last = values.Length - 1;
        if (last < 0) return 0;
        if (score < lower[0]) return values[0];
        if (score > upper[last]) return values[last];
        int low = 0, high = last;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (upper[middle] >= score) high = middle;
            else low = middle + 1;
        }
        if (score >= lower[low]) return values[low];
        float share = (score - upper[low - 1]) / (lower[low] - upper[low - 1]);
        return values[low - 1] + (share * (values[low] - values[low - 1]));
    }
}
