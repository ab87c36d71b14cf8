using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>The probability that ML.NET's naive calibrator makes of a score: that of the bin it falls into, the first and the last one open.</summary>
[Operator("BinnedProbability", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BinnedProbability : Operator
{
    private readonly float first, size;
    private readonly float[] values;

    /// <param name="first">Where the first bin begins.</param>
    /// <param name="size">The width of a bin.</param>
    /// <param name="values">The probability of each.</param>
    /// <exception cref="OperatorException">There is none.</exception>
    public BinnedProbability(float first, float size, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || !(size > 0)) throw Error($"{values.Length} bins have the width {size}");
        (this.first, this.size, this.values) = (first, size, values);
    }

    /// <summary>Calibrates.</summary>
    /// <param name="x">Scores of any shape.</param>
    /// <param name="y">As many probabilities.</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++)
        {
            float score = x.Values[i];
            y.Values[i] = float.IsNaN(score) ? score : values[Math.Clamp((int)((score - first) / size), 0, values.Length - 1)];
        }
    }
}
