using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>eˣ calculated in double precision and rounded, as ML.NET does for Poisson and Tweedie regressions.</summary>
[Operator("WideExp", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WideExp : Operator
{
    /// <summary>Calculates.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="y">As many.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Every operator is called as an object.")]
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++) y.Values[i] = MlNetNumber.WideExp(x.Values[i]);
    }
}
