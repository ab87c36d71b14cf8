using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>The probability that ML.NET's Platt calibrator makes of a score, calculated in double precision: 1 / (1 + e^(slope · score + offset)).</summary>
/// <param name="slope">The factor of the score.</param>
/// <param name="offset">What is added.</param>
[Operator("CalibratedProbability", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CalibratedProbability(double slope, double offset) : Operator
{
    /// <summary>Calibrates.</summary>
    /// <param name="x">Scores of any shape.</param>
    /// <param name="y">As many probabilities.</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++) y.Values[i] = MlNetNumber.Calibrated(x.Values[i], slope, offset);
    }
}
